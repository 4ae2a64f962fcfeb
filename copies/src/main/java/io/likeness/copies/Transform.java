package io.likeness.copies;

/**
 * An affine map of the places in one picture onto those in another: {@code x' = a x + b y + c}, {@code y' = d x + e y + f}.
 */
public record Transform(double a, double b, double c, double d, double e, double f) {
    /** Leaves everything where it is. */
    public static final Transform IDENTITY = new Transform(1, 0, 0, 0, 1, 0);

    /** Where {@code (x, y)} goes: its column. */
    public double x(double x, double y) {
        return a * x + b * y + c;
    }

    /** Where {@code (x, y)} goes: its row. */
    public double y(double x, double y) {
        return d * x + e * y + f;
    }

    /** How many times an area grows; below 0 where the map mirrors. */
    public double determinant() {
        return a * e - b * d;
    }

    /** How many times a length grows, as the mean over all directions. */
    public double scale() {
        return Math.sqrt(Math.abs(determinant()));
    }

    /** By how many degrees it turns, clockwise as seen, -180 to 180; where it mirrors, left and right are exchanged before. */
    public double degrees() {
        return determinant() < 0 ? Math.toDegrees(Math.atan2(b - d, -a - e)) : Math.toDegrees(Math.atan2(d - b, a + e));
    }

    /** The map back. */
    public Transform inverse() {
        double over = 1 / determinant();
        return new Transform(e * over, -b * over, (b * f - c * e) * over, -d * over, a * over, (c * d - a * f) * over);
    }

    /** First this map, then {@code next}. */
    public Transform then(Transform next) {
        return new Transform(
                next.a * a + next.b * d,
                next.a * b + next.b * e,
                next.x(c, f),
                next.d * a + next.e * d,
                next.d * b + next.e * e,
                next.y(c, f));
    }

    /** The ratio of the longer to the shorter axis of what a circle becomes, at least 1; infinite where it becomes a line. */
    public double stretch() {
        double half = (a * a + b * b + d * d + e * e) / 2;
        double determinant = determinant();
        double root = Math.sqrt(Math.max(0, half * half - determinant * determinant));
        return Math.sqrt((half + root) / (half - root));
    }
}
