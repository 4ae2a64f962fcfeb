package io.likeness.storage;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The folders of the generations of a data directory. Stateless. */
final class GenerationFolders {
    static final String MODEL = "model";
    static final String INDEX = "index";

    private static final Pattern NAME = Pattern.compile("(?:model|index)(?:-([1-9][0-9]{0,8}))?");

    private GenerationFolders() {}

    /** Deletes the folders of all generations but those {@code used}: what is left of one that was given up, also of one cut off while it began. */
    static void deleteUnused(Path data, Set<Integer> used) throws IOException {
        for (Path home : homes(data)) {
            for (Path folder : children(home)) {
                Matcher name = NAME.matcher(String.valueOf(folder.getFileName()));
                if (name.matches() && !used.contains(number(name))) {
                    DurableFiles.deleteTree(folder);
                }
            }
        }
    }

    private static int number(Matcher name) {
        return name.group(1) == null ? Generation.FIRST : Integer.parseInt(name.group(1));
    }

    /** The folders that hold an index: of the default collection, then of the others. */
    private static List<Path> homes(Path data) throws IOException {
        List<Path> homes = new ArrayList<>(List.of(data));
        Path others = data.resolve("collections");
        if (Files.isDirectory(others)) {
            homes.addAll(children(others));
        }
        return homes;
    }

    private static List<Path> children(Path folder) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, Files::isDirectory)) {
            found.forEach(children::add);
        }
        return children;
    }
}
