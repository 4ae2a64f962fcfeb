package io.likeness.imports;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an import shall do.
 *
 * @param collection the collection to add to
 * @param source where the pictures are
 * @param keyFrom what becomes the key where an item names none
 * @param tags given to every picture
 * @param moveTo folder to which a file is moved once its picture is stored, keeping its relative path and never over another file; null to leave files
 */
public record ImportRequest(
        String collection,
        ImportSource source,
        KeyFrom keyFrom,
        Map<String, String> tags,
        @Nullable Path moveTo) {
    public ImportRequest {
        tags = Map.copyOf(tags);
    }

    /** What becomes the key. */
    public enum KeyFrom {
        /** The file's own name. */
        NAME,
        /** The path below the folder, with slashes. */
        RELATIVE_PATH,
        /** The MD5 of the bytes. */
        DIGEST
    }
}
