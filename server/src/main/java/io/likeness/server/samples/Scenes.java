package io.likeness.server.samples;

/** Places and things in them. */
final class Scenes {
    private Scenes() {}

    /** Hills under a sky: by day, at dusk, at night, in winter. */
    static void landscape(Pen pen, int variant) {
        int[][] skies = {{0x6FB7F2, 0xDDF1FF}, {0x5B3A7A, 0xFF9E5E}, {0x0B1433, 0x2B3F78}, {0xB9C8D8, 0xF4F7FA}};
        int[] far = {0x6E93B5, 0x6B3B63, 0x1D2A55, 0xA9BACB};
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
        pen.polygon(far[variant], 0, 330, 120, 190, 230, 280, 350, 150, 480, 270, 560, 210, 640, 300, 640, 480, 0, 480);
        pen.oval(middle[variant], 140, 470, 330, 150).oval(middle[variant], 560, 480, 300, 170);
        pen.oval(near[variant], 330, 540, 420, 150);
        for (int i = 0; i < 5; i++) {
            fir(
                    pen,
                    variant == 3 ? 0x49705C : near[variant] - 0x000A06 * (variant == 0 ? 1 : 0),
                    70 + i * 125,
                    430 + i % 2 * 24);
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
        pen.box(water[variant], 0, 300, 640, 180);
        for (int i = 0; i < 24; i++) {
            double x = (i * 97 + variant * 31) % 660 - 20;
            double y = 322 + i % 7 * 22;
            pen.line(0xBFE3F5, 3, x, y, x + 18, y - 4, x + 36, y);
        }
        pen.turned(330 - variant * 30, 300, variant * 3 - 4, 1.1, () -> {
            pen.polygon(0x6B3F22, -110, 0, 120, 0, 84, 52, -76, 52);
            pen.line(0x4A2B17, 7, 0, 0, 0, -220);
            pen.polygon(sails[variant][0], 8, -214, 8, -16, 118, -16);
            pen.polygon(sails[variant][1], -8, -190, -8, -16, -90, -16);
        });
    }

    /** A house with a garden. */
    static void house(Pen pen, int variant) {
        int[] walls = {0xF6E3C0, 0xC9D9E8, 0xE9B7A5, 0xDDE8C8};
        int[] roofs = {0xB5402F, 0x40566B, 0x6D4030, 0x8A5A2B};
        int[] doors = {0x2F6B4F, 0xB23A48, 0x3B4C7A, 0x7A4B2A};
        pen.sky(0x9BD1F5, 0xE8F6FF).box(0x6CB86A, 0, 380, 640, 100);
        double wide = 260 + variant % 2 * 80;
        double left = 320 - wide / 2;
        pen.box(0x8B5A44, left + wide * 0.7, 100, 40, 90);
        pen.box(walls[variant], left, 220, wide, 180);
        pen.polygon(roofs[variant], left - 34, 224, 320, 96 + variant * 10, left + wide + 34, 224);
        pen.round(doors[variant], 296, 300, 56, 100, 4).disc(0xF0D060, 342, 352, 4);
        for (double x : new double[] {left + 26, left + wide - 86}) {
            pen.box(0xFFFFFF, x - 6, 254, 72, 72).box(0x7FB6DC, x, 260, 60, 60);
            pen.box(0xFFFFFF, x + 27, 260, 6, 60).box(0xFFFFFF, x, 287, 60, 6);
        }
        pen.polygon(0xD9C8A4, 296, 400, 352, 400, 400, 480, 250, 480);
        for (int i = 0; i < 6; i++) {
            pen.disc(variant % 2 == 0 ? 0xE8577E : 0xF3C13A, 40 + i * 36 + (i > 2 ? 350 : 0), 430, 12);
        }
    }

    /** A car on a road. */
    static void car(Pen pen, int variant) {
        int[] bodies = {0xD93A32, 0x2E78C8, 0xF2B92C, 0x3F9A5A};
        pen.sky(0xC7E4F7, 0xF3F8FB).box(0x9CC58A, 0, 290, 640, 60).box(0x555B63, 0, 340, 640, 140);
        for (int i = 0; i < 6; i++) {
            pen.box(0xF2F2F2, i * 120 - variant * 20, 418, 70, 9);
        }
        pen.turned(320, 330, 0, 1, () -> {
            double high = variant == 2 ? 120 : 96;
            pen.polygon(bodies[variant], -130, -40, -88, -40 - high, 74, -40 - high, 132, -40);
            pen.polygon(0xBFE0F2, -104, -44, -76, -30 - high, -10, -30 - high, -10, -44);
            pen.polygon(0xBFE0F2, 6, -44, 6, -30 - high, 64, -30 - high, 104, -44);
            pen.round(bodies[variant], -210, -48, 420, 92, 34);
            pen.round(0xFFF3B8, 184, -26, 26, 26, 10).round(0xFF6A5A, -210, -26, 20, 26, 8);
            pen.box(0xE9EDF0, -30, -14, 34, 7);
            for (double x : new double[] {-120, 124}) {
                pen.disc(0x22262B, x, 46, 50).disc(0xB9C0C8, x, 46, 26).disc(0x5F676F, x, 46, 9);
            }
        });
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
