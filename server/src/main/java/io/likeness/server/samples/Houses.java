package io.likeness.server.samples;

/** Houses and what stands about them. */
final class Houses {
    private static final int GLASS = 0x7FB6DC;
    private static final int FRAME = 0xFFFFFF;
    private static final int ROOF = 0xB5402F;
    private static final int KNOB = 0xF0D060;

    private Houses() {}

    /** A cottage, a long one behind a fence, a high one on a hill, three in a row. */
    static void paint(Pen pen, int variant) {
        switch (variant) {
            case 0 -> cottage(pen.sky(0x9BD1F5, 0xE8F6FF).box(0x6CB86A, 0, 380, 640, 100));
            case 1 -> bungalow(pen.sky(0xA6D6F5, 0xF4F9FD).box(0x7CC074, 0, 340, 640, 140));
            case 2 -> high(pen.sky(0x8FC9F2, 0xF0F8FE).oval(0x6CB86A, 360, 500, 520, 110));
            default -> row(pen.sky(0xA9D5F2, 0xEAF5FC).box(0x78BC70, 0, 410, 640, 70));
        }
    }

    private static void cottage(Pen pen) {
        pen.box(0x8B5A44, 372, 100, 40, 90).box(0xF6E3C0, 190, 220, 260, 180);
        pen.polygon(ROOF, 156, 224, 320, 96, 484, 224);
        door(pen, 296, 300, 0x2F6B4F, 1);
        window(pen, 216, 260, 60, 60);
        window(pen, 364, 260, 60, 60);
        pen.polygon(0xD9C8A4, 296, 400, 352, 400, 400, 480, 250, 480);
        for (int i = 0; i < 6; i++) {
            pen.disc(0xE8577E, 40 + i * 36 + (i > 2 ? 350 : 0), 430, 12);
        }
    }

    private static void bungalow(Pen pen) {
        pen.box(0x7A5230, 74, 300, 16, 80).oval(0x5FA056, 82, 230, 76, 96);
        pen.box(0x8B5A44, 236, 120, 38, 70).box(0xF3DDB4, 170, 236, 410, 140);
        pen.polygon(ROOF, 136, 240, 210, 144, 540, 144, 614, 240);
        window(pen, 198, 272, 86, 54);
        window(pen, 310, 272, 60, 54);
        door(pen, 404, 280, 0x3B5F8C, 0.96);
        window(pen, 490, 272, 60, 54);
        for (int i = 0; i < 13; i++) {
            pen.polygon(FRAME, i * 52, 450, i * 52, 404, i * 52 + 12, 390, i * 52 + 24, 404, i * 52 + 24, 450);
        }
        pen.box(FRAME, 0, 414, 640, 8);
    }

    private static void high(Pen pen) {
        pen.box(0xEBCFA0, 400, 270, 150, 140).polygon(0x9C3A2C, 386, 274, 420, 210, 530, 210, 568, 274);
        pen.box(0x8B5A44, 352, 66, 34, 90).box(0xF6E3C0, 220, 170, 190, 244).polygon(ROOF, 194, 176, 315, 34, 436, 176);
        pen.disc(FRAME, 315, 130, 26).disc(GLASS, 315, 130, 20);
        window(pen, 244, 196, 46, 62);
        window(pen, 338, 196, 46, 62);
        window(pen, 336, 304, 50, 56);
        window(pen, 444, 304, 66, 50);
        door(pen, 246, 304, 0x7A3B5A, 1.08);
        for (int i = 0; i < 3; i++) {
            pen.disc(i % 2 == 0 ? 0x5FA056 : 0x4E9150, 70 + i * 46, 414 - i % 2 * 16, 40);
        }
    }

    private static void row(Pen pen) {
        int[] walls = {0xF6E3C0, 0xF0C9A8, 0xF3DDB4};
        int[] roofs = {ROOF, 0x9C3A2C, 0xC0553A};
        double[] tops = {216, 176, 240};
        for (int i = 0; i < 3; i++) {
            double x = 52 + i * 182;
            double top = tops[i];
            pen.box(walls[i], x, top, 172, 420 - top)
                    .polygon(roofs[i], x - 12, top + 4, x + 86, top - 110, x + 184, top + 4);
            window(pen, x + 20, top + 28, 44, 50);
            window(pen, x + 106, top + 28, 44, 50);
            window(pen, x + 96, 336, 54, 48);
            door(pen, x + 22, 330, new int[] {0x3B5F8C, 0x2F6B4F, 0x7A3B5A}[i], 0.9);
        }
        pen.box(0xC9C2B4, 0, 444, 640, 36);
    }

    private static void window(Pen pen, double x, double y, double wide, double high) {
        pen.box(FRAME, x - 6, y - 6, wide + 12, high + 12).box(GLASS, x, y, wide, high);
        pen.box(FRAME, x + wide / 2 - 3, y, 6, high).box(FRAME, x, y + high / 2 - 3, wide, 6);
    }

    private static void door(Pen pen, double x, double y, int colour, double size) {
        pen.turned(x, y, 0, size, () -> pen.round(colour, 0, 0, 56, 100, 4).disc(KNOB, 46, 52, 4));
    }
}
