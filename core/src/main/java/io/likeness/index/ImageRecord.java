package io.likeness.index;

import io.likeness.image.ImageDigest;
import io.likeness.image.ImageHeader;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A stored picture.
 *
 * @param id positive and never given to another key and digest; in the embedded store below 2^53 unless
 *     higher ones were moved there
 * @param key the caller's name for it
 * @param digest identity of the bytes
 * @param header type and size of the upright picture
 * @param attributes what the caller says about it
 * @param added when it was first stored, to the millisecond
 */
public record ImageRecord(
        long id, String key, ImageDigest digest, ImageHeader header, Attributes attributes, Instant added) {
    public ImageRecord {
        if (id < 1) {
            throw new IllegalArgumentException("id " + id);
        }
        added = added.truncatedTo(ChronoUnit.MILLIS);
    }

    /** The record with other attributes. */
    public ImageRecord with(Attributes newer) {
        return new ImageRecord(id, key, digest, header, newer, added);
    }
}
