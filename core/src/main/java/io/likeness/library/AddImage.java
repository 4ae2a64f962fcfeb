package io.likeness.library;

import io.likeness.embedding.Embedding;
import io.likeness.failure.Failure;
import io.likeness.image.EncodedImage;
import io.likeness.image.ImageDigest;
import io.likeness.index.Attributes;
import io.likeness.index.ImageRecord;
import io.likeness.index.IndexEntry;
import io.likeness.index.NewImage;
import io.likeness.index.PutResult;
import io.likeness.library.PictureReader.ReadPicture;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Adds a picture to the library. Safe for use by many threads. */
public final class AddImage {
    private static final Logger LOG = LoggerFactory.getLogger(AddImage.class);

    private final PictureReader reader;
    private final ImageLibrary library;

    public AddImage(PictureReader reader, ImageLibrary library) {
        this.reader = reader;
        this.library = library;
    }

    /**
     * Adds {@code image} under {@code key}, durably when the call returns. The same bytes under the same key are one record: adding them again stores
     * the new attributes ({@link Attributes#overlaidBy}) and answers the same id, without decoding anything.
     *
     * @param key 1 to 512 bytes of UTF-8, or empty for the MD5 of the bytes
     * @throws io.likeness.failure.Failure if the picture cannot be read or stored; nothing is stored then
     */
    public PutResult add(EncodedImage image, String key, Attributes attributes, StageTimes times) {
        String effectiveKey = key.isEmpty() ? image.md5() : key;
        NewImage.checkKey(effectiveKey);
        ImageDigest digest = image.digest();
        Optional<ImageRecord> known = times.time(Stage.INDEX, () -> refresh(effectiveKey, digest, attributes));
        return known.map(record -> new PutResult(record, false))
                .orElseGet(() -> store(image, effectiveKey, digest, attributes, times));
    }

    private Optional<ImageRecord> refresh(String key, ImageDigest digest, Attributes attributes) {
        return library.index()
                .find(key, digest)
                .flatMap(
                        record -> record.attributes().equals(record.attributes().overlaidBy(attributes))
                                ? Optional.of(record)
                                : library.index().update(record.id(), old -> old.overlaidBy(attributes)));
    }

    private PutResult store(
            EncodedImage image, String key, ImageDigest digest, Attributes attributes, StageTimes times) {
        return library.steady(() -> {
            ReadPicture picture = reader.readForStoring(image, times);
            NewImage record = new NewImage(key, digest, picture.header(), attributes);
            PutResult result = library.contents().locked(digest, () -> storeLocked(record, picture, times));
            picture.beside().ifPresent(embedding -> mirror(result.record().id(), embedding));
            return result;
        });
    }

    /** Stores the embedding by the second network too; what fails is made later from what is stored. */
    private void mirror(long id, CompletableFuture<Embedding> beside) {
        MirroredIndex index = library.mirrored();
        index.mirror().ifPresent(mirror -> {
            try {
                index.align(id, mirror, PictureReader.await(beside));
            } catch (Failure e) {
                LOG.debug("The embedding of {} by the second network is made later: {}", id, e.getMessage());
            }
        });
    }

    private PutResult storeLocked(NewImage record, ReadPicture picture, StageTimes times) {
        boolean stored = false;
        try {
            // Written while the network still runs; the record follows only when both are there.
            times.time(Stage.PREVIEW, () -> {
                library.previews().put(record.digest(), picture.preview());
                return true;
            });
            Embedding embedding = times.time(Stage.EMBED, () -> PictureReader.await(picture.embedding()));
            PutResult result = times.time(Stage.INDEX, () -> library.index().put(new IndexEntry(record, embedding)));
            stored = true;
            if (library.previews().isShared()) {
                // Another server may have deleted it as long as there was no record; what is there is kept.
                library.previews().put(record.digest(), picture.preview());
            }
            return result;
        } finally {
            if (!stored) {
                library.tidyPreview(record.digest());
            }
        }
    }
}
