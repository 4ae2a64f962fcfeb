package io.likeness.imports;

import io.likeness.failure.Failure;
import io.likeness.image.EncodedImage;
import io.likeness.image.ImageFetcher;
import io.likeness.image.ImageSource;
import io.likeness.index.Attributes;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The regular files below a folder, each folder's entries sorted by name; symbolic links and hidden files are passed over. Holds the names of one
 * folder at each depth in memory.
 */
public final class FolderItems implements ImportItems {
    private static final Logger LOG = LoggerFactory.getLogger(FolderItems.class);

    private final Path root;
    private final @Nullable Path without;
    private final ImageFetcher fetcher;
    // Entries still to be visited, the next one last.
    private final Deque<Path> pending = new ArrayDeque<>();

    private FolderItems(Path root, @Nullable Path without, ImageFetcher fetcher) {
        this.root = root;
        this.without = without == null ? null : without.toAbsolutePath().normalize();
        this.fetcher = fetcher;
    }

    /**
     * Opens {@code root}.
     *
     * @param without a folder to leave out where it lies below {@code root}, or null
     * @param fetcher reads the files
     * @throws Failure.NotFound if there is no such folder
     */
    public static FolderItems open(Path root, @Nullable Path without, ImageFetcher fetcher) {
        FolderItems items = new FolderItems(root, without, fetcher);
        try {
            items.push(root);
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw new Failure.NotFound("there is no folder " + root);
        } catch (IOException e) {
            throw new Failure.Unavailable("the folder " + root + " cannot be read: " + e.getMessage(), e);
        }
        return items;
    }

    @Override
    public Optional<ImportItem> next() {
        while (!pending.isEmpty()) {
            Path path = pending.pop();
            try {
                BasicFileAttributes attributes =
                        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                if (attributes.isDirectory()) {
                    if (!path.toAbsolutePath().normalize().equals(without)) {
                        push(path);
                    }
                } else if (attributes.isRegularFile()) {
                    return Optional.of(new FileItem(path, attributes.size()));
                }
            } catch (NoSuchFileException e) {
                LOG.debug("{} was moved or deleted since its folder was read", path, e);
            } catch (IOException e) {
                return Optional.of(new FileItem(path, 0));
            }
        }
        return Optional.empty();
    }

    private void push(Path folder) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            for (Path entry : stream) {
                if (!entry.getFileName().toString().startsWith(".")) {
                    entries.add(entry);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        entries.sort(Collections.reverseOrder());
        entries.forEach(pending::push);
    }

    @Override
    public void close() {
        pending.clear();
    }

    private final class FileItem implements ImportItem {
        private final Path path;
        private final long size;

        FileItem(Path path, long size) {
            this.path = path;
            this.size = size;
        }

        @Override
        public String name() {
            StringBuilder name = new StringBuilder();
            for (Path part : root.relativize(path)) {
                name.append(name.isEmpty() ? "" : "/").append(part);
            }
            return name.toString();
        }

        @Override
        public String relativePath() {
            return name();
        }

        @Override
        public long sizeHint() {
            return size;
        }

        @Override
        public EncodedImage read() {
            return fetcher.fetch(new ImageSource.LocalPath(path.toAbsolutePath().toString()));
        }

        @Override
        public Optional<String> key() {
            return Optional.empty();
        }

        @Override
        public Attributes attributes() {
            return Attributes.ofImgPath(path.toString());
        }

        @Override
        public Optional<Path> file() {
            return Optional.of(path);
        }
    }
}
