package io.likeness.storage;

import io.likeness.failure.Failure;
import io.likeness.image.ImageDigest;
import io.likeness.image.PreviewStore;
import io.likeness.index.IndexProblem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Previews as files: {@code ab/<sha256>.jpg} below one folder, where ab are the first two digits. A file gets that name by a rename once its bytes are
 * durable, so that a name never stands for half a preview. Safe for use by many threads.
 */
public final class FilePreviewStore implements PreviewStore {
    private static final int FOLDERS = 256;
    private static final String REMEDY = "restore the file from a backup, or delete the picture and add it again";
    private static final Pattern PREVIEW = Pattern.compile("([0-9a-f]{64})\\.jpg");
    private static final Pattern TEMPORARY = Pattern.compile("[0-9a-f]{64}\\.[0-9a-f-]+\\.tmp");

    private final Path folder;
    // Makes the names of temporary files differ from those an earlier process left behind.
    private final String run =
            HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    private final AtomicLong temporaries = new AtomicLong();
    private final Set<Path> beingWritten = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private FilePreviewStore(Path folder) {
        this.folder = folder;
    }

    /**
     * Opens the store in {@code folder}, which exists, and creates what is missing in it.
     *
     * @throws Failure.Unavailable if the disk refuses
     */
    public static FilePreviewStore open(Path folder) {
        try {
            for (int i = 0; i < FOLDERS; i++) {
                Files.createDirectories(folder.resolve(HexFormat.of().toHexDigits((byte) i)));
            }
            // Also where all were there: a process that was killed may have created them without coming this far.
            DurableFiles.forceDirectory(folder);
        } catch (IOException e) {
            throw unavailable("opened", e);
        }
        return new FilePreviewStore(folder);
    }

    private Path file(ImageDigest digest) {
        String name = digest.sha256();
        return folder.resolve(name.substring(0, 2)).resolve(name + ".jpg");
    }

    @Override
    public void put(ImageDigest digest, byte[] jpeg) {
        checkOpen();
        Path file = file(digest);
        Path directory = folder.resolve(digest.sha256().substring(0, 2));
        try {
            if (!isWhole(file)) {
                write(digest, file, jpeg);
            }
            // Also for one that was there: whoever put it may not have come this far.
            DurableFiles.forceDirectory(directory);
        } catch (IOException e) {
            throw unavailable("written", e);
        }
    }

    private void write(ImageDigest digest, Path file, byte[] jpeg) throws IOException {
        String name = digest.sha256() + "." + run + "-" + Long.toHexString(temporaries.incrementAndGet()) + ".tmp";
        Path temporary = file.resolveSibling(name);
        beingWritten.add(temporary);
        try {
            DurableFiles.write(temporary, PreviewSeal.seal(jpeg));
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            DurableFiles.deleteQuietly(temporary, e);
            throw e;
        } finally {
            beingWritten.remove(temporary);
        }
    }

    /** Whether there is a file that begins and ends as a JPEG does. */
    private static boolean isWhole(Path file) throws IOException {
        // Nearly every preview is new, and asking costs less than the exception.
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            ByteBuffer ends = ByteBuffer.allocate(4);
            if (size < ends.capacity()) {
                return false;
            }
            channel.read(ends.limit(2), 0);
            channel.read(ends.limit(4), size - 2);
            return ends.getInt(0) == 0xFFD8FFD9;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    @Override
    public Optional<byte[]> get(ImageDigest digest) {
        checkOpen();
        try {
            return Optional.of(PreviewSeal.open(Files.readAllBytes(file(digest))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw unavailable("read", e);
        }
    }

    /** As the port says, but not durably: after a power cut the preview may be back, and {@link #sweep} meets it. */
    @Override
    public void delete(ImageDigest digest) {
        checkOpen();
        try {
            Files.deleteIfExists(file(digest));
        } catch (IOException e) {
            throw unavailable("deleted", e);
        }
    }

    /**
     * Clears up after a process that was killed: deletes temporary files that nobody is writing, and shows every preview to {@code visitor}, which
     * deletes those that no record needs. Others may use the store meanwhile. Other files are left alone.
     *
     * @return whether it came to the end; false if the store was closed before
     * @throws Failure.Unavailable if the disk refuses
     */
    public boolean sweep(Consumer<ImageDigest> visitor) {
        try {
            for (int i = 0; i < FOLDERS; i++) {
                Path directory = folder.resolve(HexFormat.of().toHexDigits((byte) i));
                try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
                    for (Path entry : entries) {
                        if (closed) {
                            return false;
                        }
                        sweep(entry, visitor);
                    }
                }
            }
            return !closed;
        } catch (DirectoryIteratorException e) {
            throw unavailable("swept", new IOException(e.getMessage(), e));
        } catch (IOException e) {
            throw unavailable("swept", e);
        }
    }

    /**
     * Shows every preview to {@code visitor}, and changes nothing.
     *
     * @throws Failure.Unavailable if the disk refuses
     */
    public void each(Consumer<ImageDigest> visitor) {
        try {
            for (int i = 0; i < FOLDERS; i++) {
                Path directory = folder.resolve(HexFormat.of().toHexDigits((byte) i));
                try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
                    for (Path entry : entries) {
                        Matcher preview = PREVIEW.matcher(String.valueOf(entry.getFileName()));
                        if (preview.matches()) {
                            visitor.accept(new ImageDigest(preview.group(1)));
                        }
                    }
                }
            }
        } catch (DirectoryIteratorException e) {
            throw unavailable("listed", new IOException(e.getMessage(), e));
        } catch (IOException e) {
            throw unavailable("listed", e);
        }
    }

    private void sweep(Path entry, Consumer<ImageDigest> visitor) throws IOException {
        String name = String.valueOf(entry.getFileName());
        Matcher preview = PREVIEW.matcher(name);
        if (preview.matches()) {
            visitor.accept(new ImageDigest(preview.group(1)));
        } else if (TEMPORARY.matcher(name).matches() && !beingWritten.contains(entry)) {
            Files.deleteIfExists(entry);
        }
    }

    /** Looks for the previews of {@code expected}; those stored without a checksum need only begin and end as a JPEG does. */
    public List<IndexProblem> check(Iterable<ImageDigest> expected) {
        return check(expected, jpeg -> true);
    }

    /**
     * Looks for the previews of {@code expected} and compares them with their checksums.
     *
     * @param decodable tells of those that an earlier version stored without a checksum whether they can be decoded
     * @return a problem for each that is missing or not as it was written, in the order of {@code expected}
     * @throws Failure.Unavailable if the disk refuses
     */
    public List<IndexProblem> check(Iterable<ImageDigest> expected, Predicate<byte[]> decodable) {
        List<IndexProblem> problems = new ArrayList<>();
        for (ImageDigest digest : expected) {
            checkOpen();
            Path file = file(digest);
            try {
                wrong(file, decodable).ifPresent(what -> problems.add(new IndexProblem(file.toString(), what, REMEDY)));
            } catch (IOException e) {
                throw unavailable("read", e);
            }
        }
        return List.copyOf(problems);
    }

    private static Optional<String> wrong(Path file, Predicate<byte[]> decodable) throws IOException {
        byte[] stored;
        try {
            stored = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return Optional.of("is missing");
        }
        if (!isWhole(file)) {
            return Optional.of("is no whole JPEG");
        }
        return switch (PreviewSeal.state(stored)) {
            case SOUND -> Optional.empty();
            case DAMAGED -> Optional.of("does not fit its checksum");
            case UNKNOWN -> decodable.test(stored) ? Optional.empty() : Optional.of("cannot be decoded");
        };
    }

    /** Makes every later call fail and ends a sweep under way; closing again does nothing. */
    @Override
    public void close() {
        closed = true;
    }

    private void checkOpen() {
        if (closed) {
            throw new Failure.Unavailable("the previews are closed: the server is stopping");
        }
    }

    private static Failure.Unavailable unavailable(String what, IOException e) {
        return new Failure.Unavailable(
                "a preview cannot be " + what + " in the data directory (likeness.data): " + IoReasons.of(e), e);
    }
}
