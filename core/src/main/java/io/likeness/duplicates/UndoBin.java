package io.likeness.duplicates;

import io.likeness.failure.Failure;
import io.likeness.index.ImageRecord;
import io.likeness.index.StoredImage;
import io.likeness.library.RestoreImages;
import io.likeness.storage.DurableFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Pictures deleted by one decision, kept until the next start so that it can be undone: records and vectors in memory, previews in a file. Used while
 * holding the lock of its owner.
 */
final class UndoBin implements AutoCloseable {
    private final Path file;
    private final FileChannel previews;
    private final List<Entry> entries = new ArrayList<>();

    /**
     * @param at where its preview begins in the file
     * @param length of its preview, 0 where it has none
     */
    private record Entry(StoredImage image, long at, int length) {}

    private UndoBin(Path file, FileChannel previews) {
        this.file = file;
        this.previews = previews;
    }

    static UndoBin create(Path file) {
        try {
            FileChannel channel = FileChannel.open(
                    file,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            return new UndoBin(file, channel);
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    /** Makes {@code folder} an empty one. */
    static void empty(Path folder) {
        try {
            DurableFiles.deleteTree(folder);
            Files.createDirectory(folder);
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    void add(StoredImage image, byte[] preview) {
        try {
            long at = previews.size();
            ByteBuffer bytes = ByteBuffer.wrap(preview);
            while (bytes.hasRemaining()) {
                previews.write(bytes, at + bytes.position());
            }
            entries.add(new Entry(image, at, preview.length));
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    int size() {
        return entries.size();
    }

    boolean holds(long id) {
        return entries.stream().anyMatch(entry -> entry.image().record().id() == id);
    }

    List<ImageRecord> records() {
        return entries.stream().map(entry -> entry.image().record()).toList();
    }

    /** Puts all pictures back; may be called again where it failed half-way. Answers how many are there with their ids. */
    int restore(RestoreImages restore) {
        int restored = 0;
        for (Entry entry : entries) {
            if (restore.restore(entry.image(), preview(entry))) {
                restored++;
            }
        }
        return restored;
    }

    private byte[] preview(Entry entry) {
        ByteBuffer bytes = ByteBuffer.allocate(entry.length());
        try {
            while (bytes.hasRemaining()) {
                if (previews.read(bytes, entry.at() + bytes.position()) < 0) {
                    throw new IOException("it is shorter than it was written");
                }
            }
        } catch (IOException e) {
            throw unusable(file, e);
        }
        return bytes.array();
    }

    /** Forgets the pictures for good. */
    @Override
    public void close() {
        try {
            previews.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private static Failure unusable(Path file, IOException e) {
        return new Failure.Unavailable("what can be undone in " + file + " cannot be used: " + e.getMessage(), e);
    }
}
