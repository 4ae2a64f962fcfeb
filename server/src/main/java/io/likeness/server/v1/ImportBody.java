package io.likeness.server.v1;

import io.likeness.failure.Failure;
import io.likeness.imports.ImportFolders;
import io.likeness.imports.ImportRequest;
import io.likeness.imports.ImportRequest.KeyFrom;
import io.likeness.imports.ImportSource;
import io.likeness.index.Attributes;
import io.likeness.server.http.Document;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what an import shall do. */
final class ImportBody {
    /** The fields of an import of a folder. */
    static final Set<String> OF_FOLDER = Set.of("path", "key_from", "tags", "move_to");

    /** The fields beside an uploaded file. */
    static final Set<String> OF_UPLOAD = Set.of("key_from", "tags");

    private ImportBody() {}

    static ImportRequest folder(String collection, Document body, ImportFolders folders) {
        Path source = folders.source(body.text("path")
                .orElseThrow(() -> new Failure.BadInput("\"path\" is missing: the folder to import; or send a ZIP,"
                        + " TAR, TAR.GZ, CSV or JSONL file as the part \"file\" of a form")));
        @Nullable Path moveTo = body.text("move_to").map(folders::destination).orElse(null);
        if (source.equals(moveTo)) {
            throw new Failure.BadInput("path and move_to are both \"" + source + "\"; they must be different folders");
        }
        return new ImportRequest(collection, new ImportSource.Folder(source), keyFrom(body), tags(body), moveTo);
    }

    static ImportRequest upload(String collection, Document fields, ImportSource source) {
        return new ImportRequest(collection, source, keyFrom(fields), tags(fields), null);
    }

    private static Map<String, String> tags(Document body) {
        // Checks them now rather than with each picture.
        return new Attributes("", TagsJson.of(body)).tags();
    }

    private static KeyFrom keyFrom(Document body) {
        String word = body.text("key_from").orElse(ImportJson.word(KeyFrom.DIGEST));
        return Stream.of(KeyFrom.values())
                .filter(each -> ImportJson.word(each).equals(word))
                .findFirst()
                .orElseThrow(() -> new Failure.BadInput("key_from is \"" + word + "\", allowed are "
                        + Stream.of(KeyFrom.values()).map(ImportJson::word).collect(Collectors.joining(", "))));
    }
}
