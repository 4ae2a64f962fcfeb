package io.likeness.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * One round of measurements.
 *
 * @param decode scaled decoding alone
 * @param preview preview encoding alone
 * @param network ONNX Runtime alone
 * @param imported the import
 */
record Round(Figures decode, Figures preview, Figures network, Figures imported) {
    static void printHeader(int pictures, double megapixels, int cores) {
        System.out.printf(Locale.ROOT, "%d pictures of %.2f Mpx on %d cores%n", pictures, megapixels, cores);
        System.out.println("                       pictures a second                        |"
                + "          ms of processor time a picture");
        System.out.println("               D        P        E     goal   import    ratio   |"
                + "       D       P       E  import    ratio");
    }

    /** What the three stages would do one after the other, pictures a second. */
    double goal() {
        return 1 / (1 / decode.rate() + 1 / preview.rate() + 1 / network.rate());
    }

    double ratio() {
        return imported.rate() / goal();
    }

    /** The same by processor time, which other programs on the machine change less. */
    double processorRatio() {
        return (decode.processorMillis() + preview.processorMillis() + network.processorMillis())
                / imported.processorMillis();
    }

    @Override
    public String toString() {
        return median(List.of(this));
    }

    /** The median of each column. */
    static String median(List<Round> rounds) {
        return String.format(
                Locale.ROOT,
                "%9.1f%9.1f%9.1f%9.1f%9.1f%9.2f   |%8.2f%8.2f%8.2f%8.2f%9.2f",
                median(rounds, round -> round.decode().rate()),
                median(rounds, round -> round.preview().rate()),
                median(rounds, round -> round.network().rate()),
                median(rounds, Round::goal),
                median(rounds, round -> round.imported().rate()),
                median(rounds, Round::ratio),
                median(rounds, round -> round.decode().processorMillis()),
                median(rounds, round -> round.preview().processorMillis()),
                median(rounds, round -> round.network().processorMillis()),
                median(rounds, round -> round.imported().processorMillis()),
                median(rounds, Round::processorRatio));
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> column) {
        double[] sorted = rounds.stream().mapToDouble(column).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
