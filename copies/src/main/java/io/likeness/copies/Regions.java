package io.likeness.copies;

import io.likeness.copies.Quad.Point;
import java.util.ArrayList;
import java.util.List;

/** Regions of pictures that an affine map moves onto each other. All in shares of the pictures. */
final class Regions {
    private Regions() {}

    /** Where the whole of one picture lies in the other, as far as it lies within. */
    static Quad of(Transform map) {
        return new Quad(Quad.WHOLE.corners().stream()
                .map(corner -> new Point(
                        Math.clamp(map.x(corner.x(), corner.y()), 0, 1),
                        Math.clamp(map.y(corner.x(), corner.y()), 0, 1)))
                .toList());
    }

    /** The share of the other picture that the whole of one takes: the area of its image cut at the edges (I. Sutherland, G. Hodgman, 1974). */
    static double area(Transform map) {
        List<Point> polygon = Quad.WHOLE.corners().stream()
                .map(corner -> new Point(map.x(corner.x(), corner.y()), map.y(corner.x(), corner.y())))
                .toList();
        return Math.min(1, common(polygon, Quad.WHOLE.corners()));
    }

    /** The area that two convex polygons have in common. */
    static double common(List<Point> polygon, List<Point> other) {
        // Which side of an edge is inside depends on the way round.
        double way = Math.signum(signedArea(other));
        List<Point> rest = polygon;
        for (int i = 0; i < other.size(); i++) {
            Point from = other.get(i);
            Point to = other.get((i + 1) % other.size());
            double a = -way * (to.y() - from.y());
            double b = way * (to.x() - from.x());
            rest = cut(rest, a, b, -a * from.x() - b * from.y());
        }
        return area(rest);
    }

    static double area(List<Point> polygon) {
        return Math.abs(signedArea(polygon));
    }

    private static double signedArea(List<Point> polygon) {
        double twice = 0;
        for (int i = 0; i < polygon.size(); i++) {
            Point from = polygon.get(i);
            Point to = polygon.get((i + 1) % polygon.size());
            twice += from.x() * to.y() - to.x() * from.y();
        }
        return twice / 2;
    }

    /** What of a polygon has {@code a x + b y + c >= 0}. */
    private static List<Point> cut(List<Point> polygon, double a, double b, double c) {
        List<Point> kept = new ArrayList<>();
        for (int i = 0; i < polygon.size(); i++) {
            Point from = polygon.get(i);
            Point to = polygon.get((i + 1) % polygon.size());
            double before = a * from.x() + b * from.y() + c;
            double after = a * to.x() + b * to.y() + c;
            if (before >= 0) {
                kept.add(from);
            }
            if (before >= 0 != after >= 0) {
                double share = before / (before - after);
                kept.add(new Point(from.x() + share * (to.x() - from.x()), from.y() + share * (to.y() - from.y())));
            }
        }
        return kept;
    }
}
