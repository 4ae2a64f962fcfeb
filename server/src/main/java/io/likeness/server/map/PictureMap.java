package io.likeness.server.map;

import java.time.Instant;
import java.util.List;

/**
 * A map of stored pictures.
 *
 * @param points the pictures on it
 * @param made when it was made
 */
public record PictureMap(List<Point> points, Instant made) {
    public PictureMap {
        points = List.copyOf(points);
    }

    /**
     * A picture's place.
     *
     * @param id of the picture
     * @param x from 0 to 1
     * @param y from 0 to 1
     */
    public record Point(long id, double x, double y) {}
}
