package io.likeness.index.testkit.crash;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A file system whose plug can be pulled. It keeps its bytes in files below a real folder and knows of each byte and each directory entry whether it
 * was forced. {@link #crash()} turns it off for good, as a power cut does, and answers a second file system with what a machine would find after it:
 *
 * <ul>
 *   <li>The bytes of a file are those at its last {@code force}, through whichever channel that was; a file that never was forced is empty.
 *   <li>The names in a directory (creations, renames, deletions) are those at the last {@code force} of a channel on that directory. Forcing a file
 *       does not make its name durable, and forcing a directory makes neither the bytes of its files durable nor its own name in its parent.
 *   <li>A rename is whole or has not happened, also between two directories.
 *   <li>Locks are free.
 * </ul>
 *
 * <p>With {@link #crash(RandomGenerator)} chance lets part of what was not forced survive, which a disk may do as well: see {@link Survival.Chance}.
 * Nothing that was forced is ever lost.
 *
 * <p>Every use of the old file system and its paths fails with {@link IOException} once it is off, so a thread that goes on cannot touch the new one.
 * The absolute path of {@link #root()} is another for every instance, so that what keeps locks by path in memory does not mistake one for the other.
 * There are no links, permissions or owners; mappings are read-only; files cannot be opened with {@code SYNC}, {@code DSYNC} or
 * {@code DELETE_ON_CLOSE}. Safe for use by many threads.
 */
public final class CrashableFileSystem extends FileSystem {
    private static final AtomicLong INSTANCES = new AtomicLong();

    private final String name = "disk-" + INSTANCES.incrementAndGet();
    private final CrashableProvider provider = new CrashableProvider();
    private final Path folder;
    private final Disk disk;

    private CrashableFileSystem(Path folder) throws IOException {
        this.folder = folder;
        this.disk = new Disk(Files.createDirectory(folder.resolve(name)), name);
    }

    /**
     * An empty file system, to be closed by the caller.
     *
     * @param folder an existing folder of the real file system where the bytes are kept; they are deleted at {@link #close()}
     */
    public static CrashableFileSystem create(Path folder) throws IOException {
        return new CrashableFileSystem(folder);
    }

    /** The root: an empty directory to begin with, and the directory to which relative paths refer. */
    public Path root() {
        return getPath("/" + name);
    }

    /** Pulls the plug; nothing that was not forced survives. Closes this file system and answers its successor. */
    public CrashableFileSystem crash() throws IOException {
        return crash(new Survival.Nothing());
    }

    /** Pulls the plug; of what was not forced survives what {@code random} says. Closes this file system and answers its successor. */
    public CrashableFileSystem crash(RandomGenerator random) throws IOException {
        // The first draws of java.util.Random hardly differ between seeds 1, 2, 3; these do.
        return crash(new Survival.Chance(new SplittableRandom(random.nextLong())));
    }

    private CrashableFileSystem crash(Survival survival) throws IOException {
        CrashableFileSystem next = new CrashableFileSystem(folder);
        disk.crashInto(next.disk, survival);
        return next;
    }

    /**
     * Turns the power off at the change after the next {@code steps}: that one and all calls after it fail with {@link IOException}, until
     * {@link #crash()} shows what is left. Writes, truncations, creations, renames, deletions and forces are one step each.
     */
    public void powerOffAfter(long steps) {
        use(faults -> faults.powerOffAfter(steps));
    }

    /** The number of steps made, as {@link #powerOffAfter} counts them. */
    public long steps() {
        return disk.faults(Faults::steps);
    }

    /** The number of times a file or directory was forced. */
    public long forces() {
        return disk.forces();
    }

    /** Lets {@code writes} more writes and creations succeed; the later ones fail for want of space, until {@link #heal()}. */
    public void failWritesAfter(long writes) {
        use(faults -> faults.failWritesAfter(writes));
    }

    /** Lets {@code forces} more forces succeed; the later ones fail with an I/O error and make nothing durable, until {@link #heal()}. */
    public void failForcesAfter(long forces) {
        use(faults -> faults.failForcesAfter(forces));
    }

    /** Ends the faults of {@link #failWritesAfter} and {@link #failForcesAfter}. */
    public void heal() {
        use(Faults::heal);
    }

    private void use(Consumer<Faults> change) {
        disk.faults(faults -> {
            change.accept(faults);
            return true;
        });
    }

    Disk disk() {
        return disk;
    }

    /** Turns this file system off and deletes its bytes; closing again, or after a crash, does nothing. */
    @Override
    public void close() throws IOException {
        disk.powerOff();
        if (Files.exists(disk.store())) {
            disk.deleteStore();
        }
    }

    @Override
    public boolean isOpen() {
        return !disk.faults(Faults::isOff);
    }

    @Override
    public FileSystemProvider provider() {
        return provider;
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public String getSeparator() {
        return "/";
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        return List.of(getPath("/"));
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return List.of();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return Set.of("basic");
    }

    @Override
    public Path getPath(String first, String... more) {
        Path path = CrashablePath.parse(this, first);
        for (String name : more) {
            path = path.resolve(CrashablePath.parse(this, name.replaceFirst("^/+", "")));
        }
        return path;
    }

    @Override
    public PathMatcher getPathMatcher(String syntaxAndPattern) {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher(syntaxAndPattern);
        return path -> matcher.matches(Path.of(path.toString()));
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        throw new UnsupportedOperationException("a crashable file system has no users");
    }

    @Override
    public WatchService newWatchService() {
        throw new UnsupportedOperationException("a crashable file system cannot be watched");
    }
}
