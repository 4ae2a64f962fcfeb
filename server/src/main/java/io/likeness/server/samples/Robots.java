package io.likeness.server.samples;

/** Robots. */
final class Robots {
    private static final int DARK = 0x1A1E24;
    private static final int LIGHT = 0x3BE0FF;

    private Robots() {}

    /** A square head, a round one aslant, one on tracks, one that waves. */
    static void paint(Pen pen, int variant) {
        switch (variant) {
            case 0 -> square(pen.sky(0x2B3A55, 0x3B4C6B));
            case 1 -> round(pen.sky(0x34435F, 0x2B3A55));
            case 2 -> rolling(pen.sky(0x2B3A55, 0x364766).box(0x3E4F70, 0, 410, 640, 70));
            default -> waving(pen.sky(0x2F3F5E, 0x2A3852));
        }
    }

    private static void square(Pen pen) {
        int metal = 0x9FB2C6;
        int shade = 0x6F7C8A;
        pen.box(shade, 280, 390, 80, 60).round(metal, 150, 430, 340, 90, 30);
        pen.line(shade, 10, 320, 110, 320, 50).disc(LIGHT, 320, 44, 18);
        pen.round(shade, 132, 210, 40, 90, 12)
                .round(shade, 468, 210, 40, 90, 12)
                .round(metal, 166, 104, 308, 292, 30);
        pen.turned(320, 206, 0, 1, () -> eyes(pen, 64, 44, 0.6));
        pen.round(DARK, 236, 298, 168, 56, 14);
        for (int i = 0; i < 6; i++) {
            pen.box(LIGHT, 246 + i * 26, 306 + i % 2 * 4, 18, 40 - i % 2 * 8);
        }
    }

    private static void round(Pen pen) {
        int metal = 0xA9C3BE;
        int shade = 0x6E8884;
        pen.round(metal, 190, 420, 330, 100, 50).box(shade, 310, 370, 90, 60);
        pen.turned(340, 230, 12, 1, () -> {
            pen.line(shade, 9, -70, -130, -110, -196).line(shade, 9, 70, -130, 110, -196);
            pen.disc(LIGHT, -112, -200, 15).disc(LIGHT, 112, -200, 15);
            pen.round(shade, -196, -40, 40, 84, 14)
                    .round(shade, 156, -40, 40, 84, 14)
                    .round(metal, -166, -146, 332, 290, 110);
            pen.turned(0, -30, 0, 1, () -> eyes(pen, 70, 48, 0.5));
            pen.round(DARK, -90, 60, 180, 44, 22);
            for (int i = 0; i < 5; i++) {
                pen.disc(LIGHT, -64 + i * 32, 82, 11);
            }
        });
    }

    private static void rolling(Pen pen) {
        int metal = 0x9AA9D0;
        int shade = 0x66739A;
        pen.round(shade, 120, 366, 300, 80, 40);
        for (int i = 0; i < 4; i++) {
            pen.disc(DARK, 162 + i * 72, 406, 28).disc(metal, 162 + i * 72, 406, 12);
        }
        pen.line(shade, 18, 180, 280, 90, 300, 70, 370).line(shade, 18, 360, 280, 470, 320, 520, 270);
        pen.disc(metal, 70, 374, 24).disc(metal, 526, 262, 24);
        pen.polygon(metal, 176, 240, 364, 240, 390, 370, 150, 370).box(shade, 244, 212, 52, 34);
        pen.box(LIGHT, 196, 268, 60, 12).box(0xFF6A5A, 196, 292, 90, 12).box(LIGHT, 196, 316, 40, 12);
        pen.line(shade, 8, 270, 60, 270, 22).disc(LIGHT, 270, 20, 12).round(metal, 160, 54, 220, 166, 26);
        pen.turned(270, 118, 0, 1, () -> eyes(pen, 50, 36, 0.72));
        pen.round(DARK, 214, 170, 112, 32, 10);
        for (int i = 0; i < 4; i++) {
            pen.box(LIGHT, 224 + i * 26, 176, 16, 20);
        }
    }

    private static void waving(Pen pen) {
        int metal = 0xBBA9C4;
        int shade = 0x7C6C88;
        pen.line(shade, 26, 300, 400, 170, 390, 120, 260)
                .turned(
                        112,
                        226,
                        160,
                        1,
                        () -> pen.polygon(metal, -40, -46, -12, -16, 12, -16, 40, -46, 46, 20, 0, 44, -46, 20));
        pen.round(metal, 280, 340, 300, 190, 30).box(shade, 390, 310, 80, 40).round(DARK, 350, 390, 160, 60, 10);
        for (int i = 0; i < 8; i++) {
            pen.disc(i % 3 == 0 ? 0xFF6A5A : LIGHT, 376 + i % 4 * 36, 408 + i / 4 * 26, 8);
        }
        pen.turned(430, 190, -10, 0.92, () -> {
            pen.polygon(shade, -40, -150, 40, -150, 0, -190).disc(LIGHT, 0, -194, 14);
            pen.polygon(metal, -120, -150, 120, -150, 160, 40, 110, 140, -110, 140, -160, 40);
            pen.turned(0, -50, 0, 1, () -> eyes(pen, 68, 46, 0.4));
            pen.line(DARK, 16, -70, 66, -36, 86, 36, 86, 70, 66);
        });
    }

    /** Two, so far from a middle. */
    private static void eyes(Pen pen, double apart, double radius, double pupil) {
        for (double x : new double[] {-apart, apart}) {
            pen.disc(DARK, x, 0, radius).disc(LIGHT, x, 0, radius * pupil);
        }
    }
}
