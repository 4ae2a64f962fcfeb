package io.likeness.image;

/** Makes the small JPEG that stands for a picture in lists, and from which it can be embedded again. Safe for use by many threads. */
public interface PreviewEncoder {
    /** Length of a preview's shorter side in px; a smaller picture keeps its size. */
    int SHORT_SIDE = 288;

    /**
     * Encodes {@code image} as baseline JPEG whose shorter side is {@link #SHORT_SIDE} px, or the picture's own where that is less;
     * less, too, where the longer one would not fit into a JPEG.
     */
    byte[] encode(DecodedImage image);
}
