package io.likeness.storage;

import io.likeness.embedding.ModelFingerprint;
import io.likeness.failure.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The folder in which a library lives, held by one process at a time:
 *
 * <pre>
 * lock                  held while the directory is open; the pid of the last holder
 * manifest.properties   format, model, created by and when; with a checksum
 * model/                a copy of the model bundle the library was made with; model-2/ … of later ones
 * index/                records and embeddings; index-2/ … of later models
 * previews/             previews by content
 * closed-cleanly        there while nothing is open and nothing was left over
 * creating              there from the first step of creation to the last
 * </pre>
 *
 * <p>The manifest comes last at creation, so that whatever a crash leaves of an unfinished one is cleared and made again, and comes before everything a
 * user stores, so that data without a manifest are never taken for an empty library. Opened by one thread; afterwards safe for use by many.
 */
public final class DataDirectory implements AutoCloseable {
    private final Path directory;
    private final String version;
    private final InstantSource clock;
    private final DirectoryLock lock;
    private final LibraryGenerations generations;
    // Guarded by this.
    private boolean cleanlyClosed;

    /** Fills a folder. */
    @FunctionalInterface
    public interface FolderContent {
        /** Writes files and folders into {@code folder}, which exists and is empty; the caller makes them durable. */
        void writeInto(Path folder) throws IOException;
    }

    private DataDirectory(
            Path directory, String version, InstantSource clock, DirectoryLock lock, LibraryGenerations generations) {
        this.directory = directory;
        this.version = version;
        this.clock = clock;
        this.lock = lock;
        this.generations = generations;
    }

    /**
     * Opens {@code directory}, or prepares it where it is empty or absent; it is held until {@link #close()}.
     *
     * @param version this version of Likeness, to be recorded in a new manifest
     * @throws Failure.Conflict if another holder has it, or if what is found there cannot be used; nothing but the lock
     *     was touched then
     * @throws Failure.Unavailable if the disk refuses
     */
    public static DataDirectory open(Path directory, String version, InstantSource clock) {
        try {
            if (Files.exists(directory) && !Files.isDirectory(directory)) {
                throw new Failure.Conflict(
                        "the data directory " + directory + " is a file: name a directory with --data (likeness.data)");
            }
            DurableFiles.createDirectories(directory);
            DirectoryLock lock = DirectoryLock.acquire(directory);
            boolean opened = false;
            try {
                DataDirectory data =
                        new DataDirectory(directory, version, clock, lock, LibraryGenerations.read(directory));
                data.checkFolders();
                data.takeCleanMarker();
                opened = true;
                return data;
            } finally {
                if (!opened) {
                    lock.close();
                }
            }
        } catch (IOException e) {
            throw unavailable("opened", directory, e);
        }
    }

    private synchronized void checkFolders() throws IOException {
        if (generations.exist()) {
            checkPresent(model(), "restore it from a backup of the data directory");
            checkPresent(index(), "restore it from a backup of the data directory");
            checkPresent(previews(), "restore it from a backup, or create it empty to go on without previews");
            Files.deleteIfExists(creatingMarker());
            generations.deleteUnused();
            return;
        }
        checkNoData(index());
        checkNoData(previews());
        if (!Files.exists(creatingMarker())) {
            checkNoData(model());
        }
    }

    private void checkPresent(Path folder, String remedy) {
        if (!Files.isDirectory(folder)) {
            throw new Failure.Conflict("the data directory " + directory + " has a manifest but the folder "
                    + folder.getFileName() + " is missing: " + remedy);
        }
    }

    private void checkNoData(Path folder) throws IOException {
        if (Files.exists(folder) && !DurableFiles.isEmptyDirectory(folder)) {
            throw new Failure.Conflict(directory + " has no manifest.properties but " + folder
                    + " is there and is not empty: if this is a data directory, restore manifest.properties from a backup;"
                    + " if it is another folder, give the server one of its own with --data (likeness.data)");
        }
    }

    private synchronized void takeCleanMarker() throws IOException {
        boolean marked = Files.deleteIfExists(cleanMarker());
        if (marked) {
            // From here on a crash must not find it.
            DurableFiles.forceDirectory(directory);
        }
        cleanlyClosed = marked || !generations.exist();
    }

    /** The model the library was made with; empty until {@link #create} where the directory is new. */
    public synchronized Optional<ModelFingerprint> manifestModel() {
        return generations.exist() ? Optional.of(generations.serving().model()) : Optional.empty();
    }

    /**
     * Creates the library in a new directory: a copy of its model, the empty folders, and last the manifest. Durable when the call returns; where it
     * fails or the process dies before, the directory is new as before.
     *
     * @param model what the copy's vectors are
     * @param bundle writes the copy
     * @throws Failure.Unavailable if the disk refuses
     * @throws IllegalStateException if there is a library already
     */
    public synchronized void create(ModelFingerprint model, FolderContent bundle) {
        if (generations.exist()) {
            throw new IllegalStateException("there is a library in " + directory);
        }
        try {
            // Says that model/ is ours to delete while there is no manifest.
            DurableFiles.writeAtomically(
                    creatingMarker(), "a library is being created here\n".getBytes(StandardCharsets.UTF_8));
            DurableFiles.deleteTree(model());
            Files.createDirectory(model());
            bundle.writeInto(model());
            DurableFiles.forceTree(model());
            Files.createDirectories(index());
            Files.createDirectories(previews());
            DurableFiles.forceDirectory(directory);
            generations.write(new Manifest(model, version, clock.instant(), FileHashes.of(model())));
            Files.delete(creatingMarker());
        } catch (IOException e) {
            throw unavailable("created", directory, e);
        }
    }

    /**
     * Checks a model that was named by hand against the library's.
     *
     * @throws Failure.Conflict if their vectors cannot be compared
     */
    public void checkGivenModel(ModelFingerprint given) {
        Optional<ModelFingerprint> own = manifestModel();
        if (own.isPresent() && !own.get().matches(given)) {
            throw new Failure.Conflict("the library in " + directory + " was made with the model " + text(own.get())
                    + ", --model (likeness.model) names " + text(given)
                    + ", and their vectors cannot be compared: start without --model to go on with "
                    + own.get().name()
                    + ", move the library to " + given.name() + " with likeness reembed, or give "
                    + given.name() + " a library of its own with --data (likeness.data)");
        }
    }

    /**
     * Checks that the copy in {@link #model()}, as it was loaded, is the model of the manifest.
     *
     * @throws Failure.Conflict if it is another
     */
    public void checkModelCopy(ModelFingerprint loaded) {
        Optional<ModelFingerprint> own = manifestModel();
        if (own.isPresent() && !own.get().matches(loaded)) {
            throw new Failure.Conflict(model() + " holds the model " + text(loaded) + ", expected is " + text(own.get())
                    + ": it was changed or damaged; restore this folder from a backup of the data directory");
        }
    }

    private static String text(ModelFingerprint model) {
        return model.name() + " (sha256 " + model.sha256() + ", " + model.dimension() + " dimensions)";
    }

    /** The directory itself. */
    public Path path() {
        return directory;
    }

    /** Where the copy of the bundle lies whose vectors answer. */
    public Path model() {
        return generations.exist()
                ? generations.serving().modelFolder(directory)
                : directory.resolve(GenerationFolders.MODEL);
    }

    /**
     * Where the copy of the bundle lies whose vectors answer, in a data directory that may be in use by another process.
     *
     * @throws Failure.NotFound if there is no library in {@code directory}
     * @throws Failure.Conflict if its manifest cannot be used
     * @throws Failure.Unavailable if the disk refuses
     */
    public static Path modelOf(Path directory) {
        try {
            LibraryGenerations found = LibraryGenerations.read(directory);
            if (!found.exist()) {
                throw new Failure.NotFound("there is no library in " + directory + " (--data)");
            }
            return found.serving().modelFolder(directory);
        } catch (IOException e) {
            throw unavailable("read", directory, e);
        }
    }

    /** Where the index lies that answers. */
    public Path index() {
        return generations.exist()
                ? generations.serving().indexFolder(directory)
                : directory.resolve(GenerationFolders.INDEX);
    }

    /** The vectors that are there, and their models. */
    public LibraryGenerations generations() {
        return generations;
    }

    /** Where the previews lie. */
    public Path previews() {
        return directory.resolve("previews");
    }

    private Path creatingMarker() {
        return directory.resolve("creating");
    }

    private Path cleanMarker() {
        return directory.resolve("closed-cleanly");
    }

    /**
     * Whether the last holder left nothing over, as {@link #markCleanlyClosed} tells, or the directory is new. Where it is not so, previews without a
     * record and temporary files may lie there.
     */
    public synchronized boolean wasCleanlyClosed() {
        return cleanlyClosed;
    }

    /**
     * Records that nothing is left over: to be called after index and previews are closed and before {@link #close()}, and only if the directory was
     * closed cleanly before or has been swept since.
     *
     * @throws Failure.Unavailable if the disk refuses
     */
    public void markCleanlyClosed() {
        try {
            DurableFiles.writeAtomically(cleanMarker(), new byte[0]);
        } catch (IOException e) {
            throw unavailable("marked as closed", directory, e);
        }
    }

    /** Frees the directory for others; closing again does nothing. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw unavailable("closed", directory, e);
        }
    }

    static Failure.Unavailable unavailable(String what, Path directory, IOException e) {
        return new Failure.Unavailable(
                "the data directory " + directory + " (likeness.data) cannot be " + what + ": " + IoReasons.of(e), e);
    }
}
