package io.likeness.image;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * The bytes of a picture file exactly as received, not yet known to be a picture. Immutable, hence safe for use by many threads.
 */
public final class EncodedImage {
    private final byte[] bytes;

    private EncodedImage(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Takes over {@code bytes} without copying; the caller must not change them afterwards. */
    public static EncodedImage of(byte[] bytes) {
        return new EncodedImage(bytes);
    }

    /** The number of bytes. */
    public int size() {
        return bytes.length;
    }

    /** The bytes, read-only, position 0, limit {@link #size()}. */
    public ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    /**
     * Copies bytes {@code from} (inclusive) to {@code from + length} into a new array.
     *
     * @throws IndexOutOfBoundsException if the range is not within the bytes
     */
    public byte[] range(int from, int length) {
        Objects.checkFromIndexSize(from, length, bytes.length);
        return Arrays.copyOfRange(bytes, from, from + length);
    }

    /** The SHA-256 of the bytes: the identity of the content. */
    public ImageDigest digest() {
        return new ImageDigest(hash("SHA-256"));
    }

    /** The MD5 of the bytes, lower-case hex: the key of a picture whose caller gave none. */
    public String md5() {
        return hash("MD5");
    }

    private String hash(String algorithm) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has " + algorithm, e);
        }
    }
}
