package io.likeness.index;

import io.likeness.failure.Failure;
import io.likeness.image.ImageDigest;
import io.likeness.image.ImageHeader;
import java.nio.charset.StandardCharsets;

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
     * @throws Failure.BadInput if the key is empty or too long
     */
    public NewImage {
        checkKey(key);
    }

    /**
     * Checks a key's length.
     *
     * @throws Failure.BadInput if it is empty or longer than {@link #MAX_KEY_BYTES}
     */
    public static void checkKey(String key) {
        int bytes = key.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < 1 || bytes > MAX_KEY_BYTES) {
            throw new Failure.BadInput("key has " + bytes + " bytes, allowed are 1 to " + MAX_KEY_BYTES);
        }
    }
}
