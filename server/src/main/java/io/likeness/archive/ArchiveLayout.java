package io.likeness.archive;

import io.likeness.failure.Failure;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What an archive looks like: a TAR file of these entries, in this order.
 *
 * <pre>
 * likeness-archive.json             {@link ArchiveManifest}
 * model/NAME                        the files of the model bundle
 * collections/NAME/N/records        some records, one JSON object a line ({@link RecordJson})
 * collections/NAME/N/vectors        their embeddings in that order, float32, little-endian
 * collections/NAME/N/previews       previews of theirs: SHA-256 of the picture 32, length 4, JPEG
 * likeness-archive-end.json         {@link ArchiveEnd}
 * </pre>
 *
 * N counts from 0 in each collection. Numbers in {@code previews} are big-endian.
 */
final class ArchiveLayout {
    /** The format that this version reads and writes. */
    static final int FORMAT = 1;

    static final String MANIFEST = "likeness-archive.json";
    static final String MODEL = "model/";
    static final String COLLECTIONS = "collections/";
    static final String RECORDS = "records";
    static final String VECTORS = "vectors";
    static final String PREVIEWS = "previews";
    static final String END = "likeness-archive-end.json";

    /** Records of one chunk at most; with their previews some megabytes. */
    static final int CHUNK = 200;

    /** The largest entry beside the model's; what is larger was not written by {@link ArchiveWriter}. */
    static final int MOST_BYTES = 256 << 20;

    private ArchiveLayout() {}

    /** A checksum over all entries so far. */
    static MessageDigest checksum() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /** Counts an entry's name and size in; its bytes follow. */
    static void begin(MessageDigest checksum, String name, long size) {
        checksum.update((name + "\n" + size + "\n").getBytes(StandardCharsets.UTF_8));
    }

    static Failure.Conflict damaged(String how) {
        return new Failure.Conflict(
                "the archive is damaged: " + how + "; nothing was restored from it, export again or use another copy");
    }
}
