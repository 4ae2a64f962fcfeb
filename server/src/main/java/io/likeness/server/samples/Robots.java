package io.likeness.server.samples;

/** Robots. */
final class Robots {
    private static final int DARK = 0x1A1E24;

    private Robots() {}

    /** A square head, a round one with a visor, one on wheels, a tall one with a single eye. */
    static void paint(Pen pen, int variant) {
        switch (variant) {
            case 0 -> square(pen.sky(0x2B3A55, 0x3B4C6B));
            case 1 -> round(pen.sky(0x34435F, 0x2B3A55));
            case 2 -> rolling(pen.sky(0x25324B, 0x2F3F5E).box(0x3E4F70, 0, 400, 640, 80));
            default -> tall(pen.sky(0x2F3F5E, 0x22304A));
        }
    }

    private static void square(Pen pen) {
        int metal = 0x9FB2C6;
        int shade = 0x6F7C8A;
        int light = 0x3BE0FF;
        pen.box(shade, 280, 390, 80, 60).round(metal, 150, 430, 340, 90, 30);
        pen.line(shade, 10, 320, 110, 320, 50).disc(light, 320, 44, 18);
        pen.round(shade, 132, 210, 40, 90, 12)
                .round(shade, 468, 210, 40, 90, 12)
                .round(metal, 166, 104, 308, 292, 30);
        for (double x : new double[] {256, 384}) {
            pen.disc(DARK, x, 206, 44).disc(light, x, 206, 26);
        }
        pen.round(DARK, 236, 298, 168, 56, 14);
        for (int i = 0; i < 6; i++) {
            pen.box(light, 246 + i * 26, 306 + i % 2 * 4, 18, 40 - i % 2 * 8);
        }
    }

    private static void round(Pen pen) {
        int metal = 0xE0B15A;
        int shade = 0x9D7B3F;
        pen.line(shade, 8, 230, 130, 190, 50).line(shade, 8, 410, 130, 450, 50);
        pen.disc(0xFF5A4A, 188, 46, 13).disc(0xFF5A4A, 452, 46, 13);
        pen.disc(metal, 320, 230, 160).round(DARK, 190, 170, 260, 76, 38);
        for (int i = 0; i < 5; i++) {
            pen.disc(i % 2 == 0 ? 0xFF5A4A : 0x7A2B25, 230 + i * 45, 208, 13);
        }
        pen.line(DARK, 9, 250, 306, 290, 330, 350, 330, 390, 306);
        pen.oval(metal, 320, 480, 230, 90).disc(shade, 320, 440, 24).disc(0xFFE9B0, 320, 440, 13);
    }

    private static void rolling(Pen pen) {
        int metal = 0x7FC4A8;
        int shade = 0x588976;
        pen.round(shade, 170, 350, 300, 80, 40);
        for (int i = 0; i < 4; i++) {
            pen.disc(DARK, 212 + i * 72, 390, 28).disc(metal, 212 + i * 72, 390, 12);
        }
        pen.polygon(metal, 220, 210, 420, 210, 450, 350, 190, 350).box(shade, 300, 160, 40, 60);
        pen.round(metal, 210, 70, 110, 90, 44).round(metal, 320, 70, 110, 90, 44);
        pen.disc(DARK, 266, 114, 32)
                .disc(DARK, 374, 114, 32)
                .disc(0xFFF06A, 274, 110, 15)
                .disc(0xFFF06A, 382, 110, 15);
        pen.line(shade, 18, 210, 250, 120, 290, 110, 210).line(shade, 18, 430, 250, 530, 240, 560, 160);
        pen.disc(0xFFF06A, 110, 200, 18).disc(0xFFF06A, 562, 150, 18);
        pen.box(0xFFF06A, 250, 250, 60, 12).box(0xD93A32, 250, 274, 90, 12).box(0x3BE0FF, 250, 298, 40, 12);
    }

    private static void tall(Pen pen) {
        int metal = 0xC98BB8;
        int shade = 0x8D6181;
        pen.round(metal, 400, 60, 150, 240, 70)
                .disc(0xFFFFFF, 475, 150, 52)
                .disc(DARK, 475, 150, 38)
                .disc(0x7AFF7A, 487, 140, 14);
        pen.line(DARK, 7, 440, 250, 456, 236, 472, 250, 488, 236, 504, 250)
                .line(shade, 12, 475, 60, 475, 24)
                .polygon(shade, 440, 30, 510, 30, 475, 6);
        for (int i = 0; i < 4; i++) {
            pen.round(shade, 440, 300 + i * 12, 70, 9, 4);
        }
        pen.round(metal, 380, 350, 190, 150, 24).box(shade, 410, 380, 130, 60);
        for (int i = 0; i < 12; i++) {
            pen.disc(i % 3 == 0 ? 0x7AFF7A : DARK, 424 + i % 4 * 34, 394 + i / 4 * 17, 6);
        }
        pen.line(shade, 16, 380, 390, 290, 350, 220, 260, 150, 240);
        pen.turned(130, 236, -30, 1, () -> pen.polygon(metal, 0, -30, 34, -14, 12, 0, 34, 14, 0, 30, -26, 0));
    }
}
