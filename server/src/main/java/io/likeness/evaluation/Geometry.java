package io.likeness.evaluation;

/** Edits that move pixels. The pictures given are left as they are. */
final class Geometry {
    private static final int LIGHT = 0xF0F0F0;

    private Geometry() {}

    static Raster cut(Raster from, int left, int top, int width, int height) {
        Raster part = new Raster(width, height, 0);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                copy(from, left + x, top + y, part, x, y);
            }
        }
        return part;
    }

    static Raster mirror(Raster from) {
        Raster mirrored = new Raster(from.width(), from.height(), 0);
        for (int y = 0; y < from.height(); y++) {
            for (int x = 0; x < from.width(); x++) {
                copy(from, from.width() - 1 - x, y, mirrored, x, y);
            }
        }
        return mirrored;
    }

    /** Counter-clockwise. */
    static Raster quarterTurn(Raster from) {
        Raster turned = new Raster(/* width= */ from.height(), /* height= */ from.width(), 0);
        for (int y = 0; y < turned.height(); y++) {
            for (int x = 0; x < turned.width(); x++) {
                copy(from, from.width() - 1 - y, x, turned, x, y);
            }
        }
        return turned;
    }

    /** Counter-clockwise; the canvas grows to hold all of it and is black elsewhere. */
    static Raster rotate(Raster from, double angle) {
        double sin = Math.sin(angle);
        double cos = Math.cos(angle);
        int width = (int) Math.ceil(from.width() * cos + from.height() * sin);
        int height = (int) Math.ceil(from.width() * sin + from.height() * cos);
        Raster rotated = new Raster(width, height, 0);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double right = x + 0.5 - width / 2.0;
                double down = y + 0.5 - height / 2.0;
                double sourceX = right * cos - down * sin + from.width() / 2.0;
                double sourceY = right * sin + down * cos + from.height() / 2.0;
                if (sourceX >= 0 && sourceX < from.width() && sourceY >= 0 && sourceY < from.height()) {
                    for (int channel = 0; channel < 3; channel++) {
                        rotated.set(x, y, channel, bilinear(from, sourceX - 0.5, sourceY - 0.5, channel));
                    }
                }
            }
        }
        return rotated;
    }

    static Raster pasteOnto(Raster picture, Raster other) {
        Raster canvas = cut(other, 0, 0, other.width(), other.height());
        double scale =
                Math.min(1, Math.min(0.6 * other.width() / picture.width(), 0.6 * other.height() / picture.height()));
        int width = Math.max(1, (int) Math.round(picture.width() * scale));
        int height = Math.max(1, (int) Math.round(picture.height() * scale));
        canvas.paste(Resample.TRIANGLE.to(picture, width, height), (int) (0.2 * other.width()), (int)
                (0.2 * other.height()));
        return canvas;
    }

    static Raster frame(Raster picture) {
        Raster canvas = new Raster((int) (1.6 * picture.width()), (int) (1.9 * picture.height()), LIGHT);
        canvas.paste(picture, (int) (0.3 * picture.width()), (int) (0.4 * picture.height()));
        return canvas;
    }

    private static float bilinear(Raster from, double x, double y, int channel) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        double right = x - left;
        double down = y - top;
        double upper = (1 - right) * at(from, left, top, channel) + right * at(from, left + 1, top, channel);
        double lower = (1 - right) * at(from, left, top + 1, channel) + right * at(from, left + 1, top + 1, channel);
        return (float) ((1 - down) * upper + down * lower);
    }

    private static float at(Raster from, int x, int y, int channel) {
        return from.get(Math.clamp(x, 0, from.width() - 1), Math.clamp(y, 0, from.height() - 1), channel);
    }

    private static void copy(Raster from, int fromX, int fromY, Raster to, int x, int y) {
        for (int channel = 0; channel < 3; channel++) {
            to.set(x, y, channel, from.get(fromX, fromY, channel));
        }
    }
}
