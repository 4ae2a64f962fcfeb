package io.likeness.index.lucene;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads of Lucene's files, which report some failures of the disk as unchecked ones. */
final class LuceneReads {
    private LuceneReads() {}

    /** Reads something. */
    @FunctionalInterface
    interface Reading<T> {
        T read() throws IOException;
    }

    /** Answers what {@code reading} does; whatever way it fails for the disk's sake, it fails with an {@link IOException}. */
    static <T> T checked(Reading<T> reading) throws IOException {
        try {
            return reading.read();
        } catch (UncheckedIOException e) {
            throw new IOException(e);
        } catch (RuntimeException e) {
            // Lucene's packed values wrap so.
            if (e.getCause() instanceof IOException cause) {
                throw new IOException(cause);
            }
            throw e;
        }
    }
}
