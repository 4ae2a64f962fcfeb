package io.likeness.imaging;

import io.likeness.failure.Failure;
import io.likeness.image.EncodedImage;
import io.likeness.image.ImageHeader;

/**
 * How large pictures may be, by their headers.
 *
 * @param maxPixels the most pixels a picture may have, 1 to {@link OpenCvImageDecoder#MAX_PIXELS}
 */
record PictureLimits(long maxPixels) {
    // libpng's limit of a side, a little below OpenCV's of 2^20.
    private static final int MAX_SIDE = 1_000_000;

    /**
     * @throws Failure.BadInput if {@code maxPixels} is outside its range
     */
    PictureLimits {
        if (maxPixels < 1 || maxPixels > OpenCvImageDecoder.MAX_PIXELS) {
            throw new Failure.BadInput(
                    "likeness.max-pixels is " + maxPixels + ", allowed are 1 to " + OpenCvImageDecoder.MAX_PIXELS);
        }
    }

    /**
     * Reads the header.
     *
     * @throws Failure.UnsupportedImage if the bytes are no picture of a type that is taken
     * @throws Failure.TooLarge if it claims too many pixels
     */
    PictureFile open(EncodedImage image) {
        PictureFile file = PictureFiles.open(image);
        ImageHeader header = file.header();
        if (header.pixels() > maxPixels) {
            throw new Failure.TooLarge("the picture has " + header.width() + " x " + header.height() + " = "
                    + header.pixels() + " pixels, allowed are " + maxPixels + " (likeness.max-pixels)");
        }
        if (header.width() > MAX_SIDE || header.height() > MAX_SIDE) {
            throw new Failure.TooLarge("the picture has " + header.width() + " x " + header.height()
                    + " pixels, the longest side allowed is " + MAX_SIDE);
        }
        return file;
    }
}
