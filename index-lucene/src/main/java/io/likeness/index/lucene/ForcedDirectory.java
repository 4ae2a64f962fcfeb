package io.likeness.index.lucene;

import io.likeness.storage.DurableFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FilterDirectory;

/** A directory that fails where its names cannot be made durable: Lucene's own goes on then, and the journal would be deleted too early. */
final class ForcedDirectory extends FilterDirectory {
    private final Path folder;

    ForcedDirectory(Directory directory, Path folder) {
        super(directory);
        this.folder = folder;
    }

    @Override
    public void syncMetaData() throws IOException {
        DurableFiles.forceDirectory(folder);
    }
}
