package io.likeness.imaging;

import io.likeness.image.ImageHeader;
import io.likeness.image.ImageType;

/** A picture file of one format, as far as it is known without decoding a pixel. Immutable, hence safe for use by many threads. */
sealed interface PictureFile permits BmpFile, GifFile, JpegFile, PngFile, TiffFile, WebpFile {
    ImageType type();

    /** Columns as stored, before {@link #orientation()}. */
    int width();

    /** Rows as stored, before {@link #orientation()}. */
    int height();

    /** What is to be done to the stored pixels so that the picture stands upright. */
    Orientation orientation();

    /**
     * Walks through the whole file and picks what the native decoder shall see.
     *
     * @throws io.likeness.failure.Failure.UnsupportedImage if data are missing or of a kind that is not taken
     */
    NativeInput nativeInput();

    /** Bytes of each sample once it is decoded, where it is decoded as it is stored: for the sake of transparency. */
    default int sampleBytes() {
        return 1;
    }

    /** Type and upright size. */
    default ImageHeader header() {
        return orientation().swapsSides()
                ? new ImageHeader(type(), height(), width())
                : new ImageHeader(type(), width(), height());
    }
}
