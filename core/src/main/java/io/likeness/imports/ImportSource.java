package io.likeness.imports;

import java.nio.file.Path;

/** Where an import takes its pictures from. */
public sealed interface ImportSource {
    /** Where its bytes lie on this machine. */
    Path location();

    /** All files below a folder; symbolic links are not followed. */
    record Folder(Path location) implements ImportSource {}

    /** The entries of a ZIP, TAR or TAR.GZ file, told apart by content. */
    record Archive(Path location) implements ImportSource {}

    /** Addresses with keys and tags: CSV with a header line, or one JSON object a line. */
    record UrlList(Path location) implements ImportSource {}
}
