package io.likeness.storage;

import static io.likeness.storage.DataDirectory.unavailable;

import io.likeness.embedding.ModelFingerprint;
import io.likeness.failure.Failure;
import io.likeness.storage.DataDirectory.FolderContent;
import io.likeness.storage.Generation.Beside;
import io.likeness.storage.Generation.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The generations of vectors of a data directory, as its manifest tells them: one that answers, and at times a second one, of another model. Each change
 * is one rewriting of the manifest, so that a crash leaves the state before it or the one after. Safe for use by many threads.
 */
public final class LibraryGenerations {
    private final Path directory;
    // Guarded by this.
    private @Nullable Manifest manifest;

    private LibraryGenerations(Path directory, @Nullable Manifest manifest) {
        this.directory = directory;
        this.manifest = manifest;
    }

    /** Reads what the manifest says, if there is one. */
    static LibraryGenerations read(Path directory) throws IOException {
        Path file = file(directory);
        Manifest found = Files.exists(file) ? Manifest.decode(file, Files.readAllBytes(file)) : null;
        return new LibraryGenerations(directory, found);
    }

    private static Path file(Path directory) {
        return directory.resolve("manifest.properties");
    }

    /** Whether there is a library at all. */
    synchronized boolean exist() {
        return manifest != null;
    }

    /** The generation that answers. */
    public synchronized Generation serving() {
        return created().serving();
    }

    /** The generation beside it. */
    public synchronized Optional<Beside> beside() {
        return created().beside();
    }

    /**
     * Begins a next generation: a copy of its model. Durable when the call returns; where it fails or the process dies before, there is none.
     *
     * @throws Failure.Unavailable if the disk refuses
     * @throws IllegalStateException if there is a second generation already
     */
    public synchronized Generation beginNext(ModelFingerprint model, FolderContent bundle) {
        Manifest now = created();
        if (now.beside().isPresent()) {
            throw new IllegalStateException("there is a second generation in " + directory);
        }
        Generation empty = new Generation(now.serving().number() + 1, model, Map.of());
        try {
            GenerationFolders.deleteUnused(directory, now.numbers());
            Path folder = empty.modelFolder(directory);
            Files.createDirectory(folder);
            bundle.writeInto(folder);
            DurableFiles.forceTree(folder);
            DurableFiles.forceDirectory(directory);
            Generation next = new Generation(empty.number(), model, FileHashes.of(folder));
            write(now.with(now.serving(), Optional.of(new Beside(Role.NEXT, next))));
            return next;
        } catch (IOException e) {
            throw unavailable("prepared for another model", directory, e);
        }
    }

    /**
     * From now on the next generation answers, and the one that did is kept beside it; in one step, durably.
     *
     * @throws Failure.Unavailable if the disk refuses
     */
    public synchronized void switchToNext() {
        rewrite(besideIn(Role.NEXT), Optional.of(new Beside(Role.PREVIOUS, serving())));
    }

    /**
     * From now on the previous generation answers again, and the other is given up; in one step, durably.
     *
     * @throws Failure.Unavailable if the disk refuses
     */
    public synchronized void returnToPrevious() {
        rewrite(besideIn(Role.PREVIOUS), Optional.empty());
    }

    /**
     * Gives up the generation beside the one that answers, durably. Its files stay until {@link #deleteUnused}.
     *
     * @throws Failure.Unavailable if the disk refuses
     */
    public synchronized void dropBeside() {
        rewrite(serving(), Optional.empty());
    }

    /** Deletes the files of generations that were given up; nothing may have them open. What cannot be deleted now is at the next start. */
    public synchronized void deleteUnused() {
        try {
            GenerationFolders.deleteUnused(directory, created().numbers());
        } catch (IOException e) {
            throw unavailable("cleared of vectors that were given up", directory, e);
        }
    }

    private synchronized Generation besideIn(Role role) {
        return beside().filter(second -> second.role() == role)
                .map(Beside::generation)
                .orElseThrow(() -> new IllegalStateException("there is no " + role + " generation in " + directory));
    }

    private synchronized void rewrite(Generation serving, Optional<Beside> beside) {
        try {
            write(created().with(serving, beside));
        } catch (IOException e) {
            throw unavailable("moved to another model", directory, e);
        }
    }

    /** Makes {@code newer} what is true, durably. */
    synchronized void write(Manifest newer) throws IOException {
        DurableFiles.writeAtomically(file(directory), newer.encode());
        manifest = newer;
    }

    private synchronized Manifest created() {
        if (manifest == null) {
            throw new IllegalStateException("there is no library in " + directory + " yet");
        }
        return manifest;
    }
}
