package io.likeness.fetch;

import io.likeness.failure.Failure;
import io.likeness.image.EncodedImage;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;

/**
 * Reads pictures from the server's own file system, below the configured roots only. What lies elsewhere answers the same whether it exists or not.
 * Immutable, hence safe for use by many threads.
 */
final class PathReader {
    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private final RootFolders roots;
    private final ByteLimit limit;

    PathReader(List<Path> roots, ByteLimit limit) {
        this.roots = new RootFolders(roots);
        this.limit = limit;
    }

    EncodedImage read(String text) {
        Path path = roots.parse(text);
        try {
            Path real = roots.realPath(path);
            return EncodedImage.of(open(roots.rootOf(real), real));
        } catch (NoSuchFileException e) {
            throw missing();
        } catch (AccessDeniedException e) {
            throw new Failure.Forbidden("this server's user has no permission to read the file");
        } catch (IOException e) {
            throw new Failure.Unavailable(
                    "the file cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }

    /**
     * Opens {@code real} name by name from {@code root}, following no link: who swaps a folder for a link after the check gains nothing.
     */
    private byte[] open(Path root, Path real) throws IOException {
        if (real.equals(root)) {
            throw notRegular();
        }
        try (DirectoryStream<Path> folder = Files.newDirectoryStream(root)) {
            if (folder instanceof SecureDirectoryStream<Path> secure) {
                return descend(secure, root.relativize(real));
            }
        }
        // No such descent on this system (Windows): the last name, at least, is opened without following a link.
        requireRegular(Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        return readAll(Files.newByteChannel(real, READ));
    }

    private byte[] descend(SecureDirectoryStream<Path> folder, Path rest) throws IOException {
        Path name = rest.getName(0);
        if (rest.getNameCount() > 1) {
            try (SecureDirectoryStream<Path> next = folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
                return descend(next, rest.subpath(1, rest.getNameCount()));
            }
        }
        // A FIFO or device is told from its attributes: opening one may wait for ever.
        requireRegular(folder.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes());
        return readAll(folder.newByteChannel(name, READ));
    }

    private void requireRegular(BasicFileAttributes attributes) {
        if (!attributes.isRegularFile()) {
            throw notRegular();
        }
        limit.check(attributes.size());
    }

    private byte[] readAll(SeekableByteChannel channel) throws IOException {
        try (channel) {
            long size = channel.size();
            limit.check(size);
            return limit.readAll(Channels.newInputStream(channel), size);
        }
    }

    private static Failure.NotFound missing() {
        return new Failure.NotFound("there is no file at this path");
    }

    private static Failure.Forbidden notRegular() {
        return new Failure.Forbidden("the path names a folder, device or pipe, no regular file");
    }
}
