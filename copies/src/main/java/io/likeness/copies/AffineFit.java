package io.likeness.copies;

import java.util.Optional;

/** Least squares over pairs of places, gathered one after the other. Used by one thread. */
final class AffineFit {
    /** So many pairs at least for six numbers; fewer give the four of a turn, a scale and a shift. */
    private static final int AFFINE_PAIRS = 8;

    private int count;
    private double x;
    private double y;
    private double u;
    private double v;
    private double xx;
    private double xy;
    private double yy;
    private double ux;
    private double uy;
    private double vx;
    private double vy;

    /** Adds that {@code (x, y)} goes to {@code (u, v)}. */
    void add(double fromX, double fromY, double toX, double toY) {
        count++;
        x += fromX;
        y += fromY;
        u += toX;
        v += toY;
        xx += fromX * fromX;
        xy += fromX * fromY;
        yy += fromY * fromY;
        ux += toX * fromX;
        uy += toX * fromY;
        vx += toY * fromX;
        vy += toY * fromY;
    }

    int count() {
        return count;
    }

    /** The map that fits best, or empty where the places do not determine one. */
    Optional<Transform> solve() {
        if (count < 2) {
            return Optional.empty();
        }
        double n = count;
        double cxx = xx - x * x / n;
        double cxy = xy - x * y / n;
        double cyy = yy - y * y / n;
        double cux = ux - u * x / n;
        double cuy = uy - u * y / n;
        double cvx = vx - v * x / n;
        double cvy = vy - v * y / n;
        double determinant = cxx * cyy - cxy * cxy;
        double spread = cxx + cyy;
        if (!(spread > n)) {
            return Optional.empty();
        }
        // Places on a line do not tell what happens across it.
        boolean affine = count >= AFFINE_PAIRS && determinant > 0.02 * spread * spread / 4;
        if (affine) {
            double a = (cux * cyy - cuy * cxy) / determinant;
            double b = (cuy * cxx - cux * cxy) / determinant;
            double d = (cvx * cyy - cvy * cxy) / determinant;
            double e = (cvy * cxx - cvx * cxy) / determinant;
            return Optional.of(new Transform(a, b, (u - a * x - b * y) / n, d, e, (v - d * x - e * y) / n));
        }
        double a = (cux + cvy) / spread;
        double d = (cvx - cuy) / spread;
        return Optional.of(new Transform(a, -d, (u - a * x + d * y) / n, d, a, (v - d * x - a * y) / n));
    }
}
