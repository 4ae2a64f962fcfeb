package io.likeness.server.samples;

/** Flowers. */
final class Flowers {
    private static final int STEM = 0x3E8E4B;
    private static final int LEAF = 0x58A862;

    private static final Bloom COSMOS = new Bloom(8, 38, 0xE85A9A, 0xF9D65C, 18);
    private static final Bloom SUNFLOWER = new Bloom(14, 23, 0xF7C531, 0x7A4A21, 70);
    private static final Bloom ASTER = new Bloom(11, 27, 0x5A78E0, 0xFCE9A0, 9);
    private static final Bloom PRIMROSE = new Bloom(7, 44, 0xB565D8, 0xFFE066, 0);

    private Flowers() {}

    /**
     * A kind of flower.
     *
     * @param wide half the width of a petal
     * @param seeds that are drawn in its heart; a lighter disc in place of none
     */
    private record Bloom(int petals, double wide, int colour, int heart, int seeds) {}

    /** A large one, two in a field, three in a vase, one from near. */
    static void paint(Pen pen, int variant) {
        pen.sky(0xD8F0F4, 0xBDE5CF);
        switch (variant) {
            case 0 -> alone(pen);
            case 1 -> field(pen);
            case 2 -> vase(pen);
            default -> near(pen);
        }
    }

    private static void alone(Pen pen) {
        pen.line(STEM, 14, 320, 480, 316, 380, 322, 240);
        pen.turned(316, 410, -40, 1.3, () -> leaf(pen));
        pen.turned(318, 430, -146, 1.3, () -> leaf(pen));
        pen.turned(322, 205, 0, 1, () -> bloom(pen, COSMOS));
    }

    private static void field(Pen pen) {
        pen.oval(0xA9DDB4, 140, 500, 380, 130).oval(0x93D0A0, 540, 510, 340, 110);
        pen.curve(STEM, 13, 210, 480, 250, 330, 206, 170).curve(STEM, 10, 452, 480, 430, 400, 462, 290);
        pen.turned(230, 340, -34, 1.1, () -> leaf(pen));
        pen.turned(224, 420, -168, 1.3, () -> leaf(pen));
        pen.turned(444, 410, -20, 0.9, () -> leaf(pen));
        pen.turned(206, 174, 8, 1.02, () -> bloom(pen, SUNFLOWER));
        pen.turned(474, 286, -5, 0.6, () -> bloom(pen, SUNFLOWER));
    }

    private static void vase(Pen pen) {
        pen.box(0xDCC7A4, 0, 410, 640, 70);
        pen.curve(STEM, 9, 320, 350, 300, 260, 190, 190)
                .curve(STEM, 9, 320, 350, 322, 240, 330, 130)
                .curve(STEM, 9, 320, 350, 360, 280, 462, 216);
        pen.turned(290, 290, 160, 0.8, () -> leaf(pen));
        pen.turned(352, 286, -12, 0.8, () -> leaf(pen));
        pen.polygon(0x3F8FA6, 262, 300, 378, 300, 400, 440, 240, 440).oval(0x3F8FA6, 320, 438, 80, 16);
        pen.polygon(0x7FC0D0, 276, 306, 300, 306, 290, 430, 262, 430).oval(0x2F7288, 320, 300, 58, 11);
        pen.turned(186, 186, 10, 0.56, () -> bloom(pen, ASTER));
        pen.turned(330, 118, 0, 0.62, () -> bloom(pen, ASTER));
        pen.turned(468, 210, 28, 0.5, () -> bloom(pen, ASTER));
    }

    private static void near(Pen pen) {
        pen.curve(STEM, 18, 230, 480, 300, 420, 360, 250);
        pen.turned(270, 440, -160, 1.8, () -> leaf(pen));
        pen.turned(320, 400, 20, 1.7, () -> leaf(pen));
        pen.turned(366, 214, 20, 1.14, () -> bloom(pen, PRIMROSE));
        pen.curve(STEM, 10, 92, 250, 96, 380, 180, 480)
                .oval(LEAF, 92, 236, 24, 34)
                .oval(PRIMROSE.colour(), 92, 206, 30, 44);
    }

    private static void leaf(Pen pen) {
        pen.oval(LEAF, 60, 0, 66, 24);
    }

    private static void bloom(Pen pen, Bloom kind) {
        for (int i = 0; i < kind.petals(); i++) {
            pen.turned(0, 0, i * 360.0 / kind.petals(), 1, () -> {
                pen.oval(kind.colour(), 88, 0, 78, kind.wide());
                pen.oval(Pen.lighter(kind.colour()), 100, 0, 44, kind.wide() * 0.5);
            });
        }
        pen.disc(kind.heart(), 0, 0, 46);
        if (kind.seeds() == 0) {
            pen.disc(Pen.lighter(kind.heart()), 0, 0, 24);
        }
        for (int i = 0; i < kind.seeds(); i++) {
            double far = 38 * Math.sqrt((i + 0.5) / kind.seeds());
            pen.disc(0x9A6A2A, Math.cos(i * 2.4) * far, Math.sin(i * 2.4) * far, 3);
        }
    }
}
