package io.likeness.server.samples;

/** Butterflies on meadows. */
final class Butterflies {
    private static final int BODY = 0x2A1A12;
    private static final int EDGE = 0x3A2618;

    private static final Kind ORANGE = new Kind(0xF28A1E, 0x2A1608, 82, 62, 28, 3);
    private static final Kind BLUE = new Kind(0x3A78D6, 0xBFE0FF, 66, 70, 36, 1);
    private static final Kind YELLOW = new Kind(0xF5D83A, 0xD9622B, 92, 50, 22, 2);
    private static final Kind PURPLE = new Kind(0x9A4FC4, 0xF0B8FF, 72, 78, 16, 4);

    private Butterflies() {}

    /**
     * A kind of butterfly.
     *
     * @param upper half the width of a wing in front
     * @param lower half the width of a wing behind
     * @param spread how far the wings are turned from being level, in degrees
     * @param spots on each wing
     */
    private record Kind(int wing, int spot, double upper, double lower, double spread, int spots) {}

    /** One from above, two that meet, one from near, three of different sizes. */
    static void paint(Pen pen, int variant) {
        pen.sky(0xDDF2D2, 0xA7D98E);
        switch (variant) {
            case 0 -> {
                blossoms(pen, 131, 71, 6);
                pen.turned(320, 240, -18, 1.05, () -> butterfly(pen, ORANGE));
            }
            case 1 -> {
                blossoms(pen, 187, 113, 9);
                pen.turned(206, 180, 30, 0.9, () -> butterfly(pen, BLUE));
                pen.turned(490, 320, -28, 0.62, () -> butterfly(pen, BLUE));
            }
            case 2 -> {
                blossoms(pen, 227, 151, 4);
                pen.turned(330, 250, 22, 1.3, () -> butterfly(pen, YELLOW));
            }
            default -> {
                blossoms(pen, 149, 97, 8);
                pen.turned(420, 200, -14, 0.94, () -> butterfly(pen, PURPLE));
                pen.turned(150, 320, 38, 0.6, () -> butterfly(pen, PURPLE));
                pen.turned(110, 90, -40, 0.36, () -> butterfly(pen, PURPLE));
            }
        }
    }

    private static void butterfly(Pen pen, Kind kind) {
        for (int side = -1; side <= 1; side += 2) {
            int s = side;
            pen.turned(0, 0, s * kind.spread(), 1, () -> wing(pen, kind, s, true));
            pen.turned(0, 0, s * -kind.spread(), 1, () -> wing(pen, kind, s, false));
            pen.line(BODY, 4, 0, -92, s * 34, -150).disc(BODY, s * 34, -150, 6);
        }
        pen.oval(BODY, 0, 6, 15, 104).disc(BODY, 0, -96, 20);
    }

    private static void wing(Pen pen, Kind kind, int side, boolean front) {
        double x = side * (front ? 118 : 92);
        double y = front ? -62 : 72;
        double rx = front ? 112 : 80;
        double ry = front ? kind.upper() : kind.lower();
        pen.oval(EDGE, x, y, rx, ry).oval(kind.wing(), x * 0.96, y, rx * 0.9, ry * 0.87);
        double far = kind.spots() == 1 ? 0.2 : 0.6;
        double size = 30 - kind.spots() * 4.5;
        for (int i = 0; i < kind.spots(); i++) {
            double angle = (i - (kind.spots() - 1) / 2.0) * 2.2 / kind.spots();
            pen.disc(kind.spot(), x + side * rx * far * Math.cos(angle), y + ry * far * Math.sin(angle), size);
        }
    }

    private static void blossoms(Pen pen, int across, int down, double size) {
        for (int i = 0; i < 30; i++) {
            pen.disc(i % 3 == 0 ? 0xFFFFFF : 0xF7D94C, i * across % 640, i * down % 480, size);
        }
    }
}
