package io.likeness.image;

/**
 * What a picture's header says, read without decoding a pixel.
 *
 * @param type the format by content
 * @param width columns of the whole upright picture, at least 1
 * @param height rows of the whole upright picture, at least 1
 */
public record ImageHeader(ImageType type, int width, int height) {
    public ImageHeader {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("a picture of " + width + " x " + height + " px");
        }
    }

    /** Columns times rows. */
    public long pixels() {
        return (long) width * height;
    }
}
