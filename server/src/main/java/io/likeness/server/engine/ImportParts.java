package io.likeness.server.engine;

import io.likeness.imports.ImportFolders;
import io.likeness.imports.ImportItemsOpener;
import io.likeness.imports.ImportSource;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * What imports read with.
 *
 * @param folders those that callers may name
 * @param fileKind tells what kind of source a file is, by its content
 */
public record ImportParts(ImportItemsOpener opener, ImportFolders folders, Function<Path, ImportSource> fileKind) {}
