package io.likeness.server.samples;

/** Cars on roads. */
final class Cars {
    private static final int GLASS = 0xBFE0F2;
    private static final int DARK = 0x22262B;

    private Cars() {}

    /** A saloon, a small round one, a van, a laden one uphill. */
    static void paint(Pen pen, int variant) {
        int horizon = new int[] {290, 240, 320, 265}[variant];
        pen.sky(0xC7E4F7, 0xF3F8FB);
        behind(pen, variant, horizon);
        pen.box(0x9CC58A, 0, horizon, 640, 70).box(0x555B63, 0, horizon + 50, 640, 480);
        for (int i = 0; i < 7; i++) {
            pen.box(
                    0xF2F2F2,
                    i * (90 + 12 * variant) - variant * 20,
                    horizon + 140 - variant * 6,
                    40 + 14 * variant,
                    9);
        }
        switch (variant) {
            case 0 -> pen.turned(320, 330, 0, 1, () -> saloon(pen));
            case 1 -> pen.turned(240, 350, 0, 0.95, () -> small(pen));
            case 2 -> pen.turned(360, 370, 0, 1.05, () -> van(pen));
            default -> pen.turned(330, 340, -4, 1.12, () -> pickup(pen));
        }
    }

    private static void behind(Pen pen, int variant, int horizon) {
        switch (variant) {
            case 0 -> pen.oval(0xFFFFFF, 120, 80, 60, 22).oval(0xFFFFFF, 165, 66, 44, 24);
            case 1 -> pen.oval(0xA9CF9A, 470, horizon + 20, 260, 110).disc(0xFFE27A, 90, 80, 40);
            case 2 -> {
                for (int i = 0; i < 6; i++) {
                    pen.box(0xD9C3A5 + i * 0x040300, i * 112, 150 + i * 53 % 90, 92, 220);
                }
            }
            default -> {
                for (int i = 0; i < 4; i++) {
                    pen.box(0x7A5230, 66 + i * 175, horizon - 40, 12, 50)
                            .disc(0x5FA056, 72 + i * 175, horizon - 62, 42);
                }
            }
        }
    }

    private static void saloon(Pen pen) {
        int red = 0xD93A32;
        pen.polygon(red, -130, -40, -88, -136, 74, -136, 132, -40);
        pen.polygon(GLASS, -104, -44, -76, -126, -10, -126, -10, -44);
        pen.polygon(GLASS, 6, -44, 6, -126, 64, -126, 104, -44);
        pen.round(red, -210, -48, 420, 92, 34);
        pen.round(0xFFF3B8, 184, -26, 26, 26, 10).round(0xFF6A5A, -210, -26, 20, 26, 8);
        pen.box(0xE9EDF0, -30, -14, 34, 7);
        for (double x : new double[] {-120, 124}) {
            pen.disc(DARK, x, 46, 50).disc(0xB9C0C8, x, 46, 26).disc(0x5F676F, x, 46, 9);
        }
    }

    private static void small(Pen pen) {
        int blue = 0x2E78C8;
        pen.oval(blue, 0, -20, 132, 116)
                .oval(GLASS, -4, -36, 98, 76)
                .box(blue, -12, -116, 12, 90)
                .box(blue, -140, -34, 280, 50);
        pen.oval(blue, -118, 24, 86, 66).oval(blue, 118, 20, 82, 66).box(blue, -120, -10, 240, 60);
        pen.oval(0xFFF3B8, -184, 4, 13, 20).oval(0xFF6A5A, 186, 6, 10, 16).box(0xE9EDF0, 16, -8, 30, 7);
        for (double x : new double[] {-112, 112}) {
            pen.disc(DARK, x, 46, 46).disc(0xB9C0C8, x, 46, 25).disc(blue, x, 46, 10);
        }
    }

    private static void van(Pen pen) {
        int yellow = 0xF2B92C;
        pen.round(yellow, -230, -190, 440, 230, 26).box(0xFFFFFF, -230, -40, 440, 30);
        for (int i = 0; i < 4; i++) {
            pen.round(GLASS, -212 + i * 92, -166, 74, 88, 10);
        }
        pen.polygon(GLASS, 160, -166, 196, -166, 208, -70, 160, -70);
        pen.line(0xC48F14, 3, 66, -186, 66, 36).line(0xC48F14, 3, 150, -186, 150, 36);
        pen.disc(0xFFF3B8, 200, 0, 16);
        for (double x : new double[] {-150, 130}) {
            pen.disc(DARK, x, 42, 44);
            for (int i = 0; i < 5; i++) {
                double turn = i * Math.PI / 2.5;
                pen.disc(0xDADFE4, x + 18 * Math.cos(turn), 42 + 18 * Math.sin(turn), 7);
            }
        }
    }

    private static void pickup(Pen pen) {
        int green = 0x3F9A5A;
        for (int i = 0; i < 4; i++) {
            pen.round(i % 2 == 0 ? 0xD9A45C : 0xC48B45, 50 + i * 42, -96 - i % 2 * 20, 40, 60 + i % 2 * 20, 4);
        }
        pen.polygon(green, -130, -40, -78, -140, 36, -140, 40, -40);
        pen.polygon(GLASS, -104, -44, -68, -126, -28, -126, -28, -44)
                .polygon(GLASS, -14, -44, -14, -126, 22, -126, 24, -44);
        pen.round(green, -224, -48, 448, 90, 26).box(0x2C6E40, 44, -52, 180, 12);
        pen.round(0xFFF3B8, -224, -28, 24, 28, 10)
                .round(0xFF6A5A, 206, -26, 18, 34, 6)
                .box(0xE9EDF0, -6, -18, 30, 7);
        for (double x : new double[] {-132, 134}) {
            pen.disc(DARK, x, 46, 54).disc(0xB9C0C8, x, 46, 28).disc(0x5F676F, x, 46, 12);
        }
    }
}
