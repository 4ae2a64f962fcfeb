package io.likeness.storage;

import io.likeness.embedding.ModelFingerprint;
import io.likeness.failure.Failure;
import io.likeness.index.IndexProblem;
import io.likeness.storage.Generation.Beside;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A data directory held to be looked at: nothing in it is changed but the lock, and what is wrong with it is told instead of refused. Used by one
 * thread.
 */
public final class DataInspection implements AutoCloseable {
    private static final String BACKUP = "restore this file from a backup of the data directory";

    private final Path directory;
    private final DirectoryLock lock;
    private final List<IndexProblem> problems;
    private final @Nullable Manifest manifest;

    private DataInspection(
            Path directory, DirectoryLock lock, List<IndexProblem> problems, @Nullable Manifest manifest) {
        this.directory = directory;
        this.lock = lock;
        this.problems = List.copyOf(problems);
        this.manifest = manifest;
    }

    /**
     * Holds {@code directory} and looks at its manifest, folders and model.
     *
     * @throws Failure.NotFound if it is no data directory
     * @throws Failure.Conflict if another holder has it
     * @throws Failure.Unavailable if the disk refuses
     */
    public static DataInspection open(Path directory) {
        if (!Files.isDirectory(directory) || !Files.exists(directory.resolve("lock"))) {
            throw new Failure.NotFound("there is no library in " + directory + " (--data)");
        }
        try {
            DirectoryLock lock = DirectoryLock.acquire(directory);
            boolean opened = false;
            try {
                List<IndexProblem> problems = new ArrayList<>();
                Optional<Manifest> manifest = manifest(directory, problems);
                for (Path folder : folders(directory, manifest)) {
                    checkFolder(folder, problems);
                }
                for (Generation generation : generations(manifest)) {
                    checkModel(generation.modelFolder(directory), generation.modelFiles(), problems);
                }
                opened = true;
                return new DataInspection(directory, lock, problems, manifest.orElse(null));
            } finally {
                if (!opened) {
                    lock.close();
                }
            }
        } catch (IOException e) {
            throw new Failure.Unavailable(
                    "the data directory " + directory + " (--data) cannot be read: " + IoReasons.of(e), e);
        }
    }

    private static Optional<Manifest> manifest(Path directory, List<IndexProblem> problems) throws IOException {
        Path file = directory.resolve("manifest.properties");
        if (!Files.exists(file)) {
            problems.add(new IndexProblem(file.toString(), "it is missing", BACKUP));
            return Optional.empty();
        }
        try {
            return Optional.of(Manifest.decode(file, Files.readAllBytes(file)));
        } catch (Failure.Conflict e) {
            problems.add(new IndexProblem(file.toString(), e.getMessage(), BACKUP));
            return Optional.empty();
        }
    }

    private static List<Path> folders(Path directory, Optional<Manifest> manifest) {
        List<Path> folders = new ArrayList<>();
        if (manifest.isEmpty()) {
            folders.add(directory.resolve(GenerationFolders.MODEL));
            folders.add(directory.resolve(GenerationFolders.INDEX));
        }
        generations(manifest).forEach(each -> folders.add(each.modelFolder(directory)));
        // That of a next generation may still have to be made.
        manifest.ifPresent(of -> folders.add(of.serving().indexFolder(directory)));
        folders.add(directory.resolve("previews"));
        return folders;
    }

    private static List<Generation> generations(Optional<Manifest> manifest) {
        return manifest.map(of -> Stream.concat(Stream.of(of.serving()), of.beside().map(Beside::generation).stream())
                        .toList())
                .orElse(List.of());
    }

    private static void checkFolder(Path folder, List<IndexProblem> problems) {
        if (!Files.isDirectory(folder)) {
            problems.add(new IndexProblem(
                    folder.toString(), "the folder is missing", "restore it from a backup of the data directory"));
        }
    }

    private static void checkModel(Path model, Map<String, String> expected, List<IndexProblem> problems)
            throws IOException {
        Map<String, String> found = Files.isDirectory(model) ? FileHashes.of(model) : Map.of();
        expected.forEach((name, sha256) -> {
            String is = found.get(name);
            if (!sha256.equals(is)) {
                problems.add(new IndexProblem(
                        model.resolve(name).toString(),
                        is == null ? "it is missing" : "its SHA-256 is " + is + ", expected is " + sha256,
                        BACKUP + ", or copy it from another library made with this model"));
            }
        });
    }

    /** What is wrong with the manifest, the folders and the files of the model. */
    public List<IndexProblem> problems() {
        return problems;
    }

    /** The model that the manifest names, or empty where it cannot be read. */
    public Optional<ModelFingerprint> model() {
        return Optional.ofNullable(manifest).map(Manifest::model);
    }

    /** The generations that the manifest names, the one that answers first; empty where it cannot be read. */
    public List<Generation> generations() {
        return generations(Optional.ofNullable(manifest));
    }

    /** The directory itself. */
    public Path path() {
        return directory;
    }

    /** Frees the directory for others; closing again does nothing. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new Failure.Unavailable("the data directory " + directory + " cannot be closed", e);
        }
    }
}
