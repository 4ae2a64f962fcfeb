package io.likeness.imports.source;

import io.likeness.failure.Failure;
import io.likeness.image.ImageFetcher;
import io.likeness.imports.ImportItem;
import io.likeness.imports.ImportItems;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A list with an object a line: {@code {"url": …, "key": …, "imgPath": …, "tags": {…}}}. A line that is something else is an item that fails. */
final class JsonListItems implements ImportItems {
    private static final int LONGEST_LINE = 1 << 20;

    private final BufferedReader reader;
    private final ImageFetcher fetcher;
    private long number;

    private JsonListItems(BufferedReader reader, ImageFetcher fetcher) {
        this.reader = reader;
        this.fetcher = fetcher;
    }

    static JsonListItems open(Path file, ImageFetcher fetcher) throws IOException {
        // Bytes that are no UTF-8 become a mark in the one line that holds them, rather than the end of the list.
        return new JsonListItems(
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8)), fetcher);
    }

    @Override
    public Optional<ImportItem> next() {
        try {
            for (String line = line(); line != null; line = line()) {
                String text = line.startsWith("\uFEFF") ? line.substring(1) : line;
                if (!text.isBlank()) {
                    return Optional.of(item(text));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new Failure.Unavailable("the list cannot be read further: " + e.getMessage(), e);
        }
    }

    private @Nullable String line() throws IOException {
        StringBuilder line = new StringBuilder();
        number++;
        for (int c = reader.read(); c >= 0; c = reader.read()) {
            if (c == '\n') {
                return line.toString();
            }
            if (line.length() == LONGEST_LINE) {
                throw new Failure.BadInput(
                        "line " + number + " of the list has more than " + LONGEST_LINE + " characters");
            }
            line.append((char) c);
        }
        return line.isEmpty() ? null : line.toString();
    }

    private ImportItem item(String line) {
        try {
            JsonNode object = TagTexts.JSON.readTree(line);
            if (!object.isObject()) {
                return UrlListItems.broken(number, "is no JSON object", fetcher);
            }
            String url = object.path("url").asString("").strip();
            if (url.isEmpty()) {
                return UrlListItems.broken(number, "has no \"url\"", fetcher);
            }
            return new UrlItem(
                    number,
                    url,
                    object.path("key").asString(""),
                    object.path("imgPath").asString(""),
                    TagTexts.of(object.path("tags")),
                    "",
                    fetcher);
        } catch (JacksonException e) {
            return UrlListItems.broken(number, "is no JSON object: " + e.getOriginalMessage(), fetcher);
        } catch (IllegalArgumentException e) {
            return UrlListItems.broken(number, String.valueOf(e.getMessage()), fetcher);
        }
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new Failure.Unavailable("the list cannot be closed: " + e.getMessage(), e);
        }
    }
}
