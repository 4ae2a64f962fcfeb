package io.likeness.server.wiring;

import io.likeness.failure.Failure;
import io.likeness.image.FeatureStore;
import io.likeness.image.PreviewStore;
import io.likeness.library.ImageCollections;
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

    private final Path data;
    private final @Nullable S3Bucket bucket;

    private SharedPreviews(Path data, @Nullable S3Bucket bucket) {
        this.data = data;
        this.bucket = bucket;
    }

    /** Opens what {@code settings} name, without a call to a bucket. */
    static SharedPreviews open(LikenessProperties settings) {
        if (settings.previews().isEmpty()) {
            return new SharedPreviews(settings.data(), null);
        }
        S3Properties s3 = settings.s3();
        return new SharedPreviews(
                settings.data(),
                S3Bucket.open(S3Settings.of(
                        settings.previews(),
                        s3.endpoint(),
                        s3.region(),
                        s3.accessKey(),
                        s3.secretKey(),
                        s3.pathStyle(),
                        s3.timeout())));
    }

    /** The previews of one collection. */
    PreviewStore of(String collection) {
        if (bucket != null) {
            return bucket.previews(collection);
        }
        Path folder = folder(collection).resolve("previews");
        try {
            DurableFiles.createDirectories(folder);
        } catch (IOException e) {
            throw new Failure.Unavailable("the folder " + folder + " cannot be made: " + e.getMessage(), e);
        }
        return FilePreviewStore.open(folder);
    }

    /** The features of one collection, which each server computes for itself. */
    FeatureStore features(String collection) {
        return new FileFeatureStore(folder(collection).resolve("features"));
    }

    private Path folder(String collection) {
        return collection.equals(ImageCollections.DEFAULT)
                ? data
                : data.resolve("collections").resolve(collection);
    }

    /** Deletes the previews of a collection that is gone; what cannot be deleted is harmless and told in the log. */
    void delete(String collection) {
        if (bucket == null) {
            log.info("The previews of the deleted collection {} remain in {}", collection, data);
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
