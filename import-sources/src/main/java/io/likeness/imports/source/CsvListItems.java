package io.likeness.imports.source;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.likeness.failure.Failure;
import io.likeness.image.ImageFetcher;
import io.likeness.imports.ImportItem;
import io.likeness.imports.ImportItems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/**
 * A list with a header line that has {@code url} and, if wanted, {@code key}, {@code imgPath}, {@code tags} (a JSON object) and {@code tag.NAME}
 * columns; other columns are passed over.
 */
final class CsvListItems implements ImportItems {
    private static final String TAG = "tag.";
    private static final int LONGEST_FIELD = 1 << 20;

    private final CsvReader<NamedCsvRecord> csv;
    private final Iterator<NamedCsvRecord> records;
    private final ImageFetcher fetcher;

    private CsvListItems(CsvReader<NamedCsvRecord> csv, ImageFetcher fetcher) {
        this.csv = csv;
        this.records = csv.iterator();
        this.fetcher = fetcher;
    }

    static CsvListItems open(Path file, ImageFetcher fetcher) throws IOException {
        try (CsvReader<CsvRecord> header = builder().ofCsvRecord(file, StandardCharsets.UTF_8)) {
            Iterator<CsvRecord> lines = header.iterator();
            checkHeader(lines.hasNext() ? lines.next().getFields() : List.of());
        } catch (CsvParseException | UncheckedIOException e) {
            throw unreadable(e);
        }
        return new CsvListItems(builder().ofNamedCsvRecord(file, StandardCharsets.UTF_8), fetcher);
    }

    private static CsvReader.CsvReaderBuilder builder() {
        return CsvReader.builder()
                .detectBomHeader(true)
                .skipEmptyLines(true)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .maxBufferSize(LONGEST_FIELD);
    }

    private static void checkHeader(List<String> columns) {
        if (!columns.contains("url")) {
            throw new Failure.BadInput("the file is neither ZIP, TAR, TAR.GZ nor JSONL, and as a CSV it has no column"
                    + " \"url\"; the columns of its first line are " + shortened(columns.toString()));
        }
    }

    private static Failure.BadInput unreadable(RuntimeException e) {
        return new Failure.BadInput("the list is no CSV in UTF-8 that can be read: " + e.getMessage());
    }

    @Override
    public Optional<ImportItem> next() {
        try {
            return records.hasNext() ? Optional.of(item(records.next())) : Optional.empty();
        } catch (CsvParseException | UncheckedIOException e) {
            throw unreadable(e);
        }
    }

    private ImportItem item(NamedCsvRecord line) {
        long number = line.getStartingLineNumber();
        String url = line.findField("url").orElse("").strip();
        if (url.isEmpty()) {
            return UrlListItems.broken(number, "has no url", fetcher);
        }
        try {
            return new UrlItem(
                    number,
                    url,
                    line.findField("key").orElse(""),
                    line.findField("imgPath").orElse(""),
                    tags(line),
                    "",
                    fetcher);
        } catch (IllegalArgumentException e) {
            return UrlListItems.broken(number, String.valueOf(e.getMessage()), fetcher);
        }
    }

    private static String shortened(String text) {
        return text.length() > 200 ? text.substring(0, 200) + "…" : text;
    }

    private static Map<String, String> tags(NamedCsvRecord line) {
        Map<String, String> tags = new HashMap<>();
        String object = line.findField("tags").orElse("");
        if (!object.isBlank()) {
            try {
                tags.putAll(TagTexts.of(TagTexts.JSON.readTree(object)));
            } catch (JacksonException e) {
                throw new IllegalArgumentException("has tags that are no JSON object: " + e.getOriginalMessage(), e);
            }
        }
        for (String column : line.getHeader()) {
            String value = line.findField(column).orElse("");
            if (column.startsWith(TAG) && !value.isEmpty()) {
                tags.put(column.substring(TAG.length()), value);
            }
        }
        return tags;
    }

    @Override
    public void close() {
        try {
            csv.close();
        } catch (IOException e) {
            throw new Failure.Unavailable("the list cannot be closed: " + e.getMessage(), e);
        }
    }
}
