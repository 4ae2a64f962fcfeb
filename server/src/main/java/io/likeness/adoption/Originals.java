package io.likeness.adoption;

import io.likeness.failure.Failure;
import io.likeness.image.ImageSource;
import io.likeness.index.milvus.EarlierRows.Row;
import io.likeness.server.v1.OriginalUrl;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the files of the earlier system's pictures are: below folders, else at the web addresses that a pattern makes. Immutable, hence safe for use by
 * many threads.
 */
public final class Originals {
    private final List<Root> roots;
    private final OriginalUrl pattern;

    /**
     * @param roots tried in order
     * @param pattern a template over {@code {imgPath}} and {@code {key}}, or empty
     */
    public Originals(List<Root> roots, String pattern) {
        this.roots = List.copyOf(roots);
        this.pattern = new OriginalUrl(pattern);
    }

    /**
     * A folder in which files are looked for.
     *
     * @param was what the paths of these files began with, or empty where that is not told
     */
    public record Root(String was, Path folder) {
        /**
         * Reads {@code FOLDER} or {@code WAS=FOLDER}.
         *
         * @throws Failure.BadInput if the folder is not there
         */
        public static Root of(String text) {
            int end = text.indexOf('=');
            boolean whole = end <= 0 || Files.isDirectory(Path.of(text));
            String was = whole ? "" : plain(text.substring(0, end));
            Path folder;
            try {
                folder = Path.of(whole ? text : text.substring(end + 1))
                        .toAbsolutePath()
                        .normalize();
            } catch (InvalidPathException e) {
                throw new Failure.BadInput("--root " + text + " names no folder: " + e.getReason());
            }
            if (!Files.isDirectory(folder)) {
                throw new Failure.BadInput("--root " + text + " names no folder that is there: " + folder);
            }
            return new Root(was, folder);
        }

        private Optional<Path> file(String filepath) {
            String rest;
            if (was.isEmpty()) {
                // An absolute path may be one of this machine, or of a container whose folder is mounted elsewhere now.
                rest = filepath.startsWith(folder + "/") ? filepath.substring((folder + "/").length()) : filepath;
            } else if (filepath.startsWith(was + "/")) {
                rest = filepath.substring(was.length());
            } else {
                return Optional.empty();
            }
            try {
                return Optional.of(folder.resolve(rest.replaceFirst("^/+", ""))).filter(Files::isRegularFile);
            } catch (InvalidPathException e) {
                return Optional.empty();
            }
        }
    }

    /** Where a picture is. */
    public sealed interface Place {
        /** There is something to be opened. */
        record Found(ImageSource source) implements Place {}

        /**
         * There is not.
         *
         * @param reason in plain words
         */
        record Nowhere(String reason) implements Place {}
    }

    /** Looks for the picture of {@code row}; opens nothing. */
    public Place of(Row row) {
        String filepath = plain(row.filepath());
        if (!filepath.isBlank()) {
            for (Root root : roots) {
                Optional<Path> file = root.file(filepath);
                if (file.isPresent()) {
                    return new Place.Found(new ImageSource.LocalPath(file.get().toString()));
                }
            }
        }
        return pattern.of(row.key(), row.filepath())
                .<Place>map(url -> new Place.Found(new ImageSource.Url(url)))
                .orElseGet(() -> new Place.Nowhere(reason(filepath)));
    }

    private String reason(String filepath) {
        if (filepath.isBlank()) {
            return "it has no filepath";
        }
        List<String> folders = new ArrayList<>();
        roots.forEach(root -> folders.add(root.folder().toString()));
        return roots.isEmpty()
                ? "its filepath makes no web address by --url-pattern"
                : "there is no such file below " + String.join(", ", folders) + " (--root)";
    }

    /** Paths of Windows are written with slashes too. */
    private static String plain(String path) {
        String slashes = path.replace('\\', '/');
        return slashes.length() > 1 && slashes.endsWith("/") ? slashes.substring(0, slashes.length() - 1) : slashes;
    }
}
