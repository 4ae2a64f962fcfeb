package io.likeness.embedding;

import io.likeness.image.DecodedImage;
import java.nio.FloatBuffer;

/** Fills a network's input. Safe for use by many threads on different buffers. */
public interface ImagePreprocessor {
    /**
     * Writes one picture as one row of an NCHW batch.
     *
     * @param row float32, direct, native byte order, at least {@link Preprocessing#values()} remaining from its position: three planes of height ×
     *     width in the order of {@code how.channelOrder()}, values (x - mean) / std; its position is left as it was
     */
    void write(DecodedImage image, Preprocessing how, FloatBuffer row);
}
