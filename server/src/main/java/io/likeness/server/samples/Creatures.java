package io.likeness.server.samples;

/** Animals in water and air. */
final class Creatures {
    private Creatures() {}

    /** A fish in the sea. */
    static void fish(Pen pen, int variant) {
        int[] bodies = {0xF57C2A, 0xF5D13A, 0x3FA7D6, 0xE0559A};
        int[] bands = {0xFFFFFF, 0x2C3E9A, 0x1D5C8A, 0x8A2A66};
        pen.sky(0x4FC1E0, 0x0B4F7A);
        for (int i = 0; i < 14; i++) {
            pen.disc(0xA8E6F5, (i * 173 + variant * 60) % 640, (i * 97) % 420, 4 + i % 4 * 3);
        }
        for (int i = 0; i < 7; i++) {
            double x = 30 + i * 96;
            pen.line(0x2E8B57, 12, x, 480, x + 14, 430, x - 8, 390, x + 10, 350 + i % 3 * 20);
        }
        pen.turned(330, 230, variant * 6 - 9, variant % 2 == 0 ? 1 : 0.86, () -> {
            pen.polygon(bodies[variant], 120, 0, 240, -84, 216, 0, 240, 84);
            pen.polygon(bands[variant], -40, -90, 40, -150, 90, -70).polygon(bands[variant], -20, 84, 30, 136, 76, 70);
            pen.oval(bodies[variant], 0, 0, 170, 104);
            for (int i = 0; i < 3; i++) {
                double high = 98 - Math.abs(i - 1) * 14;
                pen.oval(bands[variant], -60 + i * 72, 0, 13, high);
            }
            pen.disc(0xFFFFFF, -112, -24, 22).disc(0x111111, -116, -24, 11);
            pen.line(0x7A2E1A, 5, -164, 22, -136, 30);
        });
    }

    /** A butterfly on a meadow. */
    static void butterfly(Pen pen, int variant) {
        int[] wings = {0xF28A1E, 0x3A78D6, 0xF5E663, 0x8A3FB0};
        int[] spots = {0x2A1608, 0xBFE0FF, 0xD9822B, 0xF0B8FF};
        pen.sky(0xDDF2D2, 0xA7D98E);
        for (int i = 0; i < 30; i++) {
            pen.disc(i % 3 == 0 ? 0xFFFFFF : 0xF7D94C, (i * 131) % 640, (i * 71) % 480, 6);
        }
        pen.turned(320, 240, variant * 12 - 18, 1.05, () -> {
            for (int side = -1; side <= 1; side += 2) {
                int s = side;
                pen.turned(0, 0, s * 28, 1, () -> pen.oval(wings[variant], s * 118, -62, 112, 82));
                pen.turned(0, 0, s * -30, 1, () -> pen.oval(wings[variant], s * 92, 72, 78, 62));
                pen.disc(spots[variant], s * 146, -10, 22).disc(spots[variant], s * 104, -66, 16);
                pen.disc(spots[variant], s * 116, 62, 20);
                pen.line(0x2A1A12, 4, 0, -92, s * 34, -150).disc(0x2A1A12, s * 34, -150, 6);
            }
            pen.oval(0x2A1A12, 0, 6, 15, 104).disc(0x2A1A12, 0, -96, 20);
        });
    }
}
