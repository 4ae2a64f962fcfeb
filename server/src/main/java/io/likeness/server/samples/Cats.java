package io.likeness.server.samples;

/** Cats. */
final class Cats {
    private static final int NOSE = 0xE07A86;
    private static final int LINE = 0x5A3A35;

    private Cats() {}

    /** A face, one that sits, one asleep, one that peeps over an edge. */
    static void paint(Pen pen, int variant) {
        switch (variant) {
            case 0 -> face(pen.sky(0xCDE7F0, 0xCDE7F0));
            case 1 -> sitting(pen.sky(0xD8E9EE, 0xCDE7F0).box(0xA8C9D6, 0, 400, 640, 80));
            case 2 -> asleep(pen.sky(0xC5E3E2, 0xD6EBF0));
            default -> peeping(pen.sky(0xCDE7F0, 0xDCEBDD));
        }
    }

    private static void face(Pen pen) {
        int fur = 0xE89A4B;
        pen.polygon(fur, 170, 220, 186, 60, 300, 150).polygon(fur, 470, 220, 454, 60, 340, 150);
        pen.polygon(0xF7C9A0, 196, 170, 204, 94, 262, 146).polygon(0xF7C9A0, 444, 170, 436, 94, 378, 146);
        pen.oval(fur, 320, 440, 210, 130).oval(fur, 320, 260, 176, 150);
        for (int i = -1; i <= 1; i++) {
            pen.polygon(0xB9682A, 312 + i * 44, 112, 328 + i * 44, 112, 320 + i * 36, 176);
        }
        for (double x : new double[] {252, 388}) {
            pen.oval(0xFFFFFF, x, 242, 40, 36).oval(0x4FA04A, x, 244, 30, 32).oval(0x16181B, x, 244, 10, 27);
            pen.disc(0xFFFFFF, x - 8, 232, 6);
        }
        pen.oval(0xFFF7EE, 288, 324, 44, 34)
                .oval(0xFFF7EE, 352, 324, 44, 34)
                .polygon(NOSE, 300, 292, 340, 292, 320, 316);
        pen.line(LINE, 4, 320, 316, 320, 334, 300, 346).line(LINE, 4, 320, 334, 340, 346);
        for (int i = -1; i <= 1; i++) {
            pen.line(0x8A8A8A, 3, 262, 322 + i * 12, 120, 312 + i * 30);
            pen.line(0x8A8A8A, 3, 378, 322 + i * 12, 520, 312 + i * 30);
        }
    }

    private static void sitting(Pen pen) {
        int fur = 0x4A4F57;
        pen.line(fur, 34, 410, 410, 520, 380, 540, 280, 500, 230).oval(fur, 320, 340, 120, 120);
        pen.polygon(fur, 220, 130, 226, 24, 300, 90).polygon(fur, 420, 130, 414, 24, 340, 90);
        pen.polygon(0xC98A9A, 238, 96, 240, 52, 276, 84).polygon(0xC98A9A, 402, 96, 400, 52, 364, 84);
        pen.oval(fur, 320, 160, 116, 96).oval(0xFFFFFF, 320, 330, 56, 70);
        for (double x : new double[] {276, 364}) {
            pen.disc(0xF2C230, x, 150, 25).oval(0x16181B, x, 150, 15, 20).disc(0xFFFFFF, x + 6, 142, 6);
        }
        pen.polygon(NOSE, 308, 186, 332, 186, 320, 200)
                .line(0xE6E6E6, 3, 320, 200, 304, 214)
                .line(0xE6E6E6, 3, 320, 200, 336, 214);
        pen.round(fur, 256, 330, 48, 110, 22).round(fur, 336, 330, 48, 110, 22);
        pen.oval(0xFFFFFF, 280, 436, 32, 16)
                .oval(0xFFFFFF, 360, 436, 32, 16)
                .box(0xD93A32, 250, 236, 140, 16)
                .disc(0xF0D060, 320, 254, 13);
    }

    private static void asleep(Pen pen) {
        int fur = 0xF0C48C;
        pen.oval(0xB5763A, 320, 370, 280, 90).oval(0xD79A5C, 320, 350, 250, 70).oval(fur, 350, 280, 200, 110);
        pen.line(fur, 44, 520, 330, 420, 372, 280, 376, 210, 350);
        pen.turned(210, 280, -16, 1, () -> {
            pen.polygon(fur, -92, -30, -96, -112, -30, -74).polygon(fur, 60, -60, 96, -112, 96, -20);
            pen.oval(fur, 0, 0, 104, 78);
            for (double x : new double[] {-44, 44}) {
                pen.line(LINE, 6, x - 24, -6, x - 10, 8, x + 10, 8, x + 24, -6);
            }
            pen.polygon(NOSE, -10, 22, 10, 22, 0, 34);
            pen.line(LINE, 4, 0, 34, -14, 44).line(LINE, 4, 0, 34, 14, 44);
        });
        for (int i = 0; i < 3; i++) {
            double x = 120 + i * 44;
            double y = 130 - i * 34;
            double wide = 22 + i * 6;
            pen.line(0x4F7A48, 6, x, y, x + wide, y, x, y + wide, x + wide, y + wide);
        }
    }

    private static void peeping(Pen pen) {
        int fur = 0xA9825F;
        pen.polygon(fur, 60, 320, 30, 130, 170, 210).polygon(fur, 390, 300, 440, 120, 290, 200);
        pen.polygon(0xD8B898, 76, 280, 62, 180, 136, 226).polygon(0xD8B898, 378, 266, 402, 168, 326, 216);
        pen.oval(fur, 230, 340, 200, 160);
        for (int i = 0; i < 4; i++) {
            pen.line(0x6E5238, 11, 172 + i * 38, 186 + i % 2 * 8, 178 + i * 34, 236);
        }
        for (double x : new double[] {150, 310}) {
            pen.oval(0x7CB342, x, 310, 46, 40)
                    .oval(0x16181B, x + 12, 316, 24, 32)
                    .disc(0xFFFFFF, x + 4, 300, 11);
        }
        pen.box(0x8C5A3C, 0, 384, 640, 96);
        for (int i = 0; i < 5; i++) {
            pen.line(0x75492F, 4, i * 150 - 40, 410 + i % 2 * 26, i * 150 + 60, 410 + i % 2 * 26);
        }
        for (double x : new double[] {120, 330}) {
            pen.round(fur, x - 44, 352, 88, 60, 28)
                    .line(0x6E5238, 4, x - 14, 384, x - 14, 408)
                    .line(0x6E5238, 4, x + 14, 384, x + 14, 408);
        }
        pen.line(fur, 30, 560, 400, 590, 280, 550, 190, 580, 130);
    }
}
