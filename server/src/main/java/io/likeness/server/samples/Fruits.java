package io.likeness.server.samples;

/** Fruit on plates. */
final class Fruits {
    private Fruits() {}

    /** An apple and half of one, three oranges, two pears, grapes. */
    static void paint(Pen pen, int variant) {
        pen.sky(0xF8EBDD, 0xF0D9BF);
        switch (variant) {
            case 0 -> {
                pen.box(0xE3BE94, 0, 380, 640, 100);
                plate(pen, 320, 396, 250);
                pen.turned(252, 262, 0, 1, () -> apple(pen));
                pen.turned(452, 326, 12, 0.72, () -> half(pen));
            }
            case 1 -> {
                pen.box(0xE3BE94, 0, 350, 640, 130);
                plate(pen, 300, 400, 200);
                orange(pen, 218, 310, 92);
                orange(pen, 390, 316, 86);
                orange(pen, 302, 176, 88);
                stem(pen, 302, 92, 0.9);
            }
            case 2 -> {
                pen.box(0xEBCFA9, 0, 310, 640, 170);
                plate(pen, 330, 390, 286);
                pen.turned(440, 296, 74, 0.82, () -> pear(pen));
                pen.turned(210, 250, -6, 1, () -> pear(pen));
            }
            default -> {
                pen.oval(0xE3BE94, 330, 440, 420, 120);
                plate(pen, 350, 400, 220);
                pen.turned(300, 230, -32, 1.1, () -> grapes(pen));
            }
        }
    }

    private static void plate(Pen pen, double x, double y, double wide) {
        pen.oval(0xC9B49A, x, y + 14, wide + 10, 48)
                .oval(0xFFFFFF, x, y, wide, 44)
                .oval(0xEFEAE3, x, y, wide * 0.7, 28);
    }

    private static void apple(Pen pen) {
        int red = 0xC9252D;
        pen.disc(red, -46, 0, 108).disc(red, 46, 0, 108).oval(red, 0, 68, 116, 60);
        pen.oval(0xF08A8A, -68, -40, 24, 40);
        stem(pen, 0, -90, 1);
    }

    private static void half(Pen pen) {
        pen.disc(0xC9252D, -44, 0, 104).disc(0xC9252D, 44, 0, 104).oval(0xC9252D, 0, 64, 112, 56);
        pen.disc(0xFBF1CF, -40, 0, 92).disc(0xFBF1CF, 40, 0, 92).oval(0xFBF1CF, 0, 58, 100, 48);
        pen.oval(0xE9D8A2, 0, 10, 46, 58).oval(0x5A3420, -16, 16, 9, 18).oval(0x5A3420, 16, 16, 9, 18);
        pen.line(0x6B4526, 10, 0, -70, 6, -124);
    }

    private static void orange(Pen pen, double x, double y, double radius) {
        pen.disc(0xF28C1E, x, y, radius)
                .oval(0xFFB65C, x - radius * 0.36, y - radius * 0.4, radius * 0.24, radius * 0.18);
        for (int i = 0; i < 40; i++) {
            double far = radius * 0.14 * Math.sqrt(i);
            pen.disc(0xDD7A12, x + Math.cos(i * 2.399) * far, y + Math.sin(i * 2.399) * far, 2.2);
        }
    }

    private static void pear(Pen pen) {
        pen.oval(0xB9CF3F, 0, 50, 112, 92).oval(0xB9CF3F, 0, -40, 62, 92).oval(0xDDEB86, -38, 20, 20, 46);
        stem(pen, 0, -128, 0.9);
    }

    private static void grapes(Pen pen) {
        for (int row = 0; row < 5; row++) {
            for (int i = 0; i <= 4 - row; i++) {
                double x = (i - (4 - row) / 2.0) * 58;
                pen.disc(0x5B2A86, x, -80 + row * 48, 35).disc(0x9A6CC4, x - 10, -92 + row * 48, 9);
            }
        }
        stem(pen, 0, -122, 1);
    }

    private static void stem(Pen pen, double x, double y, double size) {
        pen.turned(x, y, 0, size, () -> {
            pen.line(0x6B4526, 10, 0, 20, 8, -30);
            pen.turned(8, -16, -24, 1, () -> pen.oval(0x4FA04A, 44, 0, 42, 17));
        });
    }
}
