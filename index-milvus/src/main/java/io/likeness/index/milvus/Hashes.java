package io.likeness.index.milvus;

import io.likeness.image.ImageDigest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The numbers and marks by which Milvus finds records, all cut from SHA-256, so that servers that never heard of one another agree on them, and none
 * holds a character that an expression could misread.
 */
final class Hashes {
    /** 160 bits: two tags of one mark cannot be made. */
    private static final int MARK_BYTES = 20;

    private Hashes() {}

    /** The id of a new record, positive: 63 bits over key and content. */
    static long id(String key, ImageDigest digest) {
        // A digest has 64 characters, so no other pair is written the same.
        return positive(sha256("id:" + digest.sha256() + key));
    }

    /** A number that all records of {@code key} have, not negative. */
    static long key(String key) {
        return positive(sha256("key:" + key));
    }

    /** A number that all records of a content have, not negative. */
    static long digest(ImageDigest digest) {
        return Long.parseUnsignedLong(digest.sha256().substring(0, 16), 16) & Long.MAX_VALUE;
    }

    /** What a record is marked with whose tag {@code name} has {@code value}. */
    static String mark(String name, String value) {
        return mark("tag:" + name.length() + ":" + name + value);
    }

    /** What a record is marked with whose tag {@code name} writes a number. */
    static String numberMark(String name) {
        return mark("number:" + name);
    }

    /** The name of the number that tag {@code name} writes: a letter, then digits and letters. */
    static String numberName(String name) {
        return "n" + HexFormat.of().formatHex(sha256("number:" + name), 0, MARK_BYTES);
    }

    private static String mark(String text) {
        byte[] hash = sha256(text);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(java.util.Arrays.copyOf(hash, MARK_BYTES));
    }

    private static long positive(byte[] hash) {
        long bits = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            bits = bits << Byte.SIZE | (hash[i] & 0xff);
        }
        return Math.max(1, bits & Long.MAX_VALUE);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
