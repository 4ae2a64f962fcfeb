package io.likeness.imaging;

import static io.likeness.imaging.ByteArrays.ints;
import static io.likeness.imaging.ByteArrays.join;
import static io.likeness.imaging.ByteArrays.octets;
import static io.likeness.imaging.ByteArrays.shorts;
import static io.likeness.imaging.ByteArrays.text;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;

/** A TIFF file of one strip put together by hand, whose tags can be set to anything. */
final class TiffBytes {
    private static final int DATA_AT = 8;
    private static final int BITS = 258;
    private static final int BYTES_OF_STRIP = 279;

    private final ByteOrder order;
    private final byte[] strip;
    private final Map<Integer, Long> tags = new TreeMap<>();

    /** Uncompressed RGB or grey unless tags say otherwise; {@code samples} of {@code bits} each. */
    TiffBytes(ByteOrder order, int width, int height, int samples, int bits, byte[] strip) {
        this.order = order;
        this.strip = strip;
        with(256, width).with(257, height).with(BITS, bits).with(259, 1);
        with(262, samples >= 3 ? 2 : 1).with(273, DATA_AT).with(277, samples).with(278, height);
        with(BYTES_OF_STRIP, strip.length);
    }

    TiffBytes with(int tag, long value) {
        tags.put(tag, value);
        return this;
    }

    byte[] file() {
        byte[] padded = strip.length % 2 == 0 ? strip : join(strip, octets(0));
        int directory = DATA_AT + padded.length;
        int bitsAt = directory + 2 + 12 * tags.size() + 4;
        int samples = tags.getOrDefault(277, 1L).intValue();
        int bits = tags.getOrDefault(BITS, 8L).intValue();
        byte[] entries = octets();
        for (var tag : tags.entrySet()) {
            boolean many = tag.getKey() == BITS && samples > 2;
            byte[] value =
                    many ? ints(order, samples, bitsAt) : join(ints(order, 1), value(tag.getKey(), tag.getValue()));
            boolean isLong = tag.getKey() == BYTES_OF_STRIP || tag.getKey() == 273;
            entries = join(entries, shorts(order, tag.getKey(), isLong ? 4 : 3), value);
        }
        byte[] bitsPerSample = octets();
        for (int i = 0; i < samples; i++) {
            bitsPerSample = join(bitsPerSample, shorts(order, bits));
        }
        return join(
                text(order == LITTLE_ENDIAN ? "II" : "MM"),
                shorts(order, 42),
                ints(order, directory),
                padded,
                shorts(order, tags.size()),
                entries,
                ints(order, 0),
                bitsPerSample);
    }

    private byte[] value(int tag, long value) {
        return tag == BYTES_OF_STRIP || tag == 273 ? ints(order, value) : shorts(order, (int) value, 0);
    }
}
