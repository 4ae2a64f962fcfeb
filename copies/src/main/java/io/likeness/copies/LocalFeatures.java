package io.likeness.copies;

import io.likeness.failure.Failure;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * Local features of one preview and a small picture of it, enough to find where one picture lies in another. Immutable, hence safe for use by many
 * threads.
 *
 * <p>A feature is a place, a size, a direction, and a SIFT descriptor (D. Lowe, Distinctive Image Features from Scale-Invariant Keypoints, 2004) reduced to 256
 * bits as in W. Zhou et al., Scalar Quantization for Large Scale Image Search, 2012, section 3: for each of the 128 values whether it is above the median of all,
 * and whether it is above their upper quartile.
 */
public final class LocalFeatures {
    /** 64-bit words of a descriptor. */
    static final int WORDS = 4;

    private static final int MAGIC = 0x4C4B4632;
    // Written by earlier versions, and computed again by this one.
    private static final int EARLIER = 0x4C4B4631;
    private static final int HEADER_BYTES = 14;
    private static final int FEATURE_BYTES = 6 + WORDS * Long.BYTES;
    private static final double SCALE_STEPS = 16;
    private static final double SCALE_OFFSET = 32;

    private final int width;
    private final int height;
    private final SmallPicture small;
    private final float[] x;
    private final float[] y;
    private final float[] size;
    private final float[] angle;
    private final long[] words;

    /** Takes over the arrays; {@code words} holds the first words of all descriptors, then the second ones, and so on. */
    LocalFeatures(int width, int height, SmallPicture small, Keypoints keypoints, long[] words) {
        this.width = width;
        this.height = height;
        this.small = small;
        this.x = keypoints.x();
        this.y = keypoints.y();
        this.size = keypoints.size();
        this.angle = keypoints.angle();
        this.words = words;
    }

    /**
     * Places of features.
     *
     * @param x columns of the preview
     * @param y rows of the preview
     * @param size standard deviations of the Gaussians at which they were found, px
     * @param angle directions in radians, clockwise as seen
     */
    @SuppressWarnings("ArrayRecordComponent") // Handed on at once and never compared.
    record Keypoints(float[] x, float[] y, float[] size, float[] angle) {}

    /** Columns of the preview. */
    public int width() {
        return width;
    }

    /** Rows of the preview. */
    public int height() {
        return height;
    }

    /** How many features there are. */
    public int count() {
        return x.length;
    }

    float x(int i) {
        return x[i];
    }

    float y(int i) {
        return y[i];
    }

    float size(int i) {
        return size[i];
    }

    float angle(int i) {
        return angle[i];
    }

    /** Word {@code word} of descriptor {@code i}; 0 and 1 hold what is above the median, 2 and 3 above the quartile. */
    long word(int i, int word) {
        return words[word * count() + i];
    }

    /** Writes in how many bits each descriptor differs from descriptor {@code i} of {@code other}. */
    void different(LocalFeatures other, int i, int[] bits) {
        long first = other.word(i, 0);
        long second = other.word(i, 1);
        long third = other.word(i, 2);
        long fourth = other.word(i, 3);
        int count = count();
        // Four loops in one plain step, which the compiler turns into SIMD.
        for (int j = 0; j < count; j++) {
            bits[j] = Long.bitCount(first ^ words[j])
                    + Long.bitCount(second ^ words[count + j])
                    + Long.bitCount(third ^ words[2 * count + j])
                    + Long.bitCount(fourth ^ words[3 * count + j]);
        }
    }

    /** In how many bits descriptor {@code j} differs from descriptor {@code i} of {@code other}. */
    int different(LocalFeatures other, int i, int j) {
        int bits = 0;
        for (int word = 0; word < WORDS; word++) {
            bits += Long.bitCount(other.word(i, word) ^ word(j, word));
        }
        return bits;
    }

    /** The picture, small. */
    SmallPicture small() {
        return small;
    }

    /** The same features as they are in the picture with left and right exchanged. */
    LocalFeatures mirrored() {
        int count = count();
        Keypoints turned = new Keypoints(new float[count], y, size, new float[count]);
        long[] mirrored = new long[words.length];
        for (int i = 0; i < count; i++) {
            turned.x()[i] = width - x[i];
            turned.angle()[i] = (float) Math.PI - angle[i];
            Descriptors.mirror(words, mirrored, i, count);
        }
        return new LocalFeatures(width, height, small.mirrored(), turned, mirrored);
    }

    /** These features as bytes; what is read back differs by rounding: places by 1/65535 of a side, sizes by 2 %, directions by 0.7°. */
    public byte[] encode() {
        ByteBuffer bytes =
                ByteBuffer.allocate(HEADER_BYTES + SmallPicture.BYTES + count() * FEATURE_BYTES + Integer.BYTES);
        bytes.putInt(MAGIC)
                .putInt(width)
                .putInt(height)
                .putShort((short) count())
                .put(small.toBytes());
        for (int i = 0; i < count(); i++) {
            bytes.putShort((short) Math.round(x[i] / width * 65535));
            bytes.putShort((short) Math.round(y[i] / height * 65535));
            double octave = Math.log(size[i]) / Math.log(2);
            bytes.put((byte) Math.clamp(Math.round(octave * SCALE_STEPS + SCALE_OFFSET), 0, 255));
            bytes.put((byte) Math.round(angle[i] / (2 * Math.PI) * 256));
            for (int word = 0; word < WORDS; word++) {
                bytes.putLong(word(i, word));
            }
        }
        return bytes.putInt(checksum(bytes)).array();
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws Failure.BadInput if these are other bytes, or damaged ones
     */
    public static LocalFeatures decode(byte[] encoded) {
        ByteBuffer bytes = ByteBuffer.wrap(encoded);
        try {
            int magic = bytes.getInt();
            int width = bytes.getInt();
            int height = bytes.getInt();
            int count = bytes.getShort() & 0xFFFF;
            byte[] small = new byte[SmallPicture.BYTES];
            bytes.get(small);
            Keypoints points = new Keypoints(new float[count], new float[count], new float[count], new float[count]);
            long[] words = new long[WORDS * count];
            for (int i = 0; i < count; i++) {
                points.x()[i] = (bytes.getShort() & 0xFFFF) / 65535f * width;
                points.y()[i] = (bytes.getShort() & 0xFFFF) / 65535f * height;
                points.size()[i] = (float) Math.pow(2, ((bytes.get() & 0xFF) - SCALE_OFFSET) / SCALE_STEPS);
                points.angle()[i] = (float) ((bytes.get() & 0xFF) / 256.0 * 2 * Math.PI);
                for (int word = 0; word < WORDS; word++) {
                    words[word * count + i] = bytes.getLong();
                }
            }
            if (magic == MAGIC && checksum(bytes) == bytes.getInt() && !bytes.hasRemaining()) {
                return new LocalFeatures(width, height, new SmallPicture(small), points, words);
            }
        } catch (BufferUnderflowException | IllegalArgumentException _) {
            // Said below.
        }
        throw new Failure.BadInput("these " + encoded.length + " bytes are no local features of this version");
    }

    /** Whether stored bytes are neither as {@link #encode} wrote them nor those of an earlier version. */
    public static boolean isDamaged(byte[] encoded) {
        if (encoded.length >= Integer.BYTES && ByteBuffer.wrap(encoded).getInt() == EARLIER) {
            return false;
        }
        try {
            decode(encoded);
            return false;
        } catch (Failure.BadInput _) {
            return true;
        }
    }

    private static int checksum(ByteBuffer bytes) {
        ByteBuffer before = bytes.duplicate().flip();
        CRC32 sum = new CRC32();
        sum.update(before);
        return (int) sum.getValue();
    }
}
