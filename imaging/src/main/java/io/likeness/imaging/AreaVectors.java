package io.likeness.imaging;

import io.likeness.embedding.Preprocessing;
import io.likeness.embedding.Preprocessing.ChannelOrder;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Shrinks a picture by area into a network's input, row by row: the rows of the source that make a row of the target are summed first, then its px. Each
 * channel is rounded to a whole number, as OpenCV's {@code resize} with {@code INTER_AREA} on 8 bits does; where a sum lies between two numbers, the other one
 * may come out, since its order differs. Needs the module {@code jdk.incubator.vector}, and is far slower than OpenCV until the JVM has compiled it. Used by one
 * thread at a time.
 */
final class AreaVectors {
    private static final int CHANNELS = 3;
    private static final ByteOrder NATIVE = ByteOrder.nativeOrder();
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = FLOATS.length();
    private static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, FLOATS.vectorShape());
    private static final VectorSpecies<Byte> BYTES =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(LANES * Byte.SIZE));
    // One px and the next one's first channel, which the next px overwrites.
    private static final VectorSpecies<Float> PIXEL = FloatVector.SPECIES_128;
    // Adding and subtracting it leaves a float below 2^22 rounded to the nearest whole number, halves to the even one.
    private static final float ROUNDING = 0x1.8p23f;

    // Constants of their own, not arrays: only so does the compiler keep them in registers.
    private static final VectorShuffle<Float> R0 = from(0, 0);
    private static final VectorShuffle<Float> R1 = from(0, 1);
    private static final VectorShuffle<Float> R2 = from(0, 2);
    private static final VectorShuffle<Float> G0 = from(1, 0);
    private static final VectorShuffle<Float> G1 = from(1, 1);
    private static final VectorShuffle<Float> G2 = from(1, 2);
    private static final VectorShuffle<Float> B0 = from(2, 0);
    private static final VectorShuffle<Float> B1 = from(2, 1);
    private static final VectorShuffle<Float> B2 = from(2, 2);
    private static final VectorMask<Float> IN_R1 = in(0, 1);
    private static final VectorMask<Float> IN_R2 = in(0, 2);
    private static final VectorMask<Float> IN_G1 = in(1, 1);
    private static final VectorMask<Float> IN_G2 = in(1, 2);
    private static final VectorMask<Float> IN_B1 = in(2, 1);
    private static final VectorMask<Float> IN_B2 = in(2, 2);

    private final Preprocessing how;
    private final AreaWeights across;
    private final AreaWeights down;
    private final MemorySegment rgb;
    private final int rowValues;
    // By channel of the picture.
    private final float[] scale = new float[CHANNELS];
    private final float[] shift = new float[CHANNELS];
    /** A row of the target before its px are summed. */
    private final float[] summed;
    /** A row of the target. */
    private final float[] row;

    /**
     * @param rgb rows of 3 bytes a px without padding
     * @param width px of a row, at least {@link #leastSide}
     * @param across weights of columns, at least {@link #leastSide} of them
     * @param down weights of rows
     */
    AreaVectors(MemorySegment rgb, int width, AreaWeights across, AreaWeights down, Preprocessing how) {
        this.rgb = rgb;
        this.rowValues = CHANNELS * width;
        this.across = across;
        this.down = down;
        this.how = how;
        this.summed = new float[rowValues + 1];
        this.row = new float[CHANNELS * how.width() + 1];
        for (int i = 0; i < CHANNELS; i++) {
            int plane = how.channelOrder() == ChannelOrder.RGB ? i : CHANNELS - 1 - i;
            double factor = 1.0 / how.std().get(plane);
            scale[i] = (float) factor;
            shift[i] = (float) (-how.mean().get(plane) * factor);
        }
    }

    /** The least columns of source and target that vectors can be loaded from. */
    static int leastSide() {
        return LANES;
    }

    /** Writes the input: three planes, float32 in native order. */
    void writeTo(MemorySegment planes) {
        for (int y = 0; y < how.height(); y++) {
            sumRows(y);
            switch (across.taps()) {
                case 3 -> sumThree();
                case 4 -> sumFour();
                default -> sumMany();
            }
            writePlanes(y, planes);
        }
    }

    private void sumRows(int y) {
        int taps = down.taps();
        float[] weights = down.weights();
        long begin = (long) down.first()[y] * rowValues;
        for (int i = 0; i < rowValues; i += LANES) {
            int at = Math.min(i, rowValues - LANES);
            FloatVector sum = FloatVector.zero(FLOATS);
            for (int k = 0; k < taps; k++) {
                IntVector bytes =
                        (IntVector) ByteVector.fromMemorySegment(BYTES, rgb, begin + (long) k * rowValues + at, NATIVE)
                                .convertShape(VectorOperators.ZERO_EXTEND_B2I, INTS, 0);
                FloatVector values = (FloatVector) bytes.convert(VectorOperators.I2F, 0);
                sum = values.fma(FloatVector.broadcast(FLOATS, weights[y * taps + k]), sum);
            }
            sum.intoArray(summed, at);
        }
    }

    private void sumThree() {
        int[] first = across.first();
        float[] weights = across.weights();
        for (int x = 0; x < first.length; x++) {
            int at = CHANNELS * first[x];
            int tap = 3 * x;
            FloatVector sum = FloatVector.fromArray(PIXEL, summed, at).mul(weights[tap]);
            sum = FloatVector.fromArray(PIXEL, summed, at + 3).fma(FloatVector.broadcast(PIXEL, weights[tap + 1]), sum);
            sum = FloatVector.fromArray(PIXEL, summed, at + 6).fma(FloatVector.broadcast(PIXEL, weights[tap + 2]), sum);
            sum.intoArray(row, CHANNELS * x);
        }
    }

    private void sumFour() {
        int[] first = across.first();
        float[] weights = across.weights();
        for (int x = 0; x < first.length; x++) {
            int at = CHANNELS * first[x];
            int tap = 4 * x;
            FloatVector sum = FloatVector.fromArray(PIXEL, summed, at).mul(weights[tap]);
            sum = FloatVector.fromArray(PIXEL, summed, at + 3).fma(FloatVector.broadcast(PIXEL, weights[tap + 1]), sum);
            sum = FloatVector.fromArray(PIXEL, summed, at + 6).fma(FloatVector.broadcast(PIXEL, weights[tap + 2]), sum);
            sum = FloatVector.fromArray(PIXEL, summed, at + 9).fma(FloatVector.broadcast(PIXEL, weights[tap + 3]), sum);
            sum.intoArray(row, CHANNELS * x);
        }
    }

    private void sumMany() {
        int taps = across.taps();
        int[] first = across.first();
        float[] weights = across.weights();
        for (int x = 0; x < first.length; x++) {
            int at = CHANNELS * first[x];
            FloatVector sum = FloatVector.zero(PIXEL);
            for (int k = 0; k < taps; k++) {
                sum = FloatVector.fromArray(PIXEL, summed, at + CHANNELS * k)
                        .fma(FloatVector.broadcast(PIXEL, weights[x * taps + k]), sum);
            }
            sum.intoArray(row, CHANNELS * x);
        }
    }

    private void writePlanes(int y, MemorySegment planes) {
        int width = how.width();
        long plane = (long) Float.BYTES * width * how.height();
        int red = how.channelOrder() == ChannelOrder.RGB ? 0 : 2;
        for (int x = 0; x < width; x += LANES) {
            int at = Math.min(x, width - LANES);
            FloatVector a = FloatVector.fromArray(FLOATS, row, CHANNELS * at);
            FloatVector b = FloatVector.fromArray(FLOATS, row, CHANNELS * at + LANES);
            FloatVector c = FloatVector.fromArray(FLOATS, row, CHANNELS * at + 2 * LANES);
            FloatVector r = a.rearrange(R0).blend(b.rearrange(R1), IN_R1).blend(c.rearrange(R2), IN_R2);
            FloatVector g = a.rearrange(G0).blend(b.rearrange(G1), IN_G1).blend(c.rearrange(G2), IN_G2);
            FloatVector blue = a.rearrange(B0).blend(b.rearrange(B1), IN_B1).blend(c.rearrange(B2), IN_B2);
            long place = Float.BYTES * ((long) y * width + at);
            normalised(r, 0).intoMemorySegment(planes, place + red * plane, NATIVE);
            normalised(g, 1).intoMemorySegment(planes, place + plane, NATIVE);
            normalised(blue, 2).intoMemorySegment(planes, place + (2 - red) * plane, NATIVE);
        }
    }

    private FloatVector normalised(FloatVector values, int channel) {
        return values.add(ROUNDING).sub(ROUNDING).mul(scale[channel]).add(shift[channel]);
    }

    /** Where lane i finds channel {@code channel} of px i in the {@code part}-th third of {@code LANES} px; anywhere if it is not in that part. */
    private static VectorShuffle<Float> from(int channel, int part) {
        return VectorShuffle.fromOp(FLOATS, i -> Math.floorMod(place(channel, part, i), LANES));
    }

    /** The lanes whose channel {@code channel} is in the {@code part}-th third of {@code LANES} px. */
    private static VectorMask<Float> in(int channel, int part) {
        boolean[] found = new boolean[LANES];
        for (int i = 0; i < LANES; i++) {
            int place = place(channel, part, i);
            found[i] = place >= 0 && place < LANES;
        }
        return VectorMask.fromArray(FLOATS, found, 0);
    }

    private static int place(int channel, int part, int lane) {
        return CHANNELS * lane + channel - part * LANES;
    }
}
