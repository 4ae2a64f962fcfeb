package io.likeness.evaluation;

import io.likeness.failure.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A picture file and what it shows.
 *
 * @param label name of the folder it lies in
 * @param file its path
 */
public record LabelledPicture(String label, Path file) {
    /**
     * The pictures of {@code folder}/&lt;label&gt;/, in the order of their paths. Whatever begins with a dot is left out; whether a file is a picture shows
     * only when it is decoded.
     *
     * @throws Failure.BadInput if there is no such folder, or no file in a folder in it
     */
    public static List<LabelledPicture> in(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new Failure.BadInput("there is no folder " + folder);
        }
        List<LabelledPicture> pictures = new ArrayList<>();
        try {
            for (Path labelled : visible(folder)) {
                if (Files.isDirectory(labelled)) {
                    for (Path file : visible(labelled)) {
                        if (Files.isRegularFile(file)) {
                            pictures.add(new LabelledPicture(name(labelled), file));
                        }
                    }
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw new Failure.Unavailable("the folder " + folder + " cannot be read: " + e.getMessage(), e);
        }
        if (pictures.isEmpty()) {
            throw new Failure.BadInput("there are no pictures in " + folder
                    + "; expected one folder in it for each label, and the pictures in those");
        }
        return List.copyOf(pictures);
    }

    private static List<Path> visible(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> !name(entry).startsWith("."))
                    .sorted((a, b) -> name(a).compareTo(name(b)))
                    .toList();
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
