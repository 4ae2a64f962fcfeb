package io.likeness.imports;

import java.nio.file.Path;

/** The folders of this machine that imports may use. Safe for use by many threads. */
public interface ImportFolders {
    /**
     * The folder that an import reads.
     *
     * @param path absolute
     * @throws io.likeness.failure.Failure.Forbidden if it is not open to imports, whether it is there or not
     * @throws io.likeness.failure.Failure.NotFound if it is not there
     */
    Path source(String path);

    /**
     * The folder that an import moves files to; it may still have to be made.
     *
     * @param path absolute
     * @throws io.likeness.failure.Failure.Forbidden if it is not open to imports
     * @throws io.likeness.failure.Failure.BadInput if it is no folder
     */
    Path destination(String path);
}
