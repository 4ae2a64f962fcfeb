package io.likeness.image;

/**
 * Turns bytes into upright RGB pixels. The type is known by content, never by name. Safe for use by many threads; a call computes and belongs on a
 * thread of a bounded pool.
 */
public interface ImageDecoder {
    /**
     * Reads what the header says and checks every limit, without decoding.
     *
     * @throws io.likeness.failure.Failure.UnsupportedImage if the bytes are no picture of a type that is taken
     * @throws io.likeness.failure.Failure.TooLarge if the header claims more pixels than the limit
     */
    ImageHeader readHeader(EncodedImage image);

    /**
     * Decodes at the smallest scale the format offers cheaply whose shorter side is still at least {@code shortSide}, or at full scale where the
     * picture is smaller. EXIF orientation is applied, transparency is laid over white, more than 8 bits a channel are reduced to 8.
     *
     * @param shortSide px, at least 1; {@link Integer#MAX_VALUE} asks for full scale
     * @return pixels to be closed by the caller
     * @throws io.likeness.failure.Failure.UnsupportedImage if the bytes are no picture of a type that is taken, or a damaged one
     * @throws io.likeness.failure.Failure.TooLarge if the header claims more pixels than the limit
     * @throws io.likeness.failure.Failure.Overloaded if the pixels being decoded by all calls together leave no room for this picture in time
     */
    DecodedImage decode(EncodedImage image, int shortSide);
}
