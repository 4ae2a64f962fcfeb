package io.likeness.copies;

/**
 * Hues as the model HSV has them (A. Smith, Color Gamut Transform Pairs, 1978): a colour is a place on a hexagon about grey with red to the right, green at 120° and
 * blue at 240°, where a turn of hue moves it along the edge.
 *
 * @param sixths how far along the edge each colour is, in sixths of it, -1 to 5
 * @param strength by how much the strongest channel exceeds the weakest
 * @param x how far to the right of grey
 * @param y how far above grey
 */
@SuppressWarnings("ArrayRecordComponent") // Lives within one comparison and is never compared.
record Hues(double[] sixths, double[] strength, double[] x, double[] y) {
    private static final double HALF_ROOT_3 = Math.sqrt(3) / 2;

    /** Of colours [3, n]. */
    static Hues of(double[][] rgb) {
        int n = rgb[0].length;
        Hues hues = new Hues(new double[n], new double[n], new double[n], new double[n]);
        for (int i = 0; i < n; i++) {
            double red = rgb[0][i];
            double green = rgb[1][i];
            double blue = rgb[2][i];
            double most = Math.max(red, Math.max(green, blue));
            double strength = most - Math.min(red, Math.min(green, blue));
            hues.strength[i] = strength;
            hues.x[i] = red - (green + blue) / 2;
            hues.y[i] = HALF_ROOT_3 * (green - blue);
            if (strength > 0) {
                hues.sixths[i] = most == red
                        ? (green - blue) / strength
                        : most == green ? 2 + (blue - red) / strength : 4 + (red - green) / strength;
            }
        }
        return hues;
    }

    /** How far to the right a place on the edge is, strength 1. */
    static double x(double sixths) {
        double at = turn(sixths);
        return edge(Math.min(at, 6 - at)) - (edge(Math.abs(at - 2)) + edge(Math.abs(at - 4))) / 2;
    }

    /** How far up a place on the edge is, strength 1. */
    static double y(double sixths) {
        double at = turn(sixths);
        return HALF_ROOT_3 * (edge(Math.abs(at - 2)) - edge(Math.abs(at - 4)));
    }

    private static double turn(double sixths) {
        return sixths - 6 * Math.floor(sixths / 6);
    }

    /** How strong a channel is so many sixths from its hue: whole up to one, none from two on. */
    private static double edge(double sixths) {
        return Math.max(0, Math.min(1, 2 - sixths));
    }
}
