package io.likeness.index.testkit.crash;

import io.likeness.index.testkit.crash.Node.DirectoryNode;
import io.likeness.index.testkit.crash.Node.FileNode;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The calls of {@link Files} on the paths of a {@link CrashableFileSystem}. Safe for use by many threads. */
final class CrashableProvider extends FileSystemProvider {
    private static final Set<OpenOption> UNSUPPORTED =
            Set.of(StandardOpenOption.SYNC, StandardOpenOption.DSYNC, StandardOpenOption.DELETE_ON_CLOSE);
    private static final Set<OpenOption> CREATING =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.CREATE_NEW, StandardOpenOption.TRUNCATE_EXISTING);

    @Override
    public String getScheme() {
        return "crash";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> env) {
        throw new UnsupportedOperationException("made by CrashableFileSystem.create");
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        throw new UnsupportedOperationException("not known by a URI");
    }

    @Override
    public Path getPath(URI uri) {
        throw new UnsupportedOperationException("not known by a URI");
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        if (options.stream().anyMatch(UNSUPPORTED::contains)) {
            throw new UnsupportedOperationException("one of " + options);
        }
        Disk disk = disk(path);
        synchronized (disk) {
            return open(disk, path, new HashSet<>(options));
        }
    }

    private static FileChannel open(Disk disk, Path path, Set<OpenOption> options) throws IOException {
        boolean append = options.contains(StandardOpenOption.APPEND);
        boolean write = append || options.contains(StandardOpenOption.WRITE);
        boolean createNew = write && options.contains(StandardOpenOption.CREATE_NEW);
        Node node = disk.find(names(path));
        if (node != null && createNew) {
            throw new FileAlreadyExistsException(path.toString());
        }
        if (node instanceof DirectoryNode directory) {
            if (write) {
                throw new FileSystemException(path.toString(), null, "Is a directory");
            }
            return new DirectoryChannel(disk, directory);
        }
        if (node == null && !createNew && !(write && options.contains(StandardOpenOption.CREATE))) {
            throw new NoSuchFileException(path.toString());
        }
        FileNode file = node instanceof FileNode known ? known : disk.createFile(names(path));
        boolean truncate = write && !append && options.contains(StandardOpenOption.TRUNCATE_EXISTING);
        options.removeAll(CREATING);
        CrashableFileChannel channel =
                new CrashableFileChannel(disk, file, disk.opened(FileChannel.open(file.live(), options)));
        if (truncate && channel.size() > 0) {
            channel.truncate(0);
        }
        return channel;
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path dir, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        List<Path> entries = new ArrayList<>();
        for (String name : disk(dir).list(names(dir))) {
            Path entry = dir.resolve(name);
            if (filter.accept(entry)) {
                entries.add(entry);
            }
        }
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                return List.copyOf(entries).iterator();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void createDirectory(Path dir, FileAttribute<?>... attributes) throws IOException {
        disk(dir).createDirectory(names(dir));
    }

    @Override
    public void delete(Path path) throws IOException {
        disk(path).delete(names(path));
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) throws IOException {
        Set<CopyOption> chosen = Set.of(options);
        if (chosen.contains(StandardCopyOption.REPLACE_EXISTING)) {
            Files.deleteIfExists(target);
        }
        if (Files.isDirectory(source)) {
            Files.createDirectory(target);
            return;
        }
        try (FileChannel from = FileChannel.open(source, StandardOpenOption.READ);
                FileChannel to = FileChannel.open(target, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            to.transferFrom(from, 0, from.size());
        }
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        Set<CopyOption> chosen = Set.of(options);
        boolean replace =
                chosen.contains(StandardCopyOption.ATOMIC_MOVE) || chosen.contains(StandardCopyOption.REPLACE_EXISTING);
        disk(source).move(names(source), names(target), replace);
    }

    @Override
    public boolean isSameFile(Path path, Path other) throws IOException {
        return disk(path).require(names(path)) == disk(other).require(names(other));
    }

    @Override
    public boolean isHidden(Path path) {
        Path name = path.getFileName();
        return name != null && name.toString().startsWith(".");
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        Disk disk = disk(path);
        disk.require(names(path));
        return Files.getFileStore(disk.store());
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        disk(path).require(names(path));
    }

    @Override
    public <V extends FileAttributeView> @Nullable V getFileAttributeView(
            Path path, Class<V> type, LinkOption... options) {
        return type.isAssignableFrom(BasicFileAttributeView.class) ? type.cast(new View(path)) : null;
    }

    /** Answers times and takes none, since a crash may set them back anyhow. */
    private record View(Path path) implements BasicFileAttributeView {
        @Override
        public String name() {
            return "basic";
        }

        @Override
        public BasicFileAttributes readAttributes() throws IOException {
            return attributes(path);
        }

        @Override
        public void setTimes(
                @Nullable FileTime lastModified, @Nullable FileTime lastAccess, @Nullable FileTime created) {}
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        if (!type.isAssignableFrom(NodeAttributes.class)) {
            throw new UnsupportedOperationException("attributes " + type.getName());
        }
        return type.cast(attributes(path));
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        NodeAttributes known = attributes(path);
        Map<String, Object> all = new HashMap<>(Map.of(
                "size", known.size(),
                "lastModifiedTime", known.lastModifiedTime(),
                "lastAccessTime", known.lastAccessTime(),
                "creationTime", known.creationTime(),
                "isDirectory", known.isDirectory(),
                "isRegularFile", known.isRegularFile(),
                "isSymbolicLink", false,
                "isOther", false,
                "fileKey", known.fileKey()));
        List<String> wanted = List.of(attributes.replaceFirst("^basic:", "").split(","));
        if (!wanted.contains("*")) {
            all.keySet().retainAll(wanted);
        }
        return all;
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
        throw new UnsupportedOperationException("attribute " + attribute + " cannot be set");
    }

    private static NodeAttributes attributes(Path path) throws IOException {
        Disk disk = disk(path);
        synchronized (disk) {
            return switch (disk.require(names(path))) {
                case DirectoryNode directory ->
                    new NodeAttributes(
                            FileTime.fromMillis(0), FileTime.fromMillis(0), false, true, 0, directory.number());
                case FileNode file -> {
                    BasicFileAttributes real = Files.readAttributes(file.live(), BasicFileAttributes.class);
                    yield new NodeAttributes(
                            real.lastModifiedTime(), real.creationTime(), true, false, real.size(), file.number());
                }
            };
        }
    }

    private static Disk disk(Path path) {
        return CrashablePath.of(path).crashable().disk();
    }

    private static List<String> names(Path path) {
        return CrashablePath.of(path).fromRoot();
    }
}
