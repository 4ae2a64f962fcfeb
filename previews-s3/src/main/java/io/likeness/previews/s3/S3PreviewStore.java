package io.likeness.previews.s3;

import io.likeness.failure.Failure;
import io.likeness.image.ImageDigest;
import io.likeness.image.PreviewStore;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Previews as objects {@code prefix/ab/<sha256>.jpg} of a bucket, where ab are the first two digits. An object is there as a whole or not at all, and
 * durable as the store promises for an answered put. Safe for use by many threads and many servers.
 */
public final class S3PreviewStore implements PreviewStore {
    private final S3Bucket bucket;
    private final String prefix;
    private volatile boolean closed;

    S3PreviewStore(S3Bucket bucket, String prefix) {
        this.bucket = bucket;
        this.prefix = prefix;
    }

    private String key(ImageDigest digest) {
        return prefix + digest.sha256().substring(0, 2) + "/" + digest.sha256() + ".jpg";
    }

    @Override
    public void put(ImageDigest digest, byte[] jpeg) {
        checkOpen();
        if (isThere(digest)) {
            return;
        }
        bucket.call(
                "written",
                s3 -> s3.putObject(
                        request ->
                                request.bucket(bucket.bucket()).key(key(digest)).contentType("image/jpeg"),
                        RequestBody.fromBytes(jpeg)));
    }

    private boolean isThere(ImageDigest digest) {
        try {
            return bucket.call(
                                    "read",
                                    s3 -> s3.headObject(request ->
                                            request.bucket(bucket.bucket()).key(key(digest))))
                            .contentLength()
                    > 0;
        } catch (NoSuchKeyException e) {
            return false;
        }
    }

    @Override
    public Optional<byte[]> get(ImageDigest digest) {
        checkOpen();
        try {
            return Optional.of(bucket.call(
                            "read",
                            s3 -> s3.getObjectAsBytes(
                                    request -> request.bucket(bucket.bucket()).key(key(digest))))
                    .asByteArray());
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    @Override
    public void delete(ImageDigest digest) {
        checkOpen();
        // S3 answers the same for a key that is not there.
        bucket.call(
                "deleted",
                s3 -> s3.deleteObject(request -> request.bucket(bucket.bucket()).key(key(digest))));
    }

    @Override
    public boolean isShared() {
        return true;
    }

    /** Makes every later call fail; the bucket stays open. */
    @Override
    public void close() {
        closed = true;
    }

    private void checkOpen() {
        if (closed) {
            throw new Failure.Unavailable("the previews are closed: the server is stopping");
        }
    }
}
