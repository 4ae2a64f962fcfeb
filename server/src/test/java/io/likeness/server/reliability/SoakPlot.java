package io.likeness.server.reliability;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Draws the samples of a soak and says how they go on. */
final class SoakPlot {
    private static final int WIDTH = 760;
    private static final int PANEL = 130;
    private static final int LEFT = 60;
    private static final int RIGHT = 20;
    private static final int GAP = 34;

    private SoakPlot() {}

    private record Panel(String title, ToDoubleFunction<Sample> value) {}

    private static final List<Panel> PANELS = List.of(
            new Panel("resident memory, MiB", Sample::residentMib),
            new Panel("heap after a collection, MiB", Sample::heapMib),
            new Panel("file handles", Sample::files),
            new Panel("threads", Sample::threads));

    /** The plot as SVG: a panel for each thing that is noted, from 0 up, over the minutes. */
    static String svg(List<Sample> samples) {
        int height = PANELS.size() * (PANEL + GAP) + GAP;
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %2$d\" font-family=\"sans-serif\""
                        + " font-size=\"12\"><rect width=\"%1$d\" height=\"%2$d\" fill=\"#fff\"/>%n",
                WIDTH,
                height));
        for (int i = 0; i < PANELS.size(); i++) {
            panel(svg, samples, PANELS.get(i), GAP + i * (PANEL + GAP));
        }
        return svg.append("</svg>\n").toString();
    }

    private static void panel(StringBuilder svg, List<Sample> samples, Panel panel, int top) {
        double most = samples.stream().mapToDouble(panel.value()).max().orElse(1);
        double scale = nice(most * 1.05);
        double minutes = Math.max(samples.getLast().minute(), 1e-9);
        int bottom = top + PANEL;
        add(svg, "<text x=\"%d\" y=\"%d\" fill=\"#222\">%s</text>%n", LEFT, top - 8, panel.title());
        for (int line = 0; line <= 2; line++) {
            double y = bottom - PANEL * line / 2.0;
            add(
                    svg,
                    "<path d=\"M%d %.1fH%d\" stroke=\"#ddd\"/><text x=\"%d\" y=\"%.1f\" fill=\"#555\""
                            + " text-anchor=\"end\">%.0f</text>%n",
                    LEFT,
                    y,
                    WIDTH - RIGHT,
                    LEFT - 6,
                    y + 4,
                    scale * line / 2);
        }
        StringBuilder path = new StringBuilder();
        for (Sample sample : samples) {
            add(
                    path,
                    "%s%.1f %.1f",
                    path.isEmpty() ? "M" : "L",
                    LEFT + (WIDTH - LEFT - RIGHT) * sample.minute() / minutes,
                    bottom - PANEL * panel.value().applyAsDouble(sample) / scale);
        }
        add(svg, "<path d=\"%s\" fill=\"none\" stroke=\"#0b6bcb\" stroke-width=\"1.5\"/>%n", path);
        add(svg, "<text x=\"%d\" y=\"%d\" fill=\"#555\">0 min</text>", LEFT, bottom + 14);
        add(
                svg,
                "<text x=\"%d\" y=\"%d\" fill=\"#555\" text-anchor=\"end\">%.0f min</text>%n",
                WIDTH - RIGHT,
                bottom + 14,
                minutes);
    }

    private static double nice(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(value, 1))));
        for (double step : new double[] {1, 2, 4, 5, 6, 8}) {
            if (step * power >= value) {
                return step * power;
            }
        }
        return 10 * power;
    }

    /** How each thing goes on behind the first sixth of the time: the slope of a straight line through it, and its extremes. */
    static String trend(List<Sample> samples) {
        double from = samples.getLast().minute() / 6;
        List<Sample> steady =
                samples.stream().filter(sample -> sample.minute() >= from).toList();
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "from minute %.0f on:", from));
        for (Panel panel : PANELS) {
            add(
                    text,
                    "%n%s: %.1f to %.1f, slope %+.2f an hour",
                    panel.title(),
                    steady.stream().mapToDouble(panel.value()).min().orElse(0),
                    steady.stream().mapToDouble(panel.value()).max().orElse(0),
                    60 * slope(steady, panel.value()));
        }
        return text.toString();
    }

    /** By least squares, in units a minute. */
    static double slope(List<Sample> samples, ToDoubleFunction<Sample> value) {
        double x = samples.stream().mapToDouble(Sample::minute).average().orElse(0);
        double y = samples.stream().mapToDouble(value).average().orElse(0);
        double xy = 0;
        double xx = 0;
        for (Sample sample : samples) {
            xy += (sample.minute() - x) * (value.applyAsDouble(sample) - y);
            xx += (sample.minute() - x) * (sample.minute() - x);
        }
        return xx == 0 ? 0 : xy / xx;
    }

    @SuppressWarnings("AnnotateFormatMethod") // Its annotation would be a library of its own.
    private static void add(StringBuilder to, String format, Object... values) {
        to.append(String.format(Locale.ROOT, format, values));
    }
}
