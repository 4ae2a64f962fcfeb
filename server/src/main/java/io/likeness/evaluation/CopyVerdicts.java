package io.likeness.evaluation;

import io.likeness.copies.CopyMatch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How right verdicts are.
 *
 * @param edits for each edit what its copies were told
 * @param lookAlikes pairs of different pictures that were compared
 * @param falseCopies those of them called copies at the recommended confidence
 * @param reliability the pairs by the confidence they were given
 * @param named different pictures of the folder called copies of each other, for a person to look at
 * @param time what the verdicts of one search took
 */
public record CopyVerdicts(
        Map<Edit, Row> edits, int lookAlikes, int falseCopies, List<Bin> reliability, List<Pair> named, Time time) {
    private static final double[] EDGES = {0, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99};

    /**
     * What the copies of one edit were told.
     *
     * @param first share whose first hit is their original
     * @param right share whose original was given the right verdict
     * @param overlap mean over the copies found of how much of the place found is the true one; not a number where the edit leaves a picture whole
     */
    public record Row(double first, double right, double overlap) {}

    /**
     * The pairs with a confidence from {@code from} to the next one's.
     *
     * @param mean confidence
     * @param right share that are copies in truth
     */
    public record Bin(double from, int pairs, double mean, double right) {}

    /** Two pictures called copies. */
    public record Pair(Path one, Path other, double confidence) {}

    /**
     * Of the searches with edited copies.
     *
     * @param median milliseconds of one core for all candidates of a search, their features being there
     * @param ninetieth that nine of ten searches stay below
     */
    public record Time(double median, double ninetieth) {
        static Time of(List<Long> nanos) {
            List<Long> sorted = nanos.stream().sorted().toList();
            return new Time(millis(sorted, 0.5), millis(sorted, 0.9));
        }

        private static double millis(List<Long> sorted, double share) {
            return sorted.isEmpty() ? 0 : sorted.get((int) (share * (sorted.size() - 1))) / 1e6;
        }
    }

    /** The mean of {@link Row#first} over all edits. */
    public double meanFirst() {
        return edits.values().stream().mapToDouble(Row::first).average().orElse(0);
    }

    /** Collects what pairs were told. Used by one thread. */
    static final class Tally {
        private final Map<Edit, int[]> counts = new EnumMap<>(Edit.class);
        private final Map<Edit, double[]> overlaps = new EnumMap<>(Edit.class);
        private final int[] pairs = new int[EDGES.length];
        private final double[] confidences = new double[EDGES.length];
        private final int[] rights = new int[EDGES.length];
        private final Set<Pair> named = new HashSet<>();
        private final List<Long> nanos = new ArrayList<>();
        private int lookAlikes;
        private int falseCopies;

        /** What the verdicts of one search took. */
        void time(long took) {
            nanos.add(took);
        }

        /** One copy of {@code edit}: whether its original came first, was given the right verdict, and the overlap of its place. */
        void query(Edit edit, boolean first, boolean right) {
            int[] count = counts.computeIfAbsent(edit, _ -> new int[3]);
            count[0]++;
            count[1] += first ? 1 : 0;
            count[2] += right ? 1 : 0;
        }

        void overlap(Edit edit, double overlap) {
            double[] sum = overlaps.computeIfAbsent(edit, _ -> new double[2]);
            sum[0] += overlap;
            sum[1]++;
        }

        void pair(CopyMatch match, boolean isCopy) {
            int bin = EDGES.length - 1;
            while (match.confidence() < EDGES[bin]) {
                bin--;
            }
            pairs[bin]++;
            confidences[bin] += match.confidence();
            rights[bin] += isCopy ? 1 : 0;
            if (!isCopy) {
                lookAlikes++;
                falseCopies += match.verdict().isCopy() ? 1 : 0;
            }
        }

        void name(Pair pair) {
            named.add(pair);
        }

        CopyVerdicts result() {
            Map<Edit, Row> rows = new EnumMap<>(Edit.class);
            counts.forEach((edit, count) -> {
                double[] overlap = overlaps.getOrDefault(edit, new double[2]);
                rows.put(
                        edit,
                        new Row(
                                (double) count[1] / count[0],
                                (double) count[2] / count[0],
                                overlap[1] == 0 ? Double.NaN : overlap[0] / overlap[1]));
            });
            List<Bin> bins = new ArrayList<>();
            for (int i = 0; i < EDGES.length; i++) {
                double n = Math.max(1, pairs[i]);
                bins.add(new Bin(EDGES[i], pairs[i], confidences[i] / n, rights[i] / n));
            }
            return new CopyVerdicts(rows, lookAlikes, falseCopies, bins, List.copyOf(named), Time.of(nanos));
        }
    }
}
