package io.likeness.copies;

/** Brightness by a line, colour by a factor and, where hues may turn, a turn of all. */
final class TurnFit implements ColourChange.Fit {
    private static final double MOST = 3;
    private static final double SIXTH = Math.PI / 3;

    private final boolean turns;
    private final double[] from;
    private final double[] to;
    private final Hues hues;
    private final Hues toHues;
    // Of each place, strength times strength, and that in the direction of its turn and across.
    private final double[] squares;
    private final double[] along;
    private final double[] across;

    TurnFit(Overlay overlay, boolean turns) {
        int n = overlay.count();
        this.turns = turns;
        this.from = brightness(overlay.from(), turns);
        this.to = brightness(overlay.to(), turns);
        this.hues = Hues.of(overlay.from());
        this.toHues = Hues.of(overlay.to());
        this.squares = new double[n];
        this.along = new double[n];
        this.across = new double[n];
        for (int i = 0; i < n; i++) {
            double turn = SIXTH * (toHues.sixths()[i] - hues.sixths()[i]);
            double strength = hues.strength()[i];
            squares[i] = strength * strength;
            along[i] = strength * toHues.strength()[i] * Math.cos(turn);
            across[i] = strength * toHues.strength()[i] * Math.sin(turn);
        }
    }

    /** A turn of hue leaves the strongest channel as strong as it was; grey keeps what the eye takes for brightness (ITU-R BT.601). */
    private static double[] brightness(double[][] rgb, boolean strongest) {
        double[] brightness = new double[rgb[0].length];
        for (int i = 0; i < brightness.length; i++) {
            brightness[i] = strongest
                    ? Math.max(rgb[0][i], Math.max(rgb[1][i], rgb[2][i]))
                    : 0.299 * rgb[0][i] + 0.587 * rgb[1][i] + 0.114 * rgb[2][i];
        }
        return brightness;
    }

    @Override
    public void fit(double[] weights, double[] off) {
        double all = 1e-9;
        double straight = 0;
        double sideways = 0;
        for (int i = 0; i < off.length; i++) {
            all += weights[i] * squares[i];
            straight += weights[i] * along[i];
            sideways += weights[i] * across[i];
        }
        Line line = Line.through(from, to, weights);
        if (turns) {
            double factor = Math.min(Math.hypot(straight, sideways) / all, MOST);
            turned(line, factor, Math.atan2(sideways, straight) / SIXTH, off);
        } else {
            stretched(line, Math.clamp(straight / all, 0, MOST), off);
        }
    }

    private void turned(Line line, double factor, double sixths, double[] off) {
        for (int i = 0; i < off.length; i++) {
            double expected = factor * hues.strength()[i];
            double at = hues.sixths()[i] + sixths;
            off[i] = distance(i, line, expected * Hues.x(at), expected * Hues.y(at));
        }
    }

    private void stretched(Line line, double factor, double[] off) {
        for (int i = 0; i < off.length; i++) {
            off[i] = distance(i, line, factor * hues.x()[i], factor * hues.y()[i]);
        }
    }

    private double distance(int i, Line line, double x, double y) {
        double lighter = to[i] - line.of(from[i]);
        double right = toHues.x()[i] - x;
        double up = toHues.y()[i] - y;
        return Math.sqrt(lighter * lighter + (right * right + up * up) / 2);
    }
}
