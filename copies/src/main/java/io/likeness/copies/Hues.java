package io.likeness.copies;

/**
 * Hues as the model HSV has them (A. Smith, Color Gamut Transform Pairs, 1978): a colour is a place on a hexagon about grey with red to the right, green at 120° and
 * blue at 240°, where a turn of hue moves it along the edge.
 *
 * @param angle radians; 60° are a sixth of the way along the edge
 * @param strength by how much the strongest channel exceeds the weakest
 */
@SuppressWarnings("ArrayRecordComponent") // Lives within one comparison and is never compared.
record Hues(double[] angle, double[] strength) {
    private static final double SIXTH = Math.PI / 3;
    private static final double HALF_ROOT_3 = Math.sqrt(3) / 2;

    /** Of colours [3, n]. */
    static Hues of(double[][] rgb) {
        int n = rgb[0].length;
        Hues hues = new Hues(new double[n], new double[n]);
        for (int i = 0; i < n; i++) {
            double red = rgb[0][i];
            double green = rgb[1][i];
            double blue = rgb[2][i];
            double most = Math.max(red, Math.max(green, blue));
            double strength = most - Math.min(red, Math.min(green, blue));
            hues.strength[i] = strength;
            if (strength > 0) {
                double sixths = most == red
                        ? (green - blue) / strength
                        : most == green ? 2 + (blue - red) / strength : 4 + (red - green) / strength;
                hues.angle[i] = SIXTH * sixths;
            }
        }
        return hues;
    }

    /** How far to the right colour {@code i} is of grey. */
    double x(int i) {
        return strength[i] * x(angle[i]);
    }

    /** How far above grey colour {@code i} is. */
    double y(int i) {
        return strength[i] * y(angle[i]);
    }

    /** How far to the right a place on the edge is, strength 1. */
    static double x(double angle) {
        return edge(angle) - (edge(angle - 2 * SIXTH) + edge(angle + 2 * SIXTH)) / 2;
    }

    /** How far up a place on the edge is, strength 1. */
    static double y(double angle) {
        return HALF_ROOT_3 * (edge(angle - 2 * SIXTH) - edge(angle + 2 * SIXTH));
    }

    /** How strong the channel is whose hue is at 0: whole up to a sixth from it, none from two sixths on. */
    private static double edge(double angle) {
        double sixths = Math.abs(Math.IEEEremainder(angle, 6 * SIXTH)) / SIXTH;
        return Math.clamp(2 - sixths, 0, 1);
    }
}
