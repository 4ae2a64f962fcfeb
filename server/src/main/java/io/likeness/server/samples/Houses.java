package io.likeness.server.samples;

/** Houses and what stands about them. */
final class Houses {
    private static final int GLASS = 0x7FB6DC;
    private static final int FRAME = 0xFFFFFF;

    private Houses() {}

    /** A cottage, a bungalow, a tower, a block of flats. */
    static void paint(Pen pen, int variant) {
        switch (variant) {
            case 0 -> cottage(pen.sky(0x9BD1F5, 0xE8F6FF).box(0x6CB86A, 0, 380, 640, 100));
            case 1 -> bungalow(pen.sky(0xBFE3F7, 0xFDF3E1).box(0x8CC97A, 0, 330, 640, 150));
            case 2 -> tower(pen.sky(0x8FC3EE, 0xF6FBFF).oval(0x7DBB6B, 320, 500, 420, 120));
            default -> flats(pen.sky(0xAFCBE0, 0xF1F6FA).box(0xB9BEC4, 0, 400, 640, 80));
        }
    }

    private static void cottage(Pen pen) {
        pen.box(0x8B5A44, 372, 100, 40, 90).box(0xF6E3C0, 190, 220, 260, 180);
        pen.polygon(0xB5402F, 156, 224, 320, 96, 484, 224);
        pen.round(0x2F6B4F, 296, 300, 56, 100, 4).disc(0xF0D060, 342, 352, 4);
        for (double x : new double[] {216, 364}) {
            pen.box(FRAME, x - 6, 254, 72, 72).box(GLASS, x, 260, 60, 60);
            pen.box(FRAME, x + 27, 260, 6, 60).box(FRAME, x, 287, 60, 6);
        }
        pen.polygon(0xD9C8A4, 296, 400, 352, 400, 400, 480, 250, 480);
        for (int i = 0; i < 6; i++) {
            pen.disc(0xE8577E, 40 + i * 36 + (i > 2 ? 350 : 0), 430, 12);
        }
    }

    private static void bungalow(Pen pen) {
        pen.oval(0x5FA056, 90, 250, 70, 90).box(0x7A5230, 84, 320, 14, 50);
        pen.box(0xC9D9E8, 150, 240, 400, 120).polygon(0x40566B, 120, 244, 190, 160, 510, 160, 580, 244);
        pen.round(GLASS, 180, 270, 150, 56, 4).box(0xC9D9E8, 228, 270, 5, 56).box(0xC9D9E8, 278, 270, 5, 56);
        pen.box(0xB23A48, 372, 264, 54, 96).oval(GLASS, 399, 290, 14, 14);
        pen.round(0x8FA2B3, 450, 276, 84, 84, 2);
        for (int i = 1; i < 5; i++) {
            pen.box(0xB8C7D4, 450, 276 + i * 17, 84, 3);
        }
        for (int i = 0; i < 13; i++) {
            pen.polygon(FRAME, i * 52, 450, i * 52, 404, i * 52 + 12, 390, i * 52 + 24, 404, i * 52 + 24, 450);
        }
        pen.box(FRAME, 0, 414, 640, 8);
    }

    private static void tower(Pen pen) {
        pen.box(0xE9B7A5, 230, 150, 120, 280).polygon(0x6D4030, 214, 154, 290, 30, 366, 154);
        pen.box(0xDDA28E, 350, 270, 140, 160).polygon(0x6D4030, 340, 274, 500, 274, 470, 214, 350, 214);
        for (int i = 0; i < 3; i++) {
            pen.oval(FRAME, 290, 200 + i * 66, 22, 26).oval(GLASS, 290, 200 + i * 66, 16, 20);
        }
        pen.round(0x3B4C7A, 262, 372, 56, 58, 26).disc(0xF0D060, 306, 404, 4);
        pen.round(FRAME, 384, 304, 72, 54, 20).round(GLASS, 390, 310, 60, 42, 16);
        pen.line(0x555B63, 4, 290, 30, 290, 6).polygon(0xD93A32, 290, 6, 326, 14, 290, 22);
    }

    private static void flats(Pen pen) {
        pen.box(0xDDE8C8, 130, 70, 250, 340).box(0xCFA98A, 380, 170, 170, 240).box(0x8A5A2B, 122, 60, 266, 16);
        for (int i = 0; i < 20; i++) {
            double x = 150 + i % 4 * 56;
            pen.box((i * 7) % 5 == 0 ? 0xFFE27A : GLASS, x, 96 + i / 4 * 56, 36, 34)
                    .box(0x7A4B2A, x - 3, 130 + i / 4 * 56, 42, 5);
        }
        for (int i = 0; i < 6; i++) {
            pen.round((i * 3) % 4 == 0 ? 0xFFE27A : GLASS, 404 + i % 2 * 70, 196 + i / 2 * 62, 50, 42, 6);
        }
        pen.box(0x7A4B2A, 440, 372, 46, 38).box(0x555B63, 60, 240, 8, 170).disc(0xFFF3B8, 64, 236, 14);
    }
}
