package io.likeness.server.samples;

/** Fish in the sea. */
final class Fishes {
    private static final int WEED = 0x2E8B57;

    private static final Kind CLOWN = new Kind(0xF57C2A, 0xFFFFFF, 104, 3, 13);
    private static final Kind SERGEANT = new Kind(0xF5D13A, 0x2C3E9A, 88, 5, 8);
    private static final Kind ANGEL = new Kind(0xF7B733, 0xB4482A, 132, 2, 20);
    private static final Kind ROSY = new Kind(0xEE5F8E, 0xFFFFFF, 96, 4, 14);

    private Fishes() {}

    /**
     * A kind of fish.
     *
     * @param high half the height of the body, half its length being 170
     * @param bands their number
     * @param wide half the width of a band
     */
    private record Kind(int body, int band, double high, int bands, double wide) {}

    /** A row of them on the ground. */
    private record Weeds(double from, double apart, int count, double sway, double high) {}

    /** One, a shoal, a high one that rises, two that meet. */
    static void paint(Pen pen, int variant) {
        switch (variant) {
            case 0 -> {
                weeds(pen.sky(0x4FC1E0, 0x0B4F7A), new Weeds(30, 96, 7, 24, 110));
                bubbles(pen, 90, 190, 32, 1.6);
                pen.turned(330, 230, -9, 1, () -> fish(pen, CLOWN));
            }
            case 1 -> shoal(pen.sky(0x62CBE4, 0x135E8C));
            case 2 -> {
                pen.sky(0x48B8DA, 0x0D5480).oval(0x1E6A86, 560, 480, 170, 110).oval(0x185C78, 430, 490, 90, 50);
                weeds(pen, new Weeds(40, 58, 3, -34, 190));
                bubbles(pen, 110, 150, 45, 4);
                pen.turned(350, 225, 20, 1.06, () -> fish(pen, ANGEL));
            }
            default -> {
                weeds(pen.sky(0x55C4E6, 0x0A4A70), new Weeds(310, 60, 2, 44, 150));
                weeds(pen, new Weeds(40, 520, 2, 30, 90));
                bubbles(pen, 310, 200, 38, 0.3);
                pen.turned(486, 130, 10, 0.56, () -> fish(pen, ROSY));
                pen.turned(250, 280, -10, 0.94, () -> pen.mirrored(() -> fish(pen, ROSY)));
            }
        }
    }

    private static void shoal(Pen pen) {
        double[][] places = {
            {170, 110, 0.5}, {440, 96, 0.42}, {330, 250, 0.66}, {560, 250, 0.4}, {110, 330, 0.46}, {510, 380, 0.5}
        };
        weeds(pen, new Weeds(250, 40, 4, 16, 70));
        bubbles(pen, 606, 150, 23, 0.8);
        for (double[] place : places) {
            pen.turned(place[0], place[1], 6, place[2], () -> pen.mirrored(() -> fish(pen, SERGEANT)));
        }
    }

    /** Looks to the left. */
    private static void fish(Pen pen, Kind kind) {
        double high = kind.high();
        double fork = 330 - high * 1.1;
        pen.polygon(kind.body(), 120, 0, 250, -high * 0.8, fork, 0, 250, high * 0.8);
        pen.polygon(kind.band(), -40, -high * 0.86, high - 64, -high * 1.44, 90, -high * 0.66);
        pen.polygon(kind.band(), -20, high * 0.8, high - 74, high * 1.3, 76, high * 0.66);
        pen.oval(kind.body(), 0, 0, 170, high);
        for (int i = 0; i < kind.bands(); i++) {
            double x = -66 + i * 160.0 / kind.bands();
            pen.oval(kind.band(), x, 0, kind.wide(), high * 0.97 * Math.sqrt(1 - x * x / 28900));
        }
        pen.disc(0xFFFFFF, -112, -24, high * 0.21).disc(0x111111, -116, -24, 11);
        pen.curve(0x7A2E1A, 5, -162, 18, -150, high * 0.3, -130, high * 0.24);
    }

    private static void weeds(Pen pen, Weeds weeds) {
        for (int i = 0; i < weeds.count(); i++) {
            double x = weeds.from() + i * weeds.apart();
            double top = 480 - weeds.high() - i % 3 * 18;
            double middle = (480 + top) / 2;
            pen.curve(WEED, 12, x, 480, x + weeds.sway(), (480 + middle) / 2, x, middle);
            pen.curve(WEED, 10, x, middle, x - weeds.sway(), (middle + top) / 2, x + weeds.sway() / 3, top);
        }
    }

    /** They rise from a place, so far apart, each greater than the one before by so much. */
    private static void bubbles(Pen pen, double x, double y, double apart, double growth) {
        for (int i = 0; i * apart < y; i++) {
            double sway = Math.sin(i * apart * 0.07) * apart * 0.5;
            pen.disc(0xA8E6F5, x + sway, y - i * apart, 4 + i * growth);
        }
    }
}
