package io.likeness.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * One round of measurements, all but the last in pictures a second.
 *
 * @param decode scaled decoding alone
 * @param preview preview encoding alone
 * @param network ONNX Runtime alone
 * @param imported the import
 */
record Round(double decode, double preview, double network, MeasuredImport.Figures imported) {
    private static final String COLUMNS = "%10.1f%10.1f%10.1f%10.1f%10.1f%8.2f%8.2f";

    static void printHeader(int pictures, int cores) {
        System.out.printf("%d pictures of 500 x 375, %d cores, pictures a second%n", pictures, cores);
        System.out.println("              D         P         E      goal    import   ratio    cores");
    }

    /** What the three stages would do one after the other. */
    double goal() {
        return 1 / (1 / decode + 1 / preview + 1 / network);
    }

    double ratio() {
        return imported.rate() / goal();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, COLUMNS, decode, preview, network, goal(), imported.rate(), ratio(), imported.cores());
    }

    /** The median of each column. */
    static String median(List<Round> rounds) {
        return String.format(
                Locale.ROOT,
                COLUMNS,
                median(rounds, Round::decode),
                median(rounds, Round::preview),
                median(rounds, Round::network),
                median(rounds, Round::goal),
                median(rounds, round -> round.imported().rate()),
                median(rounds, Round::ratio),
                median(rounds, round -> round.imported().cores()));
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> column) {
        double[] sorted = rounds.stream().mapToDouble(column).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
