package io.likeness.image;

import java.nio.ByteBuffer;

/**
 * The pixels of one picture, upright. Holds native memory until closed; used by one thread at a time.
 */
public interface DecodedImage extends AutoCloseable {
    /** What the picture was before it was scaled. */
    ImageHeader header();

    /** Columns held, at most those of the header. */
    int width();

    /** Rows held, at most those of the header. */
    int height();

    /**
     * The pixels: rows top-down, no padding between them, channels R,G,B of 8 bits, 3 × width × height bytes from position 0; valid until
     * {@link #close()}.
     */
    ByteBuffer pixels();

    /** Copies a part into a picture of its own, to be closed by the caller; its header is that of the part at full scale. */
    DecodedImage crop(Region region);

    /** Frees the pixels; closing again does nothing. */
    @Override
    void close();
}
