package io.likeness.imports;

import io.likeness.failure.Failure;
import io.likeness.storage.DurableFiles;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Reads and writes what an import shall do and whether it still runs. */
final class ImportJobFile {
    private static final String NAME = "import.properties";
    private static final String TAG = "tag.";
    private static final String CHECKSUM = "# checksum ";

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
        StringWriter text = new StringWriter();
        try {
            properties.store(text, null);
        } catch (IOException e) {
            throw new AssertionError("a StringWriter does not fail", e);
        }
        // A comment to whoever reads properties.
        String sealed = text + CHECKSUM + checksum(text.toString()) + "\n";
        try {
            DurableFiles.writeAtomically(folder.resolve(NAME), sealed.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new Failure.Unavailable("the import in " + folder + " cannot be written down: " + e.getMessage(), e);
        }
    }

    /** What is wrong with the file in {@code folder}, or empty. */
    static Optional<String> damage(Path folder) throws IOException {
        String text = new String(Files.readAllBytes(folder.resolve(NAME)), StandardCharsets.ISO_8859_1);
        int end = text.lastIndexOf(CHECKSUM);
        if (end < 0) {
            return Optional.of("its last line should be a checksum and is none");
        }
        // One character a byte, so that what is no text is compared too.
        String content =
                new String(text.substring(0, end).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        boolean fits = text.substring(end).equals(CHECKSUM + checksum(content) + "\n");
        return fits ? Optional.empty() : Optional.of("it does not fit its checksum");
    }

    private static String checksum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", crc.getValue());
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
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(folder.resolve(NAME), StandardCharsets.UTF_8)) {
            properties.load(reader);
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
