package io.likeness.server.samples;

/** Trees through the seasons. */
final class Trees {
    private static final int WOOD = 0x6B4A2E;

    private Trees() {}

    /**
     * What bears the leaves.
     *
     * @param high its height to its width
     */
    private record Crown(int colour, double x, double y, double radius, double high, int leaves) {}

    /** One in summer, one in blossom at the side, a tall and a small one in autumn, one under snow. */
    static void paint(Pen pen, int variant) {
        switch (variant) {
            case 0 -> summer(pen.sky(0xA8DCF7, 0xF2FAFF));
            case 1 -> spring(pen.sky(0xA8DCF7, 0xF7FBFF));
            case 2 -> autumn(pen.sky(0xB4DDF2, 0xFBF6EC));
            default -> winter(pen.sky(0xA4C4DE, 0xEAF3FA));
        }
    }

    private static void summer(Pen pen) {
        pen.oval(0x8CCB6A, 320, 500, 460, 110);
        trunk(pen, 560, 420, 330, 8);
        crown(pen, new Crown(0x6FBF60, 560, 322, 44, 1, 14));
        pen.line(WOOD, 16, 300, 360, 220, 250).line(WOOD, 14, 300, 340, 384, 250);
        trunk(pen, 300, 440, 230, 28);
        crown(pen, new Crown(0x58B04C, 300, 176, 142, 0.78, 44));
    }

    private static void spring(Pen pen) {
        pen.oval(0xBFE3A6, 520, 470, 330, 90).oval(0xA6D884, 120, 520, 470, 130);
        pen.line(WOOD, 22, 196, 400, 210, 300, 300, 220).line(WOOD, 18, 205, 310, 120, 230);
        trunk(pen, 196, 440, 230, 34);
        crown(pen, new Crown(0xF4B8CF, 130, 180, 120, 0.8, 24));
        crown(pen, new Crown(0xF4B8CF, 280, 150, 130, 0.75, 28));
        for (int i = 0; i < 30; i++) {
            pen.disc(0xF7C6D8, 40 + i * 149 % 420, 424 + i % 6 * 9, 5);
        }
        pen.box(0x8A6242, 460, 392, 110, 10).box(0x8A6242, 472, 402, 8, 26).box(0x8A6242, 550, 402, 8, 26);
    }

    private static void autumn(Pen pen) {
        pen.oval(0xC9A460, 470, 500, 460, 120).oval(0xD8B878, 60, 510, 300, 100);
        trunk(pen, 430, 440, 200, 24);
        crown(pen, new Crown(0xE0802B, 430, 200, 118, 1.35, 40));
        trunk(pen, 148, 442, 330, 15);
        crown(pen, new Crown(0xD9A12E, 148, 318, 76, 0.95, 22));
        double[] fallen = {
            520, 300, 556, 350, 330, 380, 300, 330, 582, 410, 250, 412, 280, 436, 470, 462, 360, 458, 400, 470
        };
        for (int i = 0; i < fallen.length; i += 2) {
            double x = fallen[i];
            double y = fallen[i + 1];
            pen.turned(x, y, i * 37, 1, () -> pen.oval(0xC8641E, 0, 0, 10, 5));
        }
    }

    private static void winter(Pen pen) {
        pen.oval(0xDCE8F1, 120, 490, 330, 120).oval(0xF6FAFD, 420, 520, 480, 130);
        pen.line(WOOD, 20, 344, 330, 240, 240, 214, 190).line(WOOD, 20, 344, 310, 440, 220, 470, 170);
        pen.line(WOOD, 16, 344, 280, 350, 120)
                .line(WOOD, 12, 282, 280, 190, 280)
                .line(WOOD, 12, 404, 262, 500, 262);
        trunk(pen, 344, 440, 260, 30);
        double[][] snow = {
            {190, 268, 48},
            {214, 180, 60},
            {290, 118, 56},
            {352, 96, 62},
            {430, 130, 56},
            {480, 186, 54},
            {504, 252, 46},
            {300, 200, 44},
            {392, 196, 46}
        };
        for (double[] lump : snow) {
            pen.oval(0xD3E1EC, lump[0] + 4, lump[1] + 8, lump[2], lump[2] * 0.72)
                    .oval(0xFFFFFF, lump[0], lump[1], lump[2], lump[2] * 0.7);
        }
        for (int i = 0; i < 26; i++) {
            pen.disc(0xFFFFFF, i * 149 % 640, i * 83 % 470, 4 + i % 3);
        }
    }

    private static void trunk(Pen pen, double x, double foot, double top, double wide) {
        pen.polygon(WOOD, x - wide, foot, x - wide * 0.45, top, x + wide * 0.45, top, x + wide, foot);
    }

    private static void crown(Pen pen, Crown crown) {
        for (int i = 0; i < crown.leaves(); i++) {
            double angle = i * 2.399;
            double far = crown.radius() * Math.sqrt((double) i / crown.leaves());
            pen.disc(
                    i % 3 == 0 ? Pen.lighter(crown.colour()) : crown.colour(),
                    crown.x() + Math.cos(angle) * far,
                    crown.y() + Math.sin(angle) * far * crown.high(),
                    crown.radius() * 0.2 + 6);
        }
    }
}
