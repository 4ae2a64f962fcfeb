package io.likeness.imports;

import io.likeness.failure.Failure;
import io.likeness.storage.SealedProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Reads and writes what an import shall do and whether it still runs. */
final class ImportJobFile {
    private static final String NAME = "import.properties";
    private static final String TAG = "tag.";

    private ImportJobFile() {}

    record Content(
            ImportRequest request,
            ImportState state,
            String reason,
            Instant started,
            @Nullable Instant ended) {}

    static void write(Path folder, Content content) {
        ImportRequest request = content.request();
        Properties properties = new Properties();
        properties.setProperty("collection", request.collection());
        properties.setProperty("source", sourceName(request.source()));
        Path location = request.source().location();
        // What was sent lies beside this file, wherever the data directory is moved.
        properties.setProperty(
                "location", (location.startsWith(folder) ? folder.relativize(location) : location).toString());
        properties.setProperty("key-from", request.keyFrom().name());
        if (request.moveTo() != null) {
            properties.setProperty("move-to", request.moveTo().toString());
        }
        request.tags().forEach((name, value) -> properties.setProperty(TAG + name, value));
        properties.setProperty("state", content.state().name());
        properties.setProperty("reason", content.reason());
        properties.setProperty("started", content.started().toString());
        if (content.ended() != null) {
            properties.setProperty("ended", content.ended().toString());
        }
        try {
            SealedProperties.write(folder.resolve(NAME), properties);
        } catch (IOException e) {
            throw new Failure.Unavailable("the import in " + folder + " cannot be written down: " + e.getMessage(), e);
        }
    }

    /** What is wrong with the file in {@code folder}, or empty. */
    static Optional<String> damage(Path folder) throws IOException {
        return SealedProperties.damage(folder.resolve(NAME));
    }

    static boolean exists(Path folder) {
        return Files.exists(folder.resolve(NAME));
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws Failure.Conflict if it is something else
     */
    static Content read(Path folder) {
        try {
            return parse(folder);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new Failure.Conflict("the file " + folder.resolve(NAME) + " cannot be understood: " + e.getMessage());
        }
    }

    private static Content parse(Path folder) {
        Properties properties;
        try {
            properties = SealedProperties.read(folder.resolve(NAME));
        } catch (IOException e) {
            throw new Failure.Unavailable("the import in " + folder + " cannot be read: " + e.getMessage(), e);
        }
        Map<String, String> tags = new HashMap<>();
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith(TAG)) {
                tags.put(name.substring(TAG.length()), required(properties, name));
            }
        }
        String moveTo = properties.getProperty("move-to");
        String ended = properties.getProperty("ended");
        ImportRequest request = new ImportRequest(
                required(properties, "collection"),
                source(required(properties, "source"), folder.resolve(required(properties, "location"))),
                ImportRequest.KeyFrom.valueOf(required(properties, "key-from")),
                tags,
                moveTo == null ? null : Path.of(moveTo));
        return new Content(
                request,
                ImportState.valueOf(required(properties, "state")),
                required(properties, "reason"),
                Instant.parse(required(properties, "started")),
                ended == null ? null : Instant.parse(ended));
    }

    private static String required(Properties properties, String name) {
        String value = properties.getProperty(name);
        if (value == null) {
            throw new Failure.Conflict("the file " + NAME + " of an import lacks \"" + name + "\"; delete its folder");
        }
        return value;
    }

    private static String sourceName(ImportSource source) {
        return switch (source) {
            case ImportSource.Folder _ -> "folder";
            case ImportSource.Archive _ -> "archive";
            case ImportSource.UrlList _ -> "url-list";
        };
    }

    private static ImportSource source(String name, Path location) {
        return switch (name) {
            case "folder" -> new ImportSource.Folder(location);
            case "archive" -> new ImportSource.Archive(location);
            case "url-list" -> new ImportSource.UrlList(location);
            default -> throw new Failure.Conflict("an import from \"" + name + "\" is not known to this version");
        };
    }
}
