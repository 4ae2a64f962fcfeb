package io.likeness.evaluation;

/**
 * Shrinks as Pillow's {@code Image.resize} does ({@code Resample.c}): a filter is widened by the factor, laid over the centre of each new pixel and
 * weighed over the old pixels under it, first along rows, then along columns. Equal to Pillow's within a level of rounding.
 */
enum Resample {
    /** Pillow's {@code BOX}. */
    BOX(0.5),
    /** Pillow's {@code BILINEAR}. */
    TRIANGLE(1);

    private final double support;

    Resample(double support) {
        this.support = support;
    }

    /** @param width at most that of {@code from}; likewise {@code height} */
    Raster to(Raster from, int width, int height) {
        return columns(rows(from, width), height);
    }

    private Raster rows(Raster from, int width) {
        Raster narrow = new Raster(width, from.height(), 0);
        double factor = (double) from.width() / width;
        for (int x = 0; x < width; x++) {
            int begin = begin(x, factor);
            float[] weights = weights(x, factor, from.width());
            for (int y = 0; y < from.height(); y++) {
                for (int channel = 0; channel < 3; channel++) {
                    float sum = 0;
                    for (int i = 0; i < weights.length; i++) {
                        sum += weights[i] * from.get(begin + i, y, channel);
                    }
                    narrow.set(x, y, channel, sum);
                }
            }
        }
        return narrow;
    }

    private Raster columns(Raster from, int height) {
        Raster low = new Raster(from.width(), height, 0);
        double factor = (double) from.height() / height;
        for (int y = 0; y < height; y++) {
            int begin = begin(y, factor);
            float[] weights = weights(y, factor, from.height());
            for (int x = 0; x < from.width(); x++) {
                for (int channel = 0; channel < 3; channel++) {
                    float sum = 0;
                    for (int i = 0; i < weights.length; i++) {
                        sum += weights[i] * from.get(x, begin + i, channel);
                    }
                    low.set(x, y, channel, sum);
                }
            }
        }
        return low;
    }

    private int begin(int position, double factor) {
        return Math.max(0, (int) ((position + 0.5) * factor - support * factor + 0.5));
    }

    private float[] weights(int position, double factor, int size) {
        double centre = (position + 0.5) * factor;
        int begin = begin(position, factor);
        int end = Math.min(size, (int) (centre + support * factor + 0.5));
        float[] weights = new float[end - begin];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weight((begin + i - centre + 0.5) / factor);
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (weight((begin + i - centre + 0.5) / factor) / sum);
        }
        return weights;
    }

    private double weight(double distance) {
        return switch (this) {
            case BOX -> distance > -0.5 && distance <= 0.5 ? 1 : 0;
            case TRIANGLE -> Math.max(0, 1 - Math.abs(distance));
        };
    }
}
