package io.likeness.index;

import io.likeness.failure.Failure;
import io.likeness.image.ImageDigest;
import io.likeness.image.ImageHeader;

/**
 * A picture to be stored.
 *
 * @param key the caller's name for it, 1 to 512 bytes of UTF-8; a key may hold many pictures
 * @param digest identity of the bytes; key and digest together identify a record
 * @param header type and size of the upright picture
 * @param attributes what the caller says about it
 */
public record NewImage(String key, ImageDigest digest, ImageHeader header, Attributes attributes) {
    /** The longest key in bytes of UTF-8. */
    public static final int MAX_KEY_BYTES = 512;

    /**
     * @throws Failure.BadInput if the key is empty, too long or no proper text
     */
    public NewImage {
        checkKey(key);
    }

    /** Whether a picture may have this key. */
    public static boolean isKey(String key) {
        return Utf8.isProper(key) && !key.isEmpty() && Utf8.length("key", key) <= MAX_KEY_BYTES;
    }

    /**
     * Checks that a picture may have this key.
     *
     * @throws Failure.BadInput if it is empty, longer than {@link #MAX_KEY_BYTES}, or no proper text
     */
    public static void checkKey(String key) {
        int bytes = Utf8.length("key", key);
        if (bytes < 1 || bytes > MAX_KEY_BYTES) {
            throw new Failure.BadInput("key has " + bytes + " bytes, allowed are 1 to " + MAX_KEY_BYTES);
        }
    }
}
