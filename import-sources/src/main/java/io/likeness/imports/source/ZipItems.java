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
            return new ZipItems(ZipFile.builder().setPath(file).get(), limits);
        } catch (IOException e) {
            throw new Failure.BadInput("the ZIP file cannot be read: " + e.getMessage());
        }
    }

    @Override
    public Optional<ImportItem> next() {
        while (entries.hasMoreElements()) {
            ZipArchiveEntry entry = entries.nextElement();
            if (++seen > limits.maxEntries()) {
                throw limits.tooManyEntries();
            }
            if (!entry.isDirectory() && !entry.isUnixSymlink()) {
                return Optional.of(new EntryItem(entry.getName(), Math.max(0, entry.getSize()), () -> read(entry)));
            }
        }
        return Optional.empty();
    }

    private EncodedImage read(ZipArchiveEntry entry) {
        if (!zip.canReadEntryData(entry)) {
            throw new Failure.BadInput(
                    "\"" + entry.getName() + "\" is encrypted or packed in a way that is not known here");
        }
        // The size that stands in the directory is the sender's word; the limit is on what comes out.
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(limits.maxEntryBytes() + 1);
            if (unpacked.addAndGet(bytes.length) > limits.maxTotalBytes()) {
                throw limits.tooManyBytes();
            }
            if (bytes.length > limits.maxEntryBytes()) {
                throw limits.entryTooLarge(entry.getName());
            }
            return EncodedImage.of(bytes);
        } catch (IOException e) {
            throw new Failure.BadInput("\"" + entry.getName() + "\" is damaged: " + e.getMessage());
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
