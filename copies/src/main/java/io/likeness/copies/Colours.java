package io.likeness.copies;

/**
 * How well the colours of two pictures agree where one lies over the other, whatever was done to all of them at once: other contrast, brightness or cast, another
 * saturation down to grey, another hue. What was painted in other colours in some places differs there.
 *
 * <p>Each of these changes is fitted to all places, those that it fits badly counting less in each round (M. Black, A. Rangarajan, On the Unification of Line
 * Processes, Outlier Rejection, and Robust Statistics, 1996, with the function of Geman and McClure); the one that most places agree with counts. A place counts for
 * as much as colours change about it, in that picture in which they change less: plain grounds say little, and so does what is covered by something plain.
 *
 * @param agreeing share of the common area in which colours agree, 0 to 1; 1 where there is too little to tell
 * @param exact the same where they agree as closely as only the same picture does
 */
record Colours(double agreeing, double exact) {
    /** Says nothing against the two being one picture. */
    static final Colours UNKNOWN = new Colours(1, 1);

    private static final int LEAST = 64;
    private static final int LEAST_COARSE = LEAST / 4;
    /** Levels of 255 by which a place may be off to count half, round by round. */
    private static final double[] SOFTNESS = {80, 40, 20, 12, 12};

    private static final double LIMIT = 0.3;
    private static final double LEAST_LIMIT = 10;
    private static final double EXACT = 0.18;
    private static final double LEAST_EXACT = 8;

    /**
     * Compares {@code query} with {@code stored}.
     *
     * @param map of shares of {@code query} onto shares of {@code stored}
     */
    static Colours of(Palette query, Palette stored, Transform map) {
        Overlay fine = overlay(query.fine(), stored.fine(), map);
        // Another hue makes of brightness what was colour, which is known in a quarter of the places.
        return fine.count() < LEAST ? UNKNOWN : best(fine, overlay(query.coarse(), stored.coarse(), map));
    }

    /** Does as {@link #of}, in a quarter of the places: enough to see that colours have nothing to do with each other. */
    static Colours coarsely(Palette query, Palette stored, Transform map) {
        Overlay coarse = overlay(query.coarse(), stored.coarse(), map);
        return coarse.count() < LEAST_COARSE ? UNKNOWN : best(coarse, coarse);
    }

    private static Colours best(Overlay overlay, Overlay ofHues) {
        Colours best = new Colours(0, 0);
        for (ColourChange change : ColourChange.values()) {
            Colours found = fitted(change == ColourChange.HUE ? ofHues : overlay, change);
            best = new Colours(Math.max(best.agreeing, found.agreeing), Math.max(best.exact, found.exact));
        }
        return best;
    }

    /** In places of the picture that is shown smaller, so that each stands for several of the other; grey follows from colours and colours do not from grey. */
    private static Overlay overlay(double[][] query, double[][] stored, Transform map) {
        boolean isPart = Math.abs(map.determinant()) <= 1;
        Overlay overlay = isPart ? Overlay.of(stored, query, map.inverse()) : Overlay.of(query, stored, map);
        return overlay.moreColourfulFirst();
    }

    private static Colours fitted(Overlay overlay, ColourChange change) {
        int n = overlay.count();
        if (n == 0) {
            return new Colours(0, 0);
        }
        double[] weights = overlay.weights().clone();
        double[] off = new double[n];
        ColourChange.Fit fit = change.on(overlay);
        for (int round = 0; round < SOFTNESS.length; round++) {
            if (round > 0 || !change.beginsUnchanged()) {
                fit.fit(weights, off);
            } else {
                overlay.distances(off);
            }
            double soft = SOFTNESS[round] * SOFTNESS[round];
            for (int i = 0; i < n; i++) {
                double share = soft / (soft + off[i] * off[i]);
                weights[i] = overlay.weights()[i] * share * share;
            }
        }
        fit.fit(weights, off);
        double spread = overlay.spread();
        return new Colours(
                overlay.share(off, Math.max(LEAST_LIMIT, LIMIT * spread)),
                overlay.share(off, Math.max(LEAST_EXACT, EXACT * spread)));
    }
}
