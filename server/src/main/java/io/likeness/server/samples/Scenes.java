package io.likeness.server.samples;

/** Places and things in them. */
final class Scenes {
    /** Outlines of the mountains of each landscape. */
    private static final double[][] RIDGES = {
        {0, 330, 120, 190, 230, 280, 350, 150, 480, 270, 560, 210, 640, 300, 640, 480, 0, 480},
        {0, 260, 90, 300, 250, 110, 300, 170, 360, 130, 520, 320, 640, 280, 640, 480, 0, 480},
        {0, 210, 60, 160, 210, 330, 330, 300, 430, 350, 590, 140, 640, 190, 640, 480, 0, 480},
        {0, 300, 70, 230, 150, 300, 280, 190, 380, 280, 470, 90, 600, 260, 640, 220, 640, 480, 0, 480}
    };
    /** Middles of two hills behind and how far to the right the one in front is. */
    private static final double[][] HILLS = {
        {140, 470, 560, 480, 330}, {60, 520, 420, 430, 640}, {330, 420, 620, 560, 60}, {500, 440, 120, 540, 420}
    };
    /** Feet of the firs, across and down. */
    private static final double[][] FIRS = {
        {70, 430, 195, 454, 320, 430, 445, 454, 570, 430},
        {470, 440, 540, 420, 590, 450},
        {40, 400, 90, 430, 130, 396, 170, 440, 420, 360, 460, 372},
        {210, 440, 250, 420, 280, 450, 320, 420, 520, 390, 610, 410, 470, 430}
    };

    private Scenes() {}

    /** Hills under a sky: by day, at dusk, at night, in winter. */
    static void landscape(Pen pen, int variant) {
        int[][] skies = {{0x6FB7F2, 0xDDF1FF}, {0x5B3A7A, 0xFF9E5E}, {0x0B1433, 0x2B3F78}, {0x8FBDE8, 0xE4F1FC}};
        int[] far = {0x6E93B5, 0x6B3B63, 0x1D2A55, 0x86A5C4};
        int[] middle = {0x4F9A5B, 0x4A2F50, 0x16214A, 0xD5DEE6};
        int[] near = {0x2F7A3F, 0x2C1E38, 0x0E1634, 0xFFFFFF};
        int[] lights = {0xFFE27A, 0xFFD18A, 0xF3F0D8, 0xFFF6DC};
        pen.sky(skies[variant][0], skies[variant][1]);
        pen.disc(lights[variant], 470 - variant * 60, 110 + (variant == 1 ? 130 : 0), variant == 2 ? 34 : 48);
        if (variant == 2) {
            for (int i = 0; i < 40; i++) {
                pen.disc(0xFFFFFF, (i * 167) % 640, (i * 89) % 230, 1 + i % 3 * 0.6);
            }
        }
        pen.polygon(far[variant], RIDGES[variant]);
        double[] hills = HILLS[variant];
        pen.oval(middle[variant], hills[0], hills[1], 330, 150).oval(middle[variant], hills[2], hills[3], 300, 170);
        pen.oval(near[variant], hills[4], 540, 420, 150);
        double[] firs = FIRS[variant];
        for (int i = 0; i < firs.length; i += 2) {
            fir(pen, variant == 3 ? 0x49705C : near[variant] - 0x000A06 * (variant == 0 ? 1 : 0), firs[i], firs[i + 1]);
        }
    }

    private static void fir(Pen pen, int colour, double x, double foot) {
        pen.box(0x5A3D28, x - 4, foot - 14, 8, 18);
        for (int i = 0; i < 3; i++) {
            double y = foot - 12 - i * 22;
            pen.polygon(colour, x - 30 + i * 7, y, x + 30 - i * 7, y, x, y - 38);
        }
    }

    /** A sailing boat at sea. */
    static void sea(Pen pen, int variant) {
        int[][] skies = {{0x8FD0FF, 0xE6F6FF}, {0xFF9A6B, 0xFFE0A8}, {0x9FB2BF, 0xDCE4E9}, {0x2A2F6B, 0xE58BA8}};
        int[] water = {0x1F78B4, 0x2B5C8A, 0x4B6A78, 0x243B73};
        int[][] sails = {{0xFFFFFF, 0xF2F2F2}, {0xE64B3C, 0xFFFFFF}, {0xF4C430, 0x2E86C1}, {0xFFFFFF, 0x34A56F}};
        pen.sky(skies[variant][0], skies[variant][1]);
        pen.disc(0xFFF2C4, 110 + variant * 120, 100, 44);
        int horizon = new int[] {300, 230, 300, 300}[variant];
        pen.box(water[variant], 0, horizon, 640, 480);
        for (int i = 0; i < 24; i++) {
            double x = (i * 97 + variant * 31) % 660 - 20;
            double y = horizon + 22 + i % 7 * (22 + variant * 3);
            pen.line(0xBFE3F5, 3, x, y, x + 18, y - 4, x + 36, y);
        }
        switch (variant) {
            case 2 -> {
                lighthouse(pen);
                pen.turned(440, 310, 5, 0.7, () -> boat(pen, sails[2], 150, 90));
            }
            case 3 -> {
                pen.turned(180, 306, -4, 0.8, () -> boat(pen, sails[3], 190, 140));
                pen.turned(470, 330, 3, 0.55, () -> boat(pen, sails[1], 120, 200));
            }
            case 1 -> pen.turned(400, 330, 9, 1.35, () -> boat(pen, sails[1], 80, 150));
            default -> pen.turned(330, 300, -4, 1.1, () -> boat(pen, sails[0], 118, 90));
        }
    }

    /** Its sails reach so far to the right and to the left. */
    private static void boat(Pen pen, int[] sails, double right, double left) {
        pen.polygon(0x6B3F22, -left - 20, 0, right + 2, 0, right - 34, 52, -left + 14, 52);
        pen.line(0x4A2B17, 7, 0, 0, 0, -220);
        pen.polygon(sails[0], 8, -214, 8, -16, right, -16);
        pen.polygon(sails[1], -8, -190, -8, -16, -left, -16);
    }

    private static void lighthouse(Pen pen) {
        pen.oval(0x5F6B60, 120, 330, 150, 50).polygon(0xF4F4F4, 90, 310, 104, 130, 150, 130, 164, 310);
        for (int i = 0; i < 3; i++) {
            pen.polygon(
                    0xD93A32,
                    92 + i * 4,
                    286 - i * 56,
                    162 - i * 4,
                    286 - i * 56,
                    160 - i * 4,
                    258 - i * 56,
                    94 + i * 4,
                    258 - i * 56);
        }
        pen.box(0x3B4148, 108, 98, 38, 34)
                .polygon(0xD93A32, 98, 100, 127, 66, 156, 100)
                .box(0xFFF3B8, 116, 104, 22, 22);
    }

    /** Ornaments: stripes, dots, squares, waves. */
    static void pattern(Pen pen, int variant) {
        int[][] colours = {{0xF7E9D7, 0xD9583B}, {0x1F2A44, 0xF4C95D}, {0xFFFFFF, 0x2B2B2B}, {0x0F6E78, 0xA7E3DC}};
        pen.sky(colours[variant][0], colours[variant][0]);
        int colour = colours[variant][1];
        for (int i = -6; i < 18; i++) {
            for (int j = 0; j < 12; j++) {
                switch (variant) {
                    case 0 -> pen.polygon(colour, i * 80, 0, i * 80 + 36, 0, i * 80 + 276, 480, i * 80 + 240, 480);
                    case 1 -> pen.disc(colour, i * 64 + j % 2 * 32, j * 44 + 10, 14);
                    case 2 -> pen.box((i + j) % 2 == 0 ? colour : 0xFFFFFF, i * 60, j * 60, 60, 60);
                    default -> pen.line(colour, 8, i * 80, j * 48, i * 80 + 40, j * 48 + 26, i * 80 + 80, j * 48);
                }
            }
        }
    }
}
