package io.likeness.copies;

/**
 * What agrees once it is known where one picture lies in the other: features that are where they should be, without asking whether another one looks more alike.
 *
 * @param inliers features of the stored picture with one of the other in its place
 * @param share of the features that should be seen in the other picture, those that are
 * @param coverage share of the common area in which features agree
 * @param error by which inliers are off on average, as a share of what is allowed
 * @param difference share of the bits in which the descriptors of inliers differ on average
 * @param map fitted to the inliers
 */
record Agreement(int inliers, double share, double coverage, double error, double difference, Transform map) {
    private static final int CELLS = 8;
    private static final int MAX_DIFFERENT = 88;
    // SIFT finds nothing smaller.
    private static final double LEAST_SIZE = 1;
    // Near an edge a feature cannot be found.
    private static final double EDGE = 3;
    private static final int LEAST_TO_FIT = 6;

    /** Looks where {@code map} says, fits it to what is found there, and looks again. */
    static Agreement of(LocalFeatures query, LocalFeatures stored, Transform map) {
        Pass first = new Pass(query, stored, map);
        Transform fitted = first.found < LEAST_TO_FIT
                ? map
                : first.fit.solve().filter(Placement::isPlausible).orElse(map);
        Pass second = new Pass(query, stored, fitted);
        return second.found >= first.found ? second.result() : first.result();
    }

    /** One look at all features. Used by one thread. */
    private static final class Pass {
        private final LocalFeatures query;
        private final LocalFeatures stored;
        private final Transform map;
        private final double tolerance;
        private final AffineFit fit = new AffineFit();
        private final boolean[] inPlace;
        private int found;
        private int visible;
        private double errors;
        private double bits;

        Pass(LocalFeatures query, LocalFeatures stored, Transform map) {
            this.query = query;
            this.stored = stored;
            this.map = map;
            this.tolerance = Placement.tolerance(map);
            this.inPlace = new boolean[stored.count()];
            double scale = map.scale();
            for (int i = 0; i < query.count(); i++) {
                double x = map.x(query.x(i), query.y(i));
                double y = map.y(query.x(i), query.y(i));
                if (isWithin(x, y, stored) && query.size(i) * scale >= LEAST_SIZE) {
                    visible++;
                    match(i, x, y);
                }
            }
        }

        private void match(int i, double x, double y) {
            int best = -1;
            int least = MAX_DIFFERENT + 1;
            for (int j = 0; j < stored.count(); j++) {
                if (Math.abs(stored.x(j) - x) <= tolerance && Math.abs(stored.y(j) - y) <= tolerance) {
                    int different = stored.different(query, i, j);
                    if (different < least && Placement.agrees(query, i, stored, j, map, tolerance)) {
                        least = different;
                        best = j;
                    }
                }
            }
            if (best >= 0 && !inPlace[best]) {
                inPlace[best] = true;
                found++;
                errors += Math.hypot(stored.x(best) - x, stored.y(best) - y);
                bits += least;
                fit.add(query.x(i), query.y(i), stored.x(best), stored.y(best));
            }
        }

        private Agreement result() {
            Transform back = map.inverse();
            double shrunk = back.scale();
            boolean[] seen = new boolean[CELLS * CELLS];
            boolean[] agreed = new boolean[CELLS * CELLS];
            int visibleStored = 0;
            for (int j = 0; j < stored.count(); j++) {
                double x = back.x(stored.x(j), stored.y(j));
                double y = back.y(stored.x(j), stored.y(j));
                int cell = cell(stored.x(j), stored.width()) + CELLS * cell(stored.y(j), stored.height());
                agreed[cell] |= inPlace[j];
                if (isWithin(x, y, query) && stored.size(j) * shrunk >= LEAST_SIZE) {
                    visibleStored++;
                    seen[cell] = true;
                }
            }
            int cells = 0;
            int agreeing = 0;
            for (int cell = 0; cell < seen.length; cell++) {
                cells += seen[cell] || agreed[cell] ? 1 : 0;
                agreeing += agreed[cell] ? 1 : 0;
            }
            int expected = Math.max(1, Math.min(visibleStored, visible));
            int some = Math.max(1, found);
            return new Agreement(
                    found,
                    Math.min(1, (double) found / expected),
                    cells == 0 ? 0 : (double) agreeing / cells,
                    found == 0 ? 1 : errors / some / tolerance,
                    found == 0 ? 0.5 : bits / some / Descriptors.BITS,
                    map);
        }
    }

    private static boolean isWithin(double x, double y, LocalFeatures picture) {
        return x >= EDGE && y >= EDGE && x <= picture.width() - EDGE && y <= picture.height() - EDGE;
    }

    private static int cell(float at, int side) {
        return Math.clamp((int) (at / side * CELLS), 0, CELLS - 1);
    }
}
