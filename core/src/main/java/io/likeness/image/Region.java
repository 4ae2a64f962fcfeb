package io.likeness.image;

import io.likeness.failure.Failure;

/**
 * A rectangle of an upright picture, in shares of its width and height.
 *
 * @param x left edge, 0 to 1
 * @param y upper edge, 0 to 1
 * @param width above 0, with {@code x} at most 1
 * @param height above 0, with {@code y} at most 1
 */
public record Region(double x, double y, double width, double height) {
    // What a client rounds may reach a little beyond the picture.
    private static final double SLACK = 1e-6;

    /** The whole picture. */
    public static final Region WHOLE = new Region(0, 0, 1, 1);

    /**
     * @throws Failure.BadInput if it is empty or not within the picture
     */
    public Region {
        boolean within =
                x >= 0 && y >= 0 && width > 0 && height > 0 && x + width <= 1 + SLACK && y + height <= 1 + SLACK;
        if (!within) {
            throw new Failure.BadInput("region x=" + x + " y=" + y + " w=" + width + " h=" + height
                    + " is not within the picture; all four are shares of its size, from 0 to 1");
        }
    }

    /** Left column in a picture of this many columns. */
    public int left(int columns) {
        return Math.min(columns - 1, (int) Math.floor(x * columns));
    }

    /** Upper row in a picture of this many rows. */
    public int top(int rows) {
        return Math.min(rows - 1, (int) Math.floor(y * rows));
    }

    /** How many of {@code columns} it spans, at least 1. */
    public int columns(int columns) {
        return Math.max(1, Math.min(columns, (int) Math.ceil((x + width) * columns - SLACK)) - left(columns));
    }

    /** How many of {@code rows} it spans, at least 1. */
    public int rows(int rows) {
        return Math.max(1, Math.min(rows, (int) Math.ceil((y + height) * rows - SLACK)) - top(rows));
    }
}
