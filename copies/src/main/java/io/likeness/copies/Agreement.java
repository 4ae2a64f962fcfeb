package io.likeness.copies;

/**
 * What agrees once it is known where one picture lies in the other: features that are where they should be, without asking whether another one looks more alike.
 *
 * @param inliers features of the stored picture with one of the other in its place
 * @param share of the features that should be seen in the other picture, those that are
 * @param coverage share of the common area in which features agree
 */
record Agreement(int inliers, double share, double coverage) {
    private static final int CELLS = 8;
    private static final int MAX_DIFFERENT = 88;
    // SIFT finds nothing smaller.
    private static final double LEAST_SIZE = 1;
    // Near an edge a feature cannot be found.
    private static final double EDGE = 3;

    static Agreement of(LocalFeatures query, LocalFeatures stored, Transform map) {
        double tolerance = Placement.tolerance(map);
        double scale = map.scale();
        boolean[] inPlace = new boolean[stored.count()];
        int visible = 0;
        for (int i = 0; i < query.count(); i++) {
            double x = map.x(query.x(i), query.y(i));
            double y = map.y(query.x(i), query.y(i));
            if (!isWithin(x, y, stored) || query.size(i) * scale < LEAST_SIZE) {
                continue;
            }
            visible++;
            int best = -1;
            int least = MAX_DIFFERENT + 1;
            for (int j = 0; j < stored.count(); j++) {
                if (Math.abs(stored.x(j) - x) <= tolerance && Math.abs(stored.y(j) - y) <= tolerance) {
                    int bits = stored.different(query, i, j);
                    if (bits < least && Placement.agrees(query, i, stored, j, map, tolerance)) {
                        least = bits;
                        best = j;
                    }
                }
            }
            if (best >= 0) {
                inPlace[best] = true;
            }
        }
        return of(query, stored, map.inverse(), inPlace, visible);
    }

    private static Agreement of(
            LocalFeatures query, LocalFeatures stored, Transform back, boolean[] inPlace, int visibleQuery) {
        boolean[] seen = new boolean[CELLS * CELLS];
        boolean[] agreed = new boolean[CELLS * CELLS];
        double shrunk = back.scale();
        int inliers = 0;
        int visible = 0;
        for (int j = 0; j < stored.count(); j++) {
            double x = back.x(stored.x(j), stored.y(j));
            double y = back.y(stored.x(j), stored.y(j));
            int cell = cell(stored.x(j), stored.width()) + CELLS * cell(stored.y(j), stored.height());
            if (inPlace[j]) {
                inliers++;
                agreed[cell] = true;
            }
            if (isWithin(x, y, query) && stored.size(j) * shrunk >= LEAST_SIZE) {
                visible++;
                seen[cell] = true;
            }
        }
        int cells = 0;
        int agreeing = 0;
        for (int cell = 0; cell < seen.length; cell++) {
            cells += seen[cell] || agreed[cell] ? 1 : 0;
            agreeing += agreed[cell] ? 1 : 0;
        }
        int expected = Math.max(1, Math.min(visible, visibleQuery));
        return new Agreement(
                inliers, Math.min(1, (double) inliers / expected), cells == 0 ? 0 : (double) agreeing / cells);
    }

    private static boolean isWithin(double x, double y, LocalFeatures picture) {
        return x >= EDGE && y >= EDGE && x <= picture.width() - EDGE && y <= picture.height() - EDGE;
    }

    private static int cell(float at, int side) {
        return Math.clamp((int) (at / side * CELLS), 0, CELLS - 1);
    }
}
