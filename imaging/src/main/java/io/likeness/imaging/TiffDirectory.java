package io.likeness.imaging;

import io.likeness.failure.Failure;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/**
 * The first directory of a TIFF file, or of the TIFF-shaped block that EXIF is (TIFF 6.0, section 2). Immutable, hence safe for use by many threads.
 */
final class TiffDirectory {
    static final int ORIENTATION = 274;

    private static final int ENTRY_BYTES = 12;
    private static final int FIELD_BYTES = 4;

    private final Bytes bytes;
    private final Map<Integer, Entry> entries;

    private TiffDirectory(Bytes bytes, Map<Integer, Entry> entries) {
        this.bytes = bytes;
        this.entries = entries;
    }

    /** Values of {@code size} bytes each, beginning at {@code at}. */
    private record Entry(int size, long count, long at) {}

    /** Where a value of {@code size} bytes stands. */
    record Place(long at, int size) {}

    /**
     * Reads where the values stand, not yet the values.
     *
     * @throws Failure.UnsupportedImage if {@code file} does not begin as TIFF does or ends within the directory
     */
    static TiffDirectory first(Bytes file) {
        ByteOrder order = file.has(0, "II") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        Bytes bytes = file.in(order);
        if (bytes.u16(2) != 42) {
            throw bytes.damaged("it does not begin as TIFF does");
        }
        long at = bytes.u32(4);
        int count = bytes.u16(at);
        Map<Integer, Entry> entries = new HashMap<>();
        for (int i = 0; i < count; i++) {
            long entry = at + 2 + (long) i * ENTRY_BYTES;
            int size = sizeOf(bytes.u16(entry + 2));
            long values = bytes.u32(entry + 4);
            long place = size * values <= FIELD_BYTES ? entry + 8 : bytes.u32(entry + 8);
            if (size > 0) {
                entries.putIfAbsent(bytes.u16(entry), new Entry(size, values, place));
            }
        }
        return new TiffDirectory(bytes, entries);
    }

    /** The orientation an EXIF block asks for; a block that cannot be read asks for nothing, since the picture is whole without it. */
    static Orientation exifOrientation(Bytes block) {
        try {
            return Orientation.ofTag(first(block).value(ORIENTATION, 1));
        } catch (Failure.UnsupportedImage e) {
            return Orientation.UPRIGHT;
        }
    }

    /** Bytes of one value of a field type: BYTE, SHORT or LONG; 0 for those that no field read here has. */
    private static int sizeOf(int fieldType) {
        return switch (fieldType) {
            case 1 -> 1;
            case 3 -> 2;
            case 4 -> 4;
            default -> 0;
        };
    }

    boolean has(int tag) {
        return entries.containsKey(tag);
    }

    /** The first value of {@code tag}, or {@code otherwise} where the tag is absent. */
    long value(int tag, long otherwise) {
        Entry entry = entries.get(tag);
        return entry == null || entry.count() == 0 ? otherwise : valueAt(entry, 0);
    }

    /** All values of {@code tag}; none where it is absent. */
    long[] values(int tag) {
        Entry entry = entries.get(tag);
        if (entry == null) {
            return new long[0];
        }
        // Checks the end first, so that a claimed count cannot ask for more memory than the file has bytes.
        Bytes place = bytes.slice(entry.at(), entry.size() * entry.count());
        long[] values = new long[place.size() / entry.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = valueAt(entry, i);
        }
        return values;
    }

    /** Where the first value of {@code tag} stands in the file; the tag must be there. */
    Place placeOf(int tag) {
        Entry entry = entries.get(tag);
        if (entry == null) {
            throw new IllegalArgumentException("no tag " + tag);
        }
        return new Place(entry.at(), entry.size());
    }

    private long valueAt(Entry entry, int index) {
        long at = entry.at() + (long) index * entry.size();
        return switch (entry.size()) {
            case 1 -> bytes.u8(at);
            case 2 -> bytes.u16(at);
            default -> bytes.u32(at);
        };
    }
}
