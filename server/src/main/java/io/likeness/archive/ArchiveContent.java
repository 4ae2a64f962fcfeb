package io.likeness.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.SortedMap;

/** Takes what an archive holds, in its order. Used by one thread. */
interface ArchiveContent {
    /** The beginning. */
    void begin(ArchiveManifest manifest);

    /** A file of the model; {@code bytes} are read to their end. */
    void modelFile(String name, InputStream bytes) throws IOException;

    /** Some pictures of a collection. */
    void pictures(String collection, Chunk chunk);

    /** The end, after which the archive is known to be whole. */
    void end(SortedMap<String, Long> pictures);
}
