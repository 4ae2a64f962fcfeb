package io.likeness.archive;

import io.likeness.embedding.Embedding;
import io.likeness.image.ImageDigest;
import io.likeness.index.ImageRecord;
import io.likeness.index.StoredImage;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Some pictures of one collection.
 *
 * @param previews by content, as far as there are any
 */
record Chunk(List<StoredImage> images, Map<ImageDigest, byte[]> previews) {
    private static final int DIGEST = 32;

    byte[] records() {
        return RecordJson.write(images.stream().map(StoredImage::record).toList());
    }

    byte[] vectors() {
        int dimension = images.isEmpty() ? 0 : images.getFirst().embedding().dimension();
        ByteBuffer bytes =
                ByteBuffer.allocate(images.size() * dimension * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (StoredImage image : images) {
            for (float value : image.embedding().toArray()) {
                bytes.putFloat(value);
            }
        }
        return bytes.array();
    }

    byte[] previewBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        previews.forEach((digest, jpeg) -> {
            bytes.writeBytes(HexFormat.of().parseHex(digest.sha256()));
            bytes.writeBytes(
                    ByteBuffer.allocate(Integer.BYTES).putInt(jpeg.length).array());
            bytes.writeBytes(jpeg);
        });
        return bytes.toByteArray();
    }

    /**
     * Puts the three entries of a chunk together.
     *
     * @throws io.likeness.failure.Failure.Conflict if they are damaged or do not fit together
     */
    static Chunk read(byte[] records, byte[] vectors, byte[] previews, int dimension) {
        List<ImageRecord> found = RecordJson.read(records);
        if (vectors.length != (long) found.size() * dimension * Float.BYTES) {
            throw ArchiveLayout.damaged(
                    "a chunk has " + found.size() + " records and " + vectors.length + " bytes of vectors");
        }
        ByteBuffer floats = ByteBuffer.wrap(vectors).order(ByteOrder.LITTLE_ENDIAN);
        List<StoredImage> images = new ArrayList<>(found.size());
        for (ImageRecord record : found) {
            float[] values = new float[dimension];
            for (int i = 0; i < dimension; i++) {
                values[i] = floats.getFloat();
            }
            images.add(new StoredImage(record, unit(record, values)));
        }
        return new Chunk(images, previews(previews));
    }

    private static Embedding unit(ImageRecord record, float[] values) {
        try {
            return Embedding.ofUnit(values);
        } catch (IllegalArgumentException e) {
            throw ArchiveLayout.damaged("record " + record.id() + " has " + e.getMessage());
        }
    }

    private static Map<ImageDigest, byte[]> previews(byte[] bytes) {
        Map<ImageDigest, byte[]> previews = new LinkedHashMap<>();
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        try {
            while (rest.hasRemaining()) {
                byte[] digest = new byte[DIGEST];
                rest.get(digest);
                int length = rest.getInt();
                if (length < 0 || length > rest.remaining()) {
                    throw ArchiveLayout.damaged("a preview says that it has " + length + " bytes");
                }
                byte[] jpeg = new byte[length];
                rest.get(jpeg);
                previews.put(new ImageDigest(HexFormat.of().formatHex(digest)), jpeg);
            }
        } catch (BufferUnderflowException _) {
            throw ArchiveLayout.damaged("the previews of a chunk end in the middle of one");
        }
        return previews;
    }
}
