package io.likeness.cli.access;

import io.likeness.imports.ImportRequest.KeyFrom;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What an import shall do.
 *
 * @param source a folder, an archive or a list, as it was named
 * @param tags for every picture
 * @param moveTo folder to which files go once they are stored, or empty to leave them
 */
public record ImportOrder(Path source, KeyFrom keyFrom, Map<String, String> tags, Optional<Path> moveTo) {
    public ImportOrder {
        tags = Map.copyOf(tags);
    }
}
