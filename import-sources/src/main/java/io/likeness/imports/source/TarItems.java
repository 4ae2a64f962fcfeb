package io.likeness.imports.source;

import io.likeness.failure.Failure;
import io.likeness.image.EncodedImage;
import io.likeness.imports.ImportItem;
import io.likeness.imports.ImportItems;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.io.input.BoundedInputStream;

/** The files in a TAR or TAR.GZ, in its order; an entry's bytes are read with it, since a stream cannot go back. */
final class TarItems implements ImportItems {
    private final TarArchiveInputStream tar;
    private final BoundedInputStream unpacked;
    private final ArchiveLimits limits;
    private long seen;

    private TarItems(BoundedInputStream unpacked, ArchiveLimits limits) {
        this.unpacked = unpacked;
        this.tar = new TarArchiveInputStream(unpacked);
        this.limits = limits;
    }

    static TarItems open(Path file, boolean zipped, ArchiveLimits limits) {
        try {
            InputStream in = new BufferedInputStream(Files.newInputStream(file));
            InputStream plain = zipped
                    ? GzipCompressorInputStream.builder()
                            .setInputStream(in)
                            .setDecompressConcatenated(true)
                            .get()
                    : in;
            return new TarItems(
                    BoundedInputStream.builder()
                            .setInputStream(plain)
                            .setMaxCount(limits.maxTotalBytes())
                            .get(),
                    limits);
        } catch (IOException e) {
            throw new Failure.BadInput("the TAR file cannot be read: " + e.getMessage());
        }
    }

    @Override
    public Optional<ImportItem> next() {
        try {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (++seen > limits.maxEntries()) {
                    throw limits.tooManyEntries();
                }
                String name = EntryItem.plain(entry.getName());
                if (entry.isFile() && !entry.isLink() && !entry.isSymbolicLink() && !EntryItem.isHidden(name)) {
                    return Optional.of(item(entry, name));
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw cutOff(e);
        }
        if (unpacked.getCount() >= limits.maxTotalBytes()) {
            throw limits.tooManyBytes();
        }
        return Optional.empty();
    }

    private ImportItem item(TarArchiveEntry entry, String name) throws IOException {
        if (entry.getSize() > limits.maxEntryBytes()) {
            return new EntryItem(name, seen, 1, () -> {
                throw limits.entryTooLarge(name);
            });
        }
        byte[] bytes = tar.readNBytes(limits.maxEntryBytes());
        return new EntryItem(name, seen, bytes.length, () -> EncodedImage.of(bytes));
    }

    private Failure cutOff(Exception e) {
        return unpacked.getCount() >= limits.maxTotalBytes()
                ? limits.tooManyBytes()
                : new Failure.BadInput("the TAR file is damaged: " + e.getMessage());
    }

    @Override
    public void close() {
        try {
            tar.close();
        } catch (IOException e) {
            throw new Failure.Unavailable("the TAR file cannot be closed: " + e.getMessage(), e);
        }
    }
}
