package io.likeness.server.samples;

/** Cats. */
final class Cats {
    private static final int NOSE = 0xE07A86;
    private static final int LINE = 0x5A3A35;

    private Cats() {}

    /** A face, one that sits, one asleep, one that peeps over an edge. */
    static void paint(Pen pen, int variant) {
        switch (variant) {
            case 0 -> face(pen.sky(0xE9DCF2, 0xDCCBEA));
            case 1 -> sitting(pen.sky(0xEFE3F5, 0xE2D2EE).box(0xB79ACB, 0, 400, 640, 80));
            case 2 -> asleep(pen.sky(0xE3D5F0, 0xE8DAF0));
            default -> peeping(pen.sky(0xE6D8F1, 0xE0CDEB));
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
        pen.curve(fur, 34, 400, 410, 560, 400, 540, 240).oval(fur, 320, 340, 120, 120);
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
        int fur = 0xF0B070;
        int stripe = 0xC07A38;
        pen.box(0xB79ACB, 0, 370, 640, 110).oval(fur, 400, 290, 190, 120);
        for (int i = 0; i < 4; i++) {
            pen.curve(stripe, 12, 360 + i * 54, 188 + i * i * 5, 384 + i * 54, 220 + i * i * 4, 370 + i * 54, 262);
        }
        pen.curve(fur, 44, 560, 330, 480, 420, 300, 392);
        pen.turned(230, 262, -8, 1.3, () -> {
            pen.polygon(fur, -104, -10, -100, -132, -24, -70).polygon(fur, 104, -10, 100, -132, 24, -70);
            pen.polygon(0xF7D3B4, -88, -40, -86, -104, -42, -70).polygon(0xF7D3B4, 88, -40, 86, -104, 42, -70);
            pen.oval(fur, 0, 0, 116, 90);
            for (int i = -1; i <= 1; i++) {
                pen.polygon(stripe, i * 30 - 6, -86, i * 30 + 6, -86, i * 24, -46);
            }
            for (double x : new double[] {-48, 48}) {
                pen.curve(LINE, 6, x - 26, -8, x, 18, x + 26, -8);
            }
            pen.oval(0xFFF7EE, -22, 46, 30, 22).oval(0xFFF7EE, 22, 46, 30, 22).polygon(NOSE, -14, 24, 14, 24, 0, 40);
            pen.curve(LINE, 4, 0, 40, -4, 54, -18, 52).curve(LINE, 4, 0, 40, 4, 54, 18, 52);
            for (int i = -1; i <= 1; i += 2) {
                pen.line(0x8A8A8A, 3, i * 44, 42, i * 128, 34).line(0x8A8A8A, 3, i * 44, 50, i * 124, 60);
            }
        });
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
        pen.curve(fur, 30, 548, 400, 610, 320, 572, 250).curve(fur, 30, 572, 250, 534, 180, 584, 130);
    }
}
