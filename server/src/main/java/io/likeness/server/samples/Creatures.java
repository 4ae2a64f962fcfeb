package io.likeness.server.samples;

/** Animals, and what looks like one. */
final class Creatures {
    private Creatures() {}

    /** The face of a cat. */
    static void cat(Pen pen, int variant) {
        int[] furs = {0xE89A4B, 0x4A4F57, 0xF4F1EA, 0xA9825F};
        int[] inner = {0xF7C9A0, 0x7A808A, 0xF3C6C6, 0xD8B898};
        int[] eyes = {0x4FA04A, 0xF2C230, 0x4A90D9, 0x7CB342};
        int[] walls = {0xCDE7F0, 0xF3DDE6, 0xB8D8B0, 0xF4E6B8};
        int fur = furs[variant];
        pen.sky(walls[variant], walls[variant]);
        pen.polygon(fur, 170, 220, 186, 60, 300, 150).polygon(fur, 470, 220, 454, 60, 340, 150);
        pen.polygon(inner[variant], 196, 170, 204, 94, 262, 146).polygon(inner[variant], 444, 170, 436, 94, 378, 146);
        pen.oval(fur, 320, 440, 210, 130).oval(fur, 320, 260, 176, 150);
        if (variant == 0 || variant == 3) {
            for (int i = -1; i <= 1; i++) {
                pen.polygon(
                        variant == 0 ? 0xB9682A : 0x6E5238, 312 + i * 44, 112, 328 + i * 44, 112, 320 + i * 36, 176);
            }
        }
        for (double x : new double[] {252, 388}) {
            pen.oval(0xFFFFFF, x, 242, 40, 36)
                    .oval(eyes[variant], x, 244, 30, 32)
                    .oval(0x16181B, x, 244, 10, 27);
            pen.disc(0xFFFFFF, x - 8, 232, 6);
        }
        pen.oval(0xFFF7EE, 288, 324, 44, 34).oval(0xFFF7EE, 352, 324, 44, 34);
        pen.polygon(0xE07A86, 300, 292, 340, 292, 320, 316);
        pen.line(0x5A3A35, 4, 320, 316, 320, 334, 300, 346).line(0x5A3A35, 4, 320, 334, 340, 346);
        for (int i = -1; i <= 1; i++) {
            pen.line(0x8A8A8A, 3, 262, 322 + i * 12, 120, 312 + i * 30);
            pen.line(0x8A8A8A, 3, 378, 322 + i * 12, 520, 312 + i * 30);
        }
    }

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

    /** The head of a robot. */
    static void robot(Pen pen, int variant) {
        int[] metals = {0x9FB2C6, 0xE0B15A, 0x7FC4A8, 0xC98BB8};
        int[] lights = {0x3BE0FF, 0xFF5A4A, 0xFFF06A, 0x7AFF7A};
        int[] walls = {0x2B3A55, 0xF2E7D0, 0x27453C, 0xEADFF0};
        pen.sky(walls[variant], walls[variant]);
        pen.box(darker(metals[variant]), 280, 390, 80, 60).round(metals[variant], 150, 430, 340, 90, 30);
        pen.line(darker(metals[variant]), 10, 320, 110, 320, 50).disc(lights[variant], 320, 44, 18);
        pen.round(darker(metals[variant]), 132, 210, 40, 90, 12).round(darker(metals[variant]), 468, 210, 40, 90, 12);
        pen.round(metals[variant], 166, 104, 308, 292, variant % 2 == 0 ? 30 : 90);
        for (double x : new double[] {256, 384}) {
            if (variant % 2 == 0) {
                pen.disc(0x1A1E24, x, 206, 44).disc(lights[variant], x, 206, 26);
            } else {
                pen.round(0x1A1E24, x - 44, 176, 88, 62, 12).round(lights[variant], x - 28, 192, 56, 30, 8);
            }
        }
        pen.round(0x1A1E24, 236, 298, 168, 56, 14);
        for (int i = 0; i < 6; i++) {
            pen.box(lights[variant], 246 + i * 26, 306 + i % 2 * (variant + 2) * 2, 18, 40 - i % 2 * (variant + 2) * 4);
        }
        for (double x : new double[] {186, 454}) {
            pen.disc(darker(metals[variant]), x, 128, 8).disc(darker(metals[variant]), x, 374, 8);
        }
    }

    private static int darker(int colour) {
        int red = (colour >> 16 & 255) * 7 / 10;
        int green = (colour >> 8 & 255) * 7 / 10;
        int blue = (colour & 255) * 7 / 10;
        return red << 16 | green << 8 | blue;
    }
}
