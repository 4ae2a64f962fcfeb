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

    private static final double LEAST_SLOPE = 0.3;
    private static final double MOST_SLOPE = 3;

    private final boolean beginsUnchanged;

    ColourChange(boolean beginsUnchanged) {
        this.beginsUnchanged = beginsUnchanged;
    }

    boolean beginsUnchanged() {
        return beginsUnchanged;
    }

    /** Fits this change to the places as they are weighted, and writes how far each is off then, in levels of 255. */
    void fit(Overlay overlay, double[] weights, double[] off) {
        switch (this) {
            case TONE, SLIGHT_TONE -> tone(overlay, weights, off);
            case SATURATION -> turned(overlay, weights, off, false);
            case HUE -> turned(overlay, weights, off, true);
        }
    }

    private static void tone(Overlay overlay, double[] weights, double[] off) {
        double[] squares = new double[off.length];
        for (int channel = 0; channel < 3; channel++) {
            double[] from = overlay.from()[channel];
            double[] to = overlay.to()[channel];
            Line line = Line.through(from, to, weights);
            for (int i = 0; i < off.length; i++) {
                double difference = to[i] - line.of(from[i]);
                squares[i] += difference * difference;
            }
        }
        for (int i = 0; i < off.length; i++) {
            off[i] = Math.sqrt(squares[i] / 3);
        }
    }

    /** Brightness by a line, colour by a factor and, where {@code byHue}, a turn. */
    private static void turned(Overlay overlay, double[] weights, double[] off, boolean byHue) {
        int n = off.length;
        double[] from = new double[n];
        double[] to = new double[n];
        Hues hues = Hues.of(overlay.from());
        Hues toHues = Hues.of(overlay.to());
        double squares = 1e-9;
        double along = 0;
        double across = 0;
        for (int i = 0; i < n; i++) {
            from[i] = bright(overlay.from(), i, byHue);
            to[i] = bright(overlay.to(), i, byHue);
            double turn = toHues.angle()[i] - hues.angle()[i];
            double strength = weights[i] * hues.strength()[i];
            squares += strength * hues.strength()[i];
            along += strength * toHues.strength()[i] * Math.cos(turn);
            across += strength * toHues.strength()[i] * Math.sin(turn);
        }
        double factor = Math.clamp(byHue ? Math.hypot(along, across) / squares : along / squares, 0, MOST_SLOPE);
        double turn = byHue ? Math.atan2(across, along) : 0;
        Line line = Line.through(from, to, weights);
        for (int i = 0; i < n; i++) {
            double expected = factor * hues.strength()[i];
            double angle = hues.angle()[i] + turn;
            double right = toHues.x(i) - expected * Hues.x(angle);
            double up = toHues.y(i) - expected * Hues.y(angle);
            double lighter = to[i] - line.of(from[i]);
            off[i] = Math.sqrt(lighter * lighter + (right * right + up * up) / 2);
        }
    }

    /** A turn of hue leaves the strongest channel as strong as it was; grey keeps what the eye takes for brightness (ITU-R BT.601). */
    private static double bright(double[][] rgb, int i, boolean byHue) {
        return byHue
                ? Math.max(rgb[0][i], Math.max(rgb[1][i], rgb[2][i]))
                : 0.299 * rgb[0][i] + 0.587 * rgb[1][i] + 0.114 * rgb[2][i];
    }

    /** A straight line. */
    private record Line(double slope, double offset) {
        static Line through(double[] from, double[] to, double[] weights) {
            double all = 1e-9;
            double sumFrom = 0;
            double sumTo = 0;
            double squares = 0;
            double products = 0;
            for (int i = 0; i < from.length; i++) {
                all += weights[i];
                sumFrom += weights[i] * from[i];
                sumTo += weights[i] * to[i];
                squares += weights[i] * from[i] * from[i];
                products += weights[i] * from[i] * to[i];
            }
            double variance = squares / all - sumFrom * sumFrom / all / all;
            double covariance = products / all - sumFrom * sumTo / all / all;
            // Of what hardly changes no slope can be told.
            double slope = Math.clamp((covariance + 1) / (variance + 1), LEAST_SLOPE, MOST_SLOPE);
            return new Line(slope, (sumTo - slope * sumFrom) / all);
        }

        double of(double from) {
            return slope * from + offset;
        }
    }
}
