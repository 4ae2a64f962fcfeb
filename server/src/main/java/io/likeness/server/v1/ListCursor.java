package io.likeness.server.v1;

import io.likeness.failure.Failure;
import io.likeness.index.Filter;
import io.likeness.index.ListQuery.Order;
import io.likeness.index.ListQuery.Position;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32;

/**
 * A place in a walk, as callers carry it from one page to the next: 26 bytes in base64 for addresses, which hold format, order, time, id, a checksum of
 * the filters and one of everything.
 */
record ListCursor(Order order, Position position) {
    private static final byte FORMAT = 1;
    private static final byte OLDEST = 0;
    private static final byte NEWEST = 1;
    private static final int BYTES = 26;

    /** Writes it for a walk over the pictures that {@code filter} means. */
    String write(Filter filter) {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES)
                .put(FORMAT)
                .put(order == Order.NEWEST ? NEWEST : OLDEST)
                .putLong(position.added().toEpochMilli())
                .putLong(position.id())
                .putInt(checksum(filter));
        bytes.putInt(checksum(prefix(bytes.array())));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws Failure.BadInput if it is something else, or of a walk with other filters
     */
    static ListCursor read(String text, Filter filter) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException _) {
            throw broken();
        }
        if (bytes.length != BYTES || bytes[0] != FORMAT) {
            throw broken();
        }
        ByteBuffer fields = ByteBuffer.wrap(bytes).position(1);
        int order = fields.get();
        long millis = fields.getLong();
        long id = fields.getLong();
        int filtered = fields.getInt();
        if (fields.getInt() != checksum(prefix(bytes)) || (order != NEWEST && order != OLDEST)) {
            throw broken();
        }
        if (filtered != checksum(filter)) {
            throw new Failure.BadInput("the cursor is of a list with other filters; a walk keeps its filters");
        }
        try {
            return new ListCursor(
                    order == NEWEST ? Order.NEWEST : Order.OLDEST, new Position(Instant.ofEpochMilli(millis), id));
        } catch (DateTimeException _) {
            throw broken();
        }
    }

    private static byte[] prefix(byte[] bytes) {
        return Arrays.copyOf(bytes, BYTES - Integer.BYTES);
    }

    private static int checksum(Filter filter) {
        return checksum(filter.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static int checksum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private static Failure.BadInput broken() {
        return new Failure.BadInput("the cursor is none that this server gave; begin again without one");
    }
}
