package io.likeness.imports.source;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.likeness.failure.Failure;
import io.likeness.image.ImageFetcher;
import io.likeness.imports.ImportItem;
import io.likeness.imports.ImportItems;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lists of addresses. CSV has a header line with {@code url} and, if wanted, {@code key}, {@code imgPath} and {@code tag.NAME} columns. JSONL has an
 * object a line: {@code {"url": …, "key": …, "imgPath": …, "tags": {…}}}.
 */
final class UrlListItems implements ImportItems {
    private static final String TAG = "tag.";
    private static final JsonMapper JSON = new JsonMapper();

    private final Iterator<UrlItem> items;
    private final Closeable source;

    private UrlListItems(Iterator<UrlItem> items, Closeable source) {
        this.items = items;
        this.source = source;
    }

    static UrlListItems open(Path file, ImageFetcher fetcher) {
        try {
            return firstCharacter(file) == '{' ? openJson(file, fetcher) : openCsv(file, fetcher);
        } catch (IOException e) {
            throw new Failure.NotFound("the list " + file.getFileName() + " cannot be read: " + e.getMessage());
        }
    }

    private static int firstCharacter(Path file) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            int c = reader.read();
            while (c == '\uFEFF' || Character.isWhitespace(c)) {
                c = reader.read();
            }
            return c;
        }
    }

    private static UrlListItems openCsv(Path file, ImageFetcher fetcher) throws IOException {
        CsvReader<NamedCsvRecord> csv = CsvReader.builder()
                .detectBomHeader(true)
                .skipEmptyLines(true)
                .ofNamedCsvRecord(file, StandardCharsets.UTF_8);
        Iterator<NamedCsvRecord> records = csv.iterator();
        return new UrlListItems(
                new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return records.hasNext();
                    }

                    @Override
                    public UrlItem next() {
                        return ofCsv(records.next(), fetcher);
                    }
                },
                csv);
    }

    private static UrlItem ofCsv(NamedCsvRecord line, ImageFetcher fetcher) {
        Map<String, String> tags = new HashMap<>();
        for (String column : line.getHeader()) {
            String value = line.findField(column).orElse("");
            if (column.startsWith(TAG) && !value.isEmpty()) {
                tags.put(column.substring(TAG.length()), value);
            }
        }
        String url = line.findField("url")
                .orElseThrow(() ->
                        new Failure.BadInput("the CSV has no column \"url\"; its columns are " + line.getHeader()));
        return new UrlItem(
                line.getStartingLineNumber(),
                url.strip(),
                line.findField("key").orElse(""),
                line.findField("imgPath").orElse(""),
                tags,
                fetcher);
    }

    private static UrlListItems openJson(Path file, ImageFetcher fetcher) throws IOException {
        BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        long[] number = {0};
        Iterator<UrlItem> items = lines.lines()
                .peek(_ -> number[0]++)
                .filter(line -> !line.isBlank())
                .map(line -> ofJson(line, number[0], fetcher))
                .iterator();
        return new UrlListItems(items, lines);
    }

    private static UrlItem ofJson(String line, long number, ImageFetcher fetcher) {
        try {
            JsonNode object = JSON.readTree(line);
            Map<String, String> tags = new HashMap<>();
            object.path("tags")
                    .properties()
                    .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asString()));
            return new UrlItem(
                    number,
                    object.path("url").asString("").strip(),
                    object.path("key").asString(""),
                    object.path("imgPath").asString(""),
                    tags,
                    fetcher);
        } catch (JacksonException e) {
            throw new Failure.BadInput("line " + number + " of the list is no JSON object: " + e.getOriginalMessage());
        }
    }

    @Override
    public Optional<ImportItem> next() {
        try {
            return items.hasNext() ? Optional.of(items.next()) : Optional.empty();
        } catch (CsvParseException | UncheckedIOException e) {
            throw new Failure.BadInput("the list cannot be read further: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        try {
            source.close();
        } catch (IOException e) {
            throw new Failure.Unavailable("the list cannot be closed: " + e.getMessage(), e);
        }
    }
}
