package io.likeness.duplicates;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The bytes of a {@link PairJournal}: a header, then frames without gaps.
 *
 * <pre>
 * header  magic 8 | format 4 | name of the model 32 | crc 4
 * frame   length of the payload 4 | crc of length and payload 4 | payload
 * payload pictures 4 | ids 8 each | pairs 4 | pairs: a 8 | b 8 | relation 1 | confidence 4 | cosine 4
 * </pre>
 *
 * All numbers are big-endian, checksums are CRC-32C.
 */
final class PairJournalLayout {
    static final int HEADER_BYTES = 48;
    private static final long MAGIC = 0x4c494b4544555031L;
    private static final int FORMAT = 1;
    private static final int MODEL_BYTES = 32;
    private static final int FRAME_HEAD = 8;
    private static final int PAIR_BYTES = 25;

    private PairJournalLayout() {}

    /** Takes what a frame holds. */
    @FunctionalInterface
    interface Taker {
        void take(long[] ids, List<Pair> pairs);
    }

    static ByteBuffer header(byte[] model) {
        ByteBuffer bytes =
                ByteBuffer.allocate(HEADER_BYTES).putLong(MAGIC).putInt(FORMAT).put(model, 0, MODEL_BYTES);
        return bytes.putInt(headerChecksum(bytes)).flip();
    }

    /** Whether {@code content} begins with a whole header. */
    static boolean isHeader(ByteBuffer content) {
        return content.limit() >= HEADER_BYTES
                && content.getLong(0) == MAGIC
                && content.getInt(HEADER_BYTES - Integer.BYTES) == headerChecksum(content);
    }

    /** Whether {@code content} begins with the header of this format and model. */
    static boolean isHeaderOf(ByteBuffer content, byte[] model) {
        int from = Long.BYTES + Integer.BYTES;
        return isHeader(content)
                && content.getInt(Long.BYTES) == FORMAT
                && content.slice(from, MODEL_BYTES).equals(ByteBuffer.wrap(model, 0, MODEL_BYTES));
    }

    static ByteBuffer frame(long[] ids, List<Pair> pairs) {
        int payload = Integer.BYTES + ids.length * Long.BYTES + Integer.BYTES + pairs.size() * PAIR_BYTES;
        ByteBuffer bytes =
                ByteBuffer.allocate(FRAME_HEAD + payload).putInt(payload).putInt(0);
        bytes.putInt(ids.length);
        for (long id : ids) {
            bytes.putLong(id);
        }
        bytes.putInt(pairs.size());
        for (Pair pair : pairs) {
            bytes.putLong(pair.a()).putLong(pair.b()).put(pair.relation().code());
            bytes.putFloat(pair.confidence()).putFloat(pair.cosine());
        }
        return bytes.putInt(Integer.BYTES, frameChecksum(bytes, 0, payload)).flip();
    }

    /** Hands over the frames of {@code content} up to the first that is not whole; answers where that begins. */
    static int frames(ByteBuffer content, Taker taker) {
        int at = HEADER_BYTES;
        while (isWhole(content, at)) {
            int length = content.getInt(at);
            take(content.slice(at + FRAME_HEAD, length), taker);
            at += FRAME_HEAD + length;
        }
        return at;
    }

    private static boolean isWhole(ByteBuffer content, int at) {
        int left = content.limit() - at - FRAME_HEAD;
        int length = left < 0 ? -1 : content.getInt(at);
        return length >= 2 * Integer.BYTES
                && length <= left
                && content.getInt(at + Integer.BYTES) == frameChecksum(content, at, length);
    }

    /** Whether what stands from byte {@code at} on is nothing, blanks, or the beginning of a frame, as a crash leaves them. */
    static boolean isCutOff(ByteBuffer content, int at) {
        int left = content.limit() - at;
        if (left < FRAME_HEAD || content.getInt(at) > left - FRAME_HEAD) {
            return true;
        }
        for (int i = at; i < content.limit(); i++) {
            if (content.get(i) != 0) {
                return false;
            }
        }
        return true;
    }

    private static void take(ByteBuffer payload, Taker taker) {
        long[] ids = new long[payload.getInt()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = payload.getLong();
        }
        int count = payload.getInt();
        List<Pair> pairs = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long a = payload.getLong();
            long b = payload.getLong();
            Relation relation = Relation.of(payload.get());
            pairs.add(new Pair(a, b, relation, payload.getFloat(), payload.getFloat()));
        }
        taker.take(ids, pairs);
    }

    private static int headerChecksum(ByteBuffer header) {
        CRC32C crc = new CRC32C();
        crc.update(header.slice(0, HEADER_BYTES - Integer.BYTES));
        return (int) crc.getValue();
    }

    private static int frameChecksum(ByteBuffer bytes, int at, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(at, Integer.BYTES));
        crc.update(bytes.slice(at + FRAME_HEAD, length));
        return (int) crc.getValue();
    }
}
