package io.likeness.imports.source;

import io.likeness.failure.Failure;
import io.likeness.image.EncodedImage;
import io.likeness.imports.ImportItem;
import io.likeness.imports.ImportItems;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** The files in a ZIP, in the order of its directory; each is unpacked when it is read, by whichever thread reads it. */
final class ZipItems implements ImportItems {
    private final ZipFile zip;
    private final ArchiveLimits limits;
    private final Enumeration<ZipArchiveEntry> entries;
    private final AtomicLong unpacked = new AtomicLong();
    private long seen;

    private ZipItems(ZipFile zip, ArchiveLimits limits) {
        this.zip = zip;
        this.limits = limits;
        this.entries = zip.getEntries();
    }

    static ZipItems open(Path file, ArchiveLimits limits) {
        try {
            // The reader keeps the whole directory in memory, so that its length is limited before it is read.
            if (ZipDirectory.length(file) > limits.maxEntries() * ZipDirectory.MEAN_LENGTH) {
                throw limits.tooManyEntries();
            }
            return new ZipItems(ZipFile.builder().setPath(file).get(), limits);
        } catch (IOException | IllegalArgumentException e) {
            throw new Failure.BadInput("the ZIP file cannot be read: " + e.getMessage());
        }
    }

    @Override
    public Optional<ImportItem> next() {
        if (unpacked.get() > limits.maxTotalBytes()) {
            throw limits.tooManyBytes();
        }
        while (entries.hasMoreElements()) {
            ZipArchiveEntry entry = entries.nextElement();
            if (++seen > limits.maxEntries()) {
                throw limits.tooManyEntries();
            }
            String name = EntryItem.plain(entry.getName());
            if (!entry.isDirectory() && !entry.isUnixSymlink() && !EntryItem.isHidden(name)) {
                return Optional.of(new EntryItem(name, seen, Math.max(0, entry.getSize()), () -> read(entry, name)));
            }
        }
        return Optional.empty();
    }

    private EncodedImage read(ZipArchiveEntry entry, String name) {
        if (!zip.canReadEntryData(entry)) {
            throw new Failure.BadInput("\"" + name + "\" is encrypted or packed in a way that is not known here");
        }
        long size = entry.getSize();
        if (size > limits.maxEntryBytes()) {
            throw limits.entryTooLarge(name);
        }
        int limit = size < 0 ? limits.maxEntryBytes() : (int) size;
        // The size that stands in the directory is the sender's word; the limit is on what comes out.
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(limit);
            boolean more = in.read() >= 0;
            if (unpacked.addAndGet(bytes.length) > limits.maxTotalBytes()) {
                throw limits.tooManyBytes();
            }
            if (more && limit == limits.maxEntryBytes()) {
                throw limits.entryTooLarge(name);
            }
            if (more) {
                throw new Failure.BadInput("\"" + name + "\" unpacks to more than the " + size + " bytes it says");
            }
            return EncodedImage.of(bytes);
        } catch (IOException | IllegalArgumentException e) {
            throw new Failure.BadInput("\"" + name + "\" is damaged: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw new Failure.Unavailable("the ZIP file cannot be closed: " + e.getMessage(), e);
        }
    }
}
