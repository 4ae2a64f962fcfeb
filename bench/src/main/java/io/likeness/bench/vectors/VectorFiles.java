package io.likeness.bench.vectors;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.lucene.util.VectorUtil;

/**
 * The same vectors for every engine, as files of little-endian numbers: {@code vectors.f32}, {@code queries.f32}, and {@code exact.i32} with the numbers of the
 * {@value #HITS} nearest of each query. Made once in a folder. Safe for use by many threads.
 */
final class VectorFiles {
    static final int QUERIES = 1000;
    static final int HITS = 10;

    private static final int DIMENSION = ClusteredVectors.DIMENSION;
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Path folder;
    private final int count;

    private VectorFiles(Path folder, int count) {
        this.folder = folder;
        this.count = count;
    }

    /** The files in {@code folder}, made where they are missing. */
    static VectorFiles in(Path folder, int count) throws IOException {
        VectorFiles files = new VectorFiles(folder, count);
        Files.createDirectories(folder);
        if (!Files.exists(folder.resolve("exact.i32"))) {
            ClusteredVectors drawn = new ClusteredVectors(count);
            files.draw("vectors.f32", count, i -> drawn.vector(i));
            files.draw("queries.f32", QUERIES, i -> drawn.vector(-1 - i));
            files.writeExact();
        }
        return files;
    }

    int count() {
        return count;
    }

    private interface Drawing {
        float[] vector(int i);
    }

    private void draw(String name, int rows, Drawing drawing) throws IOException {
        try (Arena arena = Arena.ofShared()) {
            MemorySegment file = map(name, (long) rows * DIMENSION * Float.BYTES, arena);
            IntStream.range(0, rows)
                    .parallel()
                    .forEach(i -> MemorySegment.copy(
                            drawing.vector(i), 0, file, FLOAT, (long) i * DIMENSION * Float.BYTES, DIMENSION));
        }
    }

    private MemorySegment map(String name, long bytes, Arena arena) throws IOException {
        try (FileChannel channel = FileChannel.open(
                folder.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes, arena);
        }
    }

    private void writeExact() throws IOException {
        float[][] queries = queries();
        try (Arena arena = Arena.ofShared()) {
            MemorySegment vectors = map("vectors.f32", (long) count * DIMENSION * Float.BYTES, arena);
            Nearest[] nearest = new Nearest[QUERIES];
            Arrays.setAll(nearest, _ -> new Nearest(HITS));
            int stripes = 16;
            // Each thread compares all vectors with its part of the queries, so that none is shared.
            IntStream.range(0, stripes).parallel().forEach(stripe -> {
                float[] vector = new float[DIMENSION];
                for (int i = 0; i < count; i++) {
                    MemorySegment.copy(vectors, FLOAT, (long) i * DIMENSION * Float.BYTES, vector, 0, DIMENSION);
                    for (int q = stripe; q < QUERIES; q += stripes) {
                        nearest[q].offer(i, VectorUtil.dotProduct(queries[q], vector));
                    }
                }
            });
            MemorySegment exact = map("exact.part", (long) QUERIES * HITS * Integer.BYTES, arena);
            for (int q = 0; q < QUERIES; q++) {
                MemorySegment.copy(nearest[q].numbers(), 0, exact, INT, (long) q * HITS * Integer.BYTES, HITS);
            }
        }
        Files.move(folder.resolve("exact.part"), folder.resolve("exact.i32"));
    }

    float[][] queries() throws IOException {
        return rows("queries.f32", 0, QUERIES);
    }

    /** Vectors {@code from} (inclusive) to {@code to}. */
    float[][] vectors(int from, int to) throws IOException {
        return rows("vectors.f32", from, to - from);
    }

    private float[][] rows(String name, int from, int rows) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            long row = (long) DIMENSION * Float.BYTES;
            MemorySegment file = map(name, (from + rows) * row, arena);
            float[][] values = new float[rows][DIMENSION];
            for (int i = 0; i < rows; i++) {
                MemorySegment.copy(file, FLOAT, (from + i) * row, values[i], 0, DIMENSION);
            }
            return values;
        }
    }

    /** The numbers of the nearest vectors of each query. */
    int[][] exact() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment file = map("exact.i32", (long) QUERIES * HITS * Integer.BYTES, arena);
            int[][] numbers = new int[QUERIES][HITS];
            for (int q = 0; q < QUERIES; q++) {
                MemorySegment.copy(file, INT, (long) q * HITS * Integer.BYTES, numbers[q], 0, HITS);
            }
            return numbers;
        }
    }
}
