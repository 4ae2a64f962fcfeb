package io.likeness.imports.source;

import io.likeness.failure.Failure;
import io.likeness.image.ImageFetcher;
import io.likeness.imports.ImportItem;
import io.likeness.imports.ImportItems;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Lists of addresses, told apart by their first character: CSV or JSONL. */
final class UrlListItems {
    private static final int LONGEST_BLANK = 4096;

    private UrlListItems() {}

    static ImportItems open(Path file, ImageFetcher fetcher) {
        try {
            return firstCharacter(file) == '{' ? JsonListItems.open(file, fetcher) : CsvListItems.open(file, fetcher);
        } catch (IOException e) {
            throw new Failure.NotFound("the list " + file.getFileName() + " cannot be read: " + e.getMessage());
        }
    }

    private static int firstCharacter(Path file) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            int c = reader.read();
            // Blanks and the three bytes of a byte order mark.
            for (int i = 0;
                    i < LONGEST_BLANK && (Character.isWhitespace(c) || "\u00ef\u00bb\u00bf".indexOf(c) >= 0);
                    i++) {
                c = reader.read();
            }
            return c;
        }
    }

    /** The item of a line that cannot be understood; it fails. */
    static ImportItem broken(long line, String problem, ImageFetcher fetcher) {
        return new UrlItem(line, "", "", "", Map.of(), "line " + line + " of the list " + problem, fetcher);
    }
}
