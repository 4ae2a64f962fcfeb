package io.likeness.storage;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The checksum of a preview, kept in the JPEG itself as a comment (ITU-T T.81, B.2.4.5) right after its beginning, so that any program can show the
 * file:
 *
 * <pre>
 * FF D8 | FF FE | 00 0A | "LKNS" | CRC-32C of what follows 4 | the rest of the JPEG
 * </pre>
 *
 * A JPEG without it was stored by an earlier version.
 */
final class PreviewSeal {
    private static final int BEGIN = 2;
    private static final int SEALED = 14;
    private static final long COMMENT = 0xFFFE_000A_4C4B_4E53L;
    // JFIF, as the encoder of previews begins each.
    private static final long PLAIN = 0xFFE0_0010_4A46_4946L;

    private PreviewSeal() {}

    /** What a stored file turns out to be. */
    enum State {
        /** With a checksum that fits. */
        SOUND,
        /** Without a checksum. */
        UNKNOWN,
        DAMAGED
    }

    /** The bytes to be stored; what does not begin as a JPEG stays as it is. */
    static byte[] seal(byte[] jpeg) {
        if (jpeg.length < BEGIN || jpeg[0] != (byte) 0xFF || jpeg[1] != (byte) 0xD8) {
            return jpeg;
        }
        ByteBuffer sealed = ByteBuffer.allocate(jpeg.length + SEALED - BEGIN);
        sealed.put(jpeg, 0, BEGIN).putLong(COMMENT).putInt(checksum(jpeg, BEGIN));
        return sealed.put(jpeg, BEGIN, jpeg.length - BEGIN).array();
    }

    /** The JPEG as it was before {@link #seal}. */
    static byte[] open(byte[] stored) {
        if (!isSealed(stored)) {
            return stored;
        }
        byte[] jpeg = Arrays.copyOfRange(stored, SEALED - BEGIN, stored.length);
        System.arraycopy(stored, 0, jpeg, 0, BEGIN);
        return jpeg;
    }

    /** Looks whether stored bytes are as they were written. */
    static State state(byte[] stored) {
        if (isSealed(stored)) {
            int expected = ByteBuffer.wrap(stored).getInt(SEALED - Integer.BYTES);
            return checksum(stored, SEALED) == expected ? State.SOUND : State.DAMAGED;
        }
        boolean plain = stored.length > SEALED && ByteBuffer.wrap(stored).getLong(BEGIN) == PLAIN;
        return plain ? State.UNKNOWN : State.DAMAGED;
    }

    private static boolean isSealed(byte[] stored) {
        return stored.length >= SEALED && ByteBuffer.wrap(stored).getLong(BEGIN) == COMMENT;
    }

    private static int checksum(byte[] bytes, int from) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, bytes.length - from);
        return (int) crc.getValue();
    }
}
