package io.likeness.duplicates;

import io.likeness.embedding.Embedding;
import io.likeness.image.ImageDigest;
import io.likeness.image.ImageHeader;
import io.likeness.image.ImageType;
import io.likeness.image.PreviewStore;
import io.likeness.index.Attributes;
import io.likeness.index.ExactVectorIndex;
import io.likeness.index.ImageRecord;
import io.likeness.index.IndexEntry;
import io.likeness.index.NewImage;
import io.likeness.library.ImageLibrary;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A library whose pictures are points on a circle: what is less than a tenth of a degree apart is a copy. */
final class TestLibrary {
    final ExactVectorIndex index = new ExactVectorIndex(2, InstantSource.system());
    final ImageLibrary library = new ImageLibrary(index, new Previews());

    /** Adds a picture at {@code degrees} with its own bytes. */
    ImageRecord add(String key, double degrees, int width) {
        return add(key, key, degrees, width, Map.of());
    }

    ImageRecord add(String key, String content, double degrees, int width, Map<String, String> tags) {
        double radians = Math.toRadians(degrees);
        ImageRecord record = index.put(new IndexEntry(
                        new NewImage(
                                key,
                                digest(content),
                                new ImageHeader(ImageType.JPEG, width, 10),
                                new Attributes("", tags)),
                        Embedding.normalised((float) Math.cos(radians), (float) Math.sin(radians))))
                .record();
        library.previews().put(record.digest(), content.getBytes(StandardCharsets.UTF_8));
        return record;
    }

    static ImageDigest digest(String content) {
        return new ImageDigest(HexFormat.of().toHexDigits(content.hashCode()).repeat(8));
    }

    static ImageRecord record(long id, String content, int width) {
        return new ImageRecord(
                id,
                "key" + id,
                digest(content),
                new ImageHeader(ImageType.JPEG, width, 10),
                Attributes.NONE,
                Instant.ofEpochMilli(id));
    }

    /** Previews in memory. */
    private static final class Previews implements PreviewStore {
        private final Map<ImageDigest, byte[]> stored = new ConcurrentHashMap<>();

        @Override
        public void put(ImageDigest digest, byte[] jpeg) {
            stored.put(digest, jpeg);
        }

        @Override
        public Optional<byte[]> get(ImageDigest digest) {
            return Optional.ofNullable(stored.get(digest));
        }

        @Override
        public void delete(ImageDigest digest) {
            stored.remove(digest);
        }

        @Override
        public void close() {}
    }
}
