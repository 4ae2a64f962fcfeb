package io.likeness.server.wiring;

import io.likeness.failure.Failure;
import io.likeness.image.FeatureStore;
import io.likeness.image.PreviewStore;
import io.likeness.previews.s3.S3Bucket;
import io.likeness.previews.s3.S3Settings;
import io.likeness.server.settings.LikenessProperties;
import io.likeness.server.settings.S3Properties;
import io.likeness.storage.DurableFiles;
import io.likeness.storage.FileFeatureStore;
import io.likeness.storage.FilePreviewStore;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The previews of collections whose records are in Milvus: in a bucket, or of a lone server in its data folder. Safe for use by many threads. */
final class SharedPreviews implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SharedPreviews.class);

    // Not where the embedded store has its own: it deletes those without a record.
    private final Path folder;
    private final @Nullable S3Bucket bucket;

    private SharedPreviews(Path folder, @Nullable S3Bucket bucket) {
        this.folder = folder;
        this.bucket = bucket;
    }

    /** Opens what {@code settings} name, without a call to a bucket. */
    static SharedPreviews open(LikenessProperties settings) {
        if (settings.previews().isEmpty()) {
            return new SharedPreviews(folder(settings), null);
        }
        S3Properties s3 = settings.s3();
        return new SharedPreviews(
                folder(settings),
                S3Bucket.open(S3Settings.of(
                        settings.previews(),
                        s3.endpoint(),
                        s3.region(),
                        s3.accessKey(),
                        s3.secretKey(),
                        s3.pathStyle(),
                        s3.timeout())));
    }

    /** Where the previews are while there is no bucket. */
    static Path folder(LikenessProperties settings) {
        return settings.data().resolve("milvus").resolve(settings.milvus().collection());
    }

    /** The previews of one collection. */
    PreviewStore of(String collection) {
        if (bucket != null) {
            return bucket.previews(collection);
        }
        Path own = folder.resolve(collection);
        try {
            DurableFiles.createDirectories(own);
        } catch (IOException e) {
            throw new Failure.Unavailable("the folder " + own + " cannot be made: " + e.getMessage(), e);
        }
        return FilePreviewStore.open(own);
    }

    /** The features of one collection, which each server computes for itself. */
    FeatureStore features(String collection) {
        return new FileFeatureStore(folder.resolve(collection).resolve("features"));
    }

    /** Deletes the previews of a collection that is gone; what cannot be deleted is harmless and told in the log. */
    void delete(String collection) {
        if (bucket == null) {
            log.info("The previews of the deleted collection {} remain in {}", collection, folder.resolve(collection));
            return;
        }
        S3Bucket open = bucket;
        Thread.ofVirtual().name("delete-previews").start(() -> {
            try {
                open.deletePreviews(collection);
            } catch (Failure.Unavailable e) {
                log.warn("Previews of the deleted collection {} remain: {}", collection, e.getMessage());
            }
        });
    }

    @Override
    public void close() {
        if (bucket != null) {
            bucket.close();
        }
    }
}
