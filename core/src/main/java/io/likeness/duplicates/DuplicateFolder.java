package io.likeness.duplicates;

import io.likeness.failure.Failure;
import io.likeness.index.IndexProblem;
import io.likeness.storage.DurableFiles;
import io.likeness.storage.SealedProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the duplicates of one collection are written down.
 *
 * @param path folder in one that exists: with the collection it goes
 */
public record DuplicateFolder(String collection, Path path) {
    private static final String AGAIN = "delete the file and search for duplicates again: ";
    private static final String DECISIONS = "restore the file from a backup, or go on without the damaged decisions: ";

    Path run() {
        return path.resolve("run.properties");
    }

    Path pairs() {
        return path.resolve("pairs.bin");
    }

    Path decisions() {
        return path.resolve("decisions.tsv");
    }

    Path undo() {
        return path.resolve("undo");
    }

    /** Makes it where it is not there, and forgets what could be undone before the last stop. */
    void create() {
        try {
            // Not what is above it: the collection may have been deleted meanwhile.
            if (!Files.isDirectory(path)) {
                Files.createDirectory(path);
                DurableFiles.forceDirectory(path.resolveSibling("."));
            }
            DurableFiles.deleteTree(undo());
        } catch (IOException e) {
            throw new Failure.Unavailable("the folder " + path + " of duplicates cannot be used: " + e.getMessage(), e);
        }
    }

    /**
     * Compares the files with their checksums, while no server runs.
     *
     * @throws Failure.Unavailable if the disk refuses
     */
    public List<IndexProblem> check() {
        List<IndexProblem> problems = new ArrayList<>();
        try {
            if (Files.exists(run())) {
                add(run(), SealedProperties.damage(run()), AGAIN, problems);
            }
            if (Files.exists(pairs())) {
                add(pairs(), PairJournal.damage(pairs()), AGAIN, problems);
            }
            if (Files.exists(decisions())) {
                add(decisions(), Decisions.damage(decisions()), DECISIONS, problems);
            }
        } catch (IOException e) {
            throw new Failure.Unavailable("the folder " + path + " of duplicates cannot be read: " + e.getMessage(), e);
        }
        return List.copyOf(problems);
    }

    private static void add(Path file, Optional<String> damage, String remedy, List<IndexProblem> problems) {
        damage.ifPresent(what -> problems.add(new IndexProblem(file.toString(), what, remedy + file)));
    }
}
