package io.likeness.duplicates;

import io.likeness.embedding.Embedding;
import io.likeness.image.ImageDigest;
import io.likeness.image.ImageHeader;
import io.likeness.image.ImageType;
import io.likeness.index.Attributes;
import io.likeness.index.ExactVectorIndex;
import io.likeness.index.ImageRecord;
import io.likeness.index.IndexEntry;
import io.likeness.index.NewImage;
import io.likeness.library.ImageLibrary;
import io.likeness.library.MemoryPreviewStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;

/** A library whose pictures are points on a circle: what is less than a tenth of a degree apart is a copy. */
final class TestLibrary {
    final ExactVectorIndex index = new ExactVectorIndex(2, InstantSource.system());
    final ImageLibrary library = new ImageLibrary(index, new MemoryPreviewStore());

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
}
