package io.likeness.library;

import io.likeness.embedding.Embedding;
import io.likeness.image.EncodedImage;
import io.likeness.image.ImageDigest;
import io.likeness.index.Attributes;
import io.likeness.index.ImageRecord;
import io.likeness.index.NewImage;
import io.likeness.index.StoredImage;
import io.likeness.library.PictureReader.ReadPicture;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Adds a picture under the id that it had in another system. Safe for use by many threads. */
public final class AdoptImage {
    private final PictureReader reader;
    private final ImageLibrary library;

    public AdoptImage(PictureReader reader, ImageLibrary library) {
        this.reader = reader;
        this.library = library;
    }

    /**
     * What the picture was called.
     *
     * @param id positive
     * @param key 1 to 512 bytes of UTF-8, or empty for the MD5 of the bytes
     * @param added when it was first stored
     */
    public record Identity(long id, String key, Attributes attributes, Instant added) {}

    /**
     * Adds {@code image}, durably when the call returns.
     *
     * @return its record; one of another id where key and content are stored already, of which nothing is changed then
     * @throws io.likeness.failure.Failure.Conflict if another picture has the id
     * @throws io.likeness.failure.Failure if the picture cannot be read or stored; nothing is stored then
     */
    public ImageRecord adopt(EncodedImage image, Identity identity, StageTimes times) {
        String key = identity.key().isEmpty() ? image.md5() : identity.key();
        NewImage.checkKey(key);
        ImageDigest digest = image.digest();
        return library.contents().locked(digest, () -> {
            Optional<ImageRecord> known =
                    times.time(Stage.INDEX, () -> library.index().find(key, digest));
            return known.orElseGet(() -> store(image, key, digest, identity, times));
        });
    }

    private ImageRecord store(EncodedImage image, String key, ImageDigest digest, Identity identity, StageTimes times) {
        ReadPicture picture = reader.readForStoring(image, times);
        ImageRecord record =
                new ImageRecord(identity.id(), key, digest, picture.header(), identity.attributes(), identity.added());
        boolean stored = false;
        try {
            times.time(Stage.PREVIEW, () -> {
                library.previews().put(digest, picture.preview());
                return true;
            });
            Embedding embedding = times.time(Stage.EMBED, () -> PictureReader.await(picture.embedding()));
            times.time(Stage.INDEX, () -> {
                library.index().restoreAll(List.of(new StoredImage(record, embedding)));
                return true;
            });
            stored = true;
            return record;
        } finally {
            if (!stored) {
                library.tidyPreview(digest);
            }
        }
    }
}
