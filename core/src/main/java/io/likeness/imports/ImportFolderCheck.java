package io.likeness.imports;

import io.likeness.failure.Failure;
import io.likeness.index.IndexProblem;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks what is written down of imports while no server runs. */
public final class ImportFolderCheck {
    private static final String REMEDY =
            "delete this folder of one import, or restore it from a backup; pictures that it stored stay, and the import may be begun again: ";

    private ImportFolderCheck() {}

    /**
     * Compares the files of all imports below {@code folder} with their checksums.
     *
     * @return what is wrong, each with its file
     * @throws Failure.Unavailable if the disk refuses
     */
    public static List<IndexProblem> check(Path folder) {
        List<IndexProblem> problems = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (DirectoryStream<Path> jobs = Files.newDirectoryStream(folder, "[0-9]*")) {
            for (Path job : jobs) {
                check(job, problems);
            }
        } catch (IOException e) {
            throw new Failure.Unavailable("the imports in " + folder + " cannot be read: " + e.getMessage(), e);
        }
        return List.copyOf(problems);
    }

    private static void check(Path job, List<IndexProblem> problems) throws IOException {
        // Without it a server takes the folder for a beginning that was cut off, and removes it.
        if (!ImportJobFile.exists(job)) {
            problems.add(new IndexProblem(job.toString(), "it does not say what it imports", REMEDY + job));
            return;
        }
        add(job, "import.properties", ImportJobFile.damage(job), problems);
        Path finished = job.resolve("finished.bin");
        if (Files.exists(finished)) {
            add(job, "finished.bin", FinishedItems.damage(finished), problems);
        }
        Path failures = job.resolve("failures.tsv");
        if (Files.exists(failures)) {
            add(job, "failures.tsv", FailureList.damage(failures), problems);
        }
    }

    private static void add(Path job, String file, Optional<String> damage, List<IndexProblem> problems) {
        damage.ifPresent(what -> problems.add(new IndexProblem(job.resolve(file).toString(), what, REMEDY + job)));
    }
}
