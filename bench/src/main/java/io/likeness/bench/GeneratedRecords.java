package io.likeness.bench;

import io.likeness.embedding.Embedding;
import io.likeness.image.ImageDigest;
import io.likeness.image.ImageHeader;
import io.likeness.image.ImageType;
import io.likeness.index.Attributes;
import io.likeness.index.ImageRecord;
import io.likeness.index.StoredImage;
import java.time.Instant;

/** Records of pictures that nobody drew, for stores that are filled with vectors alone. */
public final class GeneratedRecords {
    private GeneratedRecords() {}

    /**
     * The record of number {@code number}, whose id is one more.
     *
     * @param vector of unit length
     */
    public static StoredImage of(int number, float[] vector) {
        ImageRecord record = new ImageRecord(
                number + 1L,
                "key" + number,
                new ImageDigest("%064x".formatted(number)),
                new ImageHeader(ImageType.JPEG, 500, 400),
                Attributes.NONE,
                Instant.ofEpochMilli(1_700_000_000_000L + number));
        return new StoredImage(record, Embedding.ofUnit(vector));
    }
}
