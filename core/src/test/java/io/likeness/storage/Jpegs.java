package io.likeness.storage;

import io.likeness.image.EncodedImage;
import io.likeness.image.ImageDigest;
import java.nio.charset.StandardCharsets;

/** Bytes that begin and end as a JPEG does. */
final class Jpegs {
    private Jpegs() {}

    static byte[] jpeg(String content) {
        byte[] bytes = ("..." + content + "..").getBytes(StandardCharsets.UTF_8);
        bytes[0] = (byte) 0xFF;
        bytes[1] = (byte) 0xD8;
        bytes[bytes.length - 2] = (byte) 0xFF;
        bytes[bytes.length - 1] = (byte) 0xD9;
        return bytes;
    }

    static ImageDigest digest(String content) {
        return EncodedImage.of(content.getBytes(StandardCharsets.UTF_8)).digest();
    }
}
