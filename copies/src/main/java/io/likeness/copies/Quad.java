package io.likeness.copies;

import java.util.List;

/**
 * Four corners in a picture, in shares of its width and height, 0 to 1: those of a rectangle that an affine map moved, in the order upper left, upper right,
 * lower right, lower left as they stood before.
 *
 * @param corners four
 */
public record Quad(List<Point> corners) {
    /** The whole picture. */
    public static final Quad WHOLE =
            new Quad(List.of(new Point(0, 0), new Point(1, 0), new Point(1, 1), new Point(0, 1)));

    /**
     * A place in a picture.
     *
     * @param x share of the width
     * @param y share of the height
     */
    public record Point(double x, double y) {}

    /**
     * @throws IllegalArgumentException if there are not four
     */
    public Quad {
        if (corners.size() != 4) {
            throw new IllegalArgumentException(corners.size() + " corners");
        }
        corners = List.copyOf(corners);
    }

    /** The corners of an upright rectangle. */
    public static Quad rectangle(double left, double top, double right, double bottom) {
        return new Quad(List.of(
                new Point(left, top), new Point(right, top), new Point(right, bottom), new Point(left, bottom)));
    }

    /** The area common to both as a share of the area of both together, 0 to 1; for convex ones. */
    public double overlap(Quad other) {
        double common = Regions.common(corners, other.corners);
        return common / Math.max(1e-12, Regions.area(corners) + Regions.area(other.corners) - common);
    }

    /** Where {@code map} moves it. */
    Quad moved(Transform map) {
        return new Quad(corners.stream()
                .map(corner -> new Point(map.x(corner.x(), corner.y()), map.y(corner.x(), corner.y())))
                .toList());
    }
}
