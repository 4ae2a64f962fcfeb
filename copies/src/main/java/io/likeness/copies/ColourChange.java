package io.likeness.copies;

/** What may have been done to all colours of a picture at once. */
enum ColourChange {
    /** Another contrast and brightness of each channel, hence also a cast. */
    TONE(false),
    /** The same, looked for from what was not changed. */
    SLIGHT_TONE(true),
    /** Another saturation, down to grey, and another contrast. */
    SATURATION(false),
    /** All hues turned by the same angle. */
    HUE(false);

    private final boolean beginsUnchanged;

    ColourChange(boolean beginsUnchanged) {
        this.beginsUnchanged = beginsUnchanged;
    }

    /** Fits a change to places. Used by one thread. */
    @FunctionalInterface
    interface Fit {
        /** Fits to the places as they are weighted, and writes how far each is off then, in levels of 255. */
        void fit(double[] weights, double[] off);
    }

    boolean beginsUnchanged() {
        return beginsUnchanged;
    }

    /** Makes ready to fit this change to the places of {@code overlay} several times. */
    Fit on(Overlay overlay) {
        return switch (this) {
            case TONE, SLIGHT_TONE -> new ToneFit(overlay);
            case SATURATION -> new TurnFit(overlay, false);
            case HUE -> new TurnFit(overlay, true);
        };
    }
}
