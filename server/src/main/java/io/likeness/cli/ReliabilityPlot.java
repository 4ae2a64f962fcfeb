package io.likeness.cli;

import io.likeness.evaluation.CopyVerdicts.Bin;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;

/** Draws how often verdicts of a confidence are right (a reliability diagram; M. DeGroot, S. Fienberg, The Comparison and Evaluation of Forecasters, 1983). */
final class ReliabilityPlot {
    private static final int SIDE = 360;
    private static final int LEFT = 60;
    private static final int TOP = 20;
    private static final int WIDTH = 460;
    private static final int HEIGHT = 440;
    private static final double TENTHS = 10;

    private ReliabilityPlot() {}

    /** The plot as SVG: a dot for each bin with pairs in it, the larger the more, over the line on which confidence is what it says. */
    static String svg(List<Bin> bins) {
        Formatter svg = new Formatter(Locale.ROOT);
        svg.format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %2$d\" font-family=\"sans-serif\" font-size=\"12\">"
                        + "<rect width=\"%1$d\" height=\"%2$d\" fill=\"#fff\"/>%n",
                WIDTH, HEIGHT);
        for (int i = 0; i <= TENTHS; i += 2) {
            grid(svg, i / TENTHS);
        }
        svg.format(
                "<path d=\"M%.1f %.1fL%.1f %.1f\" stroke=\"#888\" stroke-dasharray=\"5 4\"/>%n",
                x(0), y(0), x(1), y(1));
        svg.format(
                "<text x=\"%.1f\" y=\"%d\" fill=\"#222\" text-anchor=\"middle\">mean confidence</text>%n",
                x(0.5), HEIGHT - 14);
        svg.format(
                "<text transform=\"translate(18 %.1f) rotate(-90)\" fill=\"#222\" text-anchor=\"middle\">share that are copies</text>%n",
                y(0.5));
        bins.stream().filter(bin -> bin.pairs() > 0).forEach(bin -> dot(svg, bin));
        return svg.format("</svg>%n").toString();
    }

    private static void grid(Formatter svg, double share) {
        svg.format("<path d=\"M%.1f %.1fV%.1f\" stroke=\"#ddd\"/>", x(share), y(0), y(1));
        svg.format("<path d=\"M%.1f %.1fH%.1f\" stroke=\"#ddd\"/>", x(0), y(share), x(1));
        svg.format(
                "<text x=\"%.1f\" y=\"%.1f\" fill=\"#555\" text-anchor=\"middle\">%.1f</text>",
                x(share), y(0) + 18, share);
        svg.format(
                "<text x=\"%.1f\" y=\"%.1f\" fill=\"#555\" text-anchor=\"end\">%.1f</text>%n",
                x(0) - 8, y(share) + 4, share);
    }

    private static void dot(Formatter svg, Bin bin) {
        svg.format(
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"#2563eb\" fill-opacity=\"0.75\"><title>%d pairs</title></circle>%n",
                x(bin.mean()), y(bin.right()), 3 + Math.log10(bin.pairs()) * 1.5, bin.pairs());
    }

    private static double x(double share) {
        return LEFT + SIDE * share;
    }

    private static double y(double share) {
        return TOP + SIDE * (1 - share);
    }
}
