package io.likeness.server.samples;

/** Plants and what grows on them. */
final class Growing {
    private Growing() {}

    /** One large flower. */
    static void flower(Pen pen, int variant) {
        int[] petals = {0xE8425A, 0xF7C531, 0x5A78E0, 0xC06AD8};
        int[] hearts = {0xF9D65C, 0x7A4A21, 0xFCE9A0, 0xFFE066};
        int[] counts = {6, 14, 8, 5};
        pen.sky(0xEAF6E4, 0xCFE8C6);
        pen.line(0x3E8E4B, 14, 320, 480, 316, 380, 322, 240);
        pen.turned(316, 400, -52, 1, () -> pen.oval(0x58A862, 60, 0, 66, 24));
        pen.turned(318, 430, -132, 1, () -> pen.oval(0x58A862, 60, 0, 66, 24));
        for (int i = 0; i < counts[variant]; i++) {
            double turn = i * 360.0 / counts[variant];
            pen.turned(322, 205, turn, 1, () -> {
                pen.oval(petals[variant], 88, 0, 78, 480.0 / counts[variant] * 0.5 + 6);
                pen.oval(lighter(petals[variant]), 100, 0, 44, 120.0 / counts[variant] + 3);
            });
        }
        pen.disc(hearts[variant], 322, 205, 46);
        for (int i = 0; i < 18; i++) {
            double angle = i * 2.4;
            pen.disc(0x9A6A2A, 322 + Math.cos(angle) * i * 2, 205 + Math.sin(angle) * i * 2, 3);
        }
    }

    /** A tree through the seasons. */
    static void tree(Pen pen, int variant) {
        int[] leaves = {0x58B04C, 0xF4B8CF, 0xE0802B, 0xFFFFFF};
        int[] grounds = {0x8CCB6A, 0xA6D884, 0xC9A460, 0xF1F5F8};
        pen.sky(variant == 3 ? 0xB8CBDC : 0xA8DCF7, 0xF2FAFF).oval(grounds[variant], 320, 500, 460, 110);
        pen.polygon(0x6B4A2E, 290, 430, 306, 260, 334, 260, 352, 430);
        pen.line(0x6B4A2E, 14, 318, 320, 240, 220)
                .line(0x6B4A2E, 14, 322, 300, 412, 205)
                .line(0x6B4A2E, 12, 320, 280, 322, 150);
        if (variant == 3) {
            pen.line(0xFFFFFF, 6, 318, 312, 240, 213).line(0xFFFFFF, 6, 322, 292, 412, 198);
            pen.line(0x6B4A2E, 7, 262, 246, 226, 150).line(0x6B4A2E, 7, 384, 232, 430, 140);
        } else {
            for (int i = 0; i < 44; i++) {
                double angle = i * 2.399;
                double far = 24 * Math.sqrt(i);
                int colour = i % 3 == 0 ? lighter(leaves[variant]) : leaves[variant];
                pen.disc(colour, 322 + Math.cos(angle) * far, 185 + Math.sin(angle) * far * 0.75, 30);
            }
        }
        for (int i = 0; i < 26 && variant > 0; i++) {
            pen.disc(leaves[variant], (i * 149) % 640, variant == 3 ? (i * 83) % 470 : 430 + i % 5 * 9, 5);
        }
    }

    /** Apple, orange, pear and grapes on a plate. */
    static void fruit(Pen pen, int variant) {
        double wide = new double[] {230, 170, 280, 200}[variant];
        pen.sky(0xF8EBDD, 0xF0D9BF).oval(0xC9B49A, 320, 410, wide + 10, 48).oval(0xFFFFFF, 320, 396, wide, 44);
        switch (variant) {
            case 0 -> {
                pen.disc(0xC9252D, 270, 260, 112).disc(0xC9252D, 368, 260, 112).oval(0xC9252D, 320, 330, 120, 60);
                pen.oval(0xF08A8A, 250, 220, 24, 40);
                stem(pen, 320, 170);
            }
            case 1 -> {
                pen.disc(0xF28C1E, 320, 262, 138).oval(0xFFB65C, 270, 210, 34, 26);
                for (int i = 0; i < 60; i++) {
                    double angle = i * 2.399;
                    double far = 16 * Math.sqrt(i);
                    pen.disc(0xDD7A12, 320 + Math.cos(angle) * far, 264 + Math.sin(angle) * far, 2.5);
                }
                stem(pen, 320, 128);
            }
            case 2 -> {
                pen.oval(0xB9CF3F, 320, 305, 122, 100).oval(0xB9CF3F, 320, 205, 66, 96);
                pen.oval(0xDDEB86, 282, 270, 22, 50);
                stem(pen, 320, 112);
            }
            default -> {
                for (int row = 0; row < 5; row++) {
                    for (int i = 0; i <= 4 - row; i++) {
                        double x = 320 + (i - (4 - row) / 2.0) * 62;
                        pen.disc(0x5B2A86, x, 170 + row * 50, 36).disc(0x9A6CC4, x - 10, 158 + row * 50, 9);
                    }
                }
                stem(pen, 320, 128);
            }
        }
    }

    private static void stem(Pen pen, double x, double y) {
        pen.line(0x6B4526, 10, x, y + 20, x + 8, y - 30);
        pen.turned(x + 8, y - 16, -24, 1, () -> pen.oval(0x4FA04A, 44, 0, 42, 17));
    }

    private static int lighter(int colour) {
        int red = ((colour >> 16 & 255) + 255) / 2;
        int green = ((colour >> 8 & 255) + 255) / 2;
        int blue = ((colour & 255) + 255) / 2;
        return red << 16 | green << 8 | blue;
    }
}
