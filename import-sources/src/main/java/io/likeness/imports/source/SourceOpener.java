package io.likeness.imports.source;

import io.likeness.failure.Failure;
import io.likeness.image.ImageFetcher;
import io.likeness.imports.FolderItems;
import io.likeness.imports.ImportFolders;
import io.likeness.imports.ImportItems;
import io.likeness.imports.ImportItemsOpener;
import io.likeness.imports.ImportRequest;
import io.likeness.imports.ImportSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Opens every kind of source; an archive's format is told by its content. Safe for use by many threads. */
public final class SourceOpener implements ImportItemsOpener {
    private static final int TAR_MAGIC = 257;
    private static final byte[] ZIP = {'P', 'K'};
    private static final byte[] GZIP = {0x1f, (byte) 0x8b};
    private static final byte[] TAR = {'u', 's', 't', 'a', 'r'};

    private final ImageFetcher fetcher;
    private final ImportFolders folders;
    private final ArchiveLimits limits;

    /**
     * @param fetcher reads files and addresses, under the guards of this server
     * @param folders checks folders each time they are opened: an import may go on long after it was asked for
     */
    public SourceOpener(ImageFetcher fetcher, ImportFolders folders, ArchiveLimits limits) {
        this.fetcher = fetcher;
        this.folders = folders;
        this.limits = limits;
    }

    /** The kind of a file, told by its content: what is no archive is taken for a list. */
    public static ImportSource ofFile(Path file) {
        byte[] head = head(file);
        boolean archive = begins(head, 0, ZIP) || begins(head, 0, GZIP) || begins(head, TAR_MAGIC, TAR);
        return archive ? new ImportSource.Archive(file) : new ImportSource.UrlList(file);
    }

    @Override
    public ImportItems open(ImportRequest request) {
        Path moveTo = request.moveTo();
        if (moveTo != null) {
            folders.destination(moveTo.toAbsolutePath().toString());
        }
        return switch (request.source()) {
            case ImportSource.Folder(Path folder) ->
                FolderItems.open(folders.source(folder.toString()), moveTo, fetcher);
            case ImportSource.Archive(Path file) -> openArchive(file);
            case ImportSource.UrlList(Path file) -> UrlListItems.open(file, fetcher);
        };
    }

    private ImportItems openArchive(Path file) {
        byte[] head = head(file);
        if (begins(head, 0, ZIP)) {
            return ZipItems.open(file, limits);
        }
        if (begins(head, 0, GZIP)) {
            return TarItems.open(file, true, limits);
        }
        if (begins(head, TAR_MAGIC, TAR)) {
            return TarItems.open(file, false, limits);
        }
        throw new Failure.BadInput("the file is no archive that is taken; these are: ZIP, TAR and TAR.GZ");
    }

    private static byte[] head(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(TAR_MAGIC + TAR.length);
        } catch (IOException e) {
            throw new Failure.NotFound("the file " + file.getFileName() + " cannot be read: " + e.getMessage());
        }
    }

    private static boolean begins(byte[] bytes, int from, byte[] magic) {
        return bytes.length >= from + magic.length
                && Arrays.equals(bytes, from, from + magic.length, magic, 0, magic.length);
    }
}
