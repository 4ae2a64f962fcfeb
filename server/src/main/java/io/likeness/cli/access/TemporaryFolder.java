package io.likeness.cli.access;

import io.likeness.storage.DurableFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Clears up what a command needed only for itself. */
final class TemporaryFolder {
    private static final Logger LOG = LoggerFactory.getLogger(TemporaryFolder.class);

    private TemporaryFolder() {}

    static void delete(Path folder) {
        try {
            DurableFiles.deleteTree(folder);
        } catch (IOException e) {
            LOG.debug("{} stays: {}", folder, e.toString());
        }
    }
}
