package io.likeness.index.testkit.crash;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file system does that is not about crashes. */
class CrashableFilesTest {
    @TempDir
    Path folder;

    private CrashableFileSystem disk;
    private Path root;

    @BeforeEach
    void open() throws IOException {
        disk = CrashableFileSystem.create(folder);
        root = disk.root();
    }

    @AfterEach
    void close() throws IOException {
        disk.close();
    }

    @Test
    void path_namesAndParents_areThoseOfUnix() {
        Path path = root.resolve("x/./y/../z.txt");
        assertThat(path.normalize()).isEqualTo(root.resolve("x/z.txt"));
        assertThat(path.getFileName()).hasToString("z.txt");
        assertThat(root.resolve("x/y").getParent()).isEqualTo(root.resolve("x"));
        assertThat(root.relativize(root.resolve("x/y"))).hasToString("x/y");
        assertThat(root.resolve("x").relativize(root.resolve("y"))).hasToString("../y");
        assertThat(root.resolve("x/y").startsWith(root)).isTrue();
        assertThat(root.resolve("x/y").endsWith("y")).isTrue();
        assertThat(root.resolve("xy").startsWith(root.resolve("x"))).isFalse();
        assertThat(disk.getPath("x", "y")).hasToString("x/y").isRelative();
        assertThat(disk.getPath("x").toAbsolutePath()).isEqualTo(root.resolve("x"));
        assertThat(root.resolve("x").resolveSibling("y")).isEqualTo(root.resolve("y"));
        assertThat(root.resolve("")).isEqualTo(root);
        assertThatThrownBy(() -> root.resolve("x").toFile()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void outputStream_options_areKept() throws IOException {
        Path file = root.resolve("a");
        try (OutputStream out = Files.newOutputStream(file, WRITE, CREATE_NEW)) {
            out.write("one".getBytes(StandardCharsets.UTF_8));
        }
        assertThatThrownBy(() -> Files.newOutputStream(file, WRITE, CREATE_NEW))
                .isInstanceOf(FileAlreadyExistsException.class);
        Files.writeString(file, "two", APPEND);
        assertThat(Files.readString(file)).isEqualTo("onetwo");
        Files.writeString(file, "3");
        assertThat(Files.size(file)).isEqualTo(1);
        assertThatThrownBy(() -> Files.newOutputStream(root.resolve("b"), WRITE))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void channel_readWriteAndMap_agree() throws IOException {
        Path file = root.resolve("a");
        try (FileChannel channel = FileChannel.open(file, READ, WRITE, CREATE)) {
            channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}));
            ByteBuffer two = ByteBuffer.allocate(2);
            assertThat(channel.read(two, 1)).isEqualTo(2);
            assertThat(two.array()).containsExactly(2, 3);
            assertThat(channel.map(FileChannel.MapMode.READ_ONLY, 3, 1).get()).isEqualTo((byte) 4);
            assertThatThrownBy(() -> channel.map(FileChannel.MapMode.READ_WRITE, 0, 1))
                    .isInstanceOf(UnsupportedOperationException.class);
            channel.truncate(3);
            assertThat(channel.size()).isEqualTo(3);
        }
    }

    @Test
    void channel_fileDeletedWhileOpen_goesOn() throws IOException {
        Path file = Files.writeString(root.resolve("a"), "one");
        try (FileChannel channel = FileChannel.open(file, READ)) {
            Files.delete(file);
            assertThat(channel.read(ByteBuffer.allocate(3))).isEqualTo(3);
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void channel_ofDirectory_isForcedAndNothingElse() throws IOException {
        try (FileChannel channel = FileChannel.open(root, READ)) {
            channel.force(true);
            assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(1))).isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> FileChannel.open(root, WRITE)).isInstanceOf(FileSystemException.class);
        assertThatThrownBy(() -> FileChannel.open(root.resolve("a"), READ)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void tryLock_heldAlready_isRefused() throws IOException {
        Path file = Files.createFile(root.resolve("lock"));
        try (FileChannel one = FileChannel.open(file, WRITE)) {
            assertThat(one.tryLock()).isNotNull();
            try (FileChannel two = FileChannel.open(file, WRITE)) {
                assertThatThrownBy(two::tryLock).isInstanceOf(OverlappingFileLockException.class);
            }
        }
        try (FileChannel three = FileChannel.open(file, WRITE)) {
            assertThat(three.tryLock()).isNotNull();
        }
    }

    @Test
    void directories_walkAndList_showWhatIsThere() throws IOException {
        Files.createDirectories(root.resolve("x/y"));
        Files.createDirectories(root.resolve("x/y"));
        Files.createFile(root.resolve("x/y/a.txt"));
        Files.createFile(root.resolve("x/b.bin"));
        try (Stream<Path> all = Files.walk(root)) {
            assertThat(all.map(path -> root.relativize(path).toString()))
                    .containsExactlyInAnyOrder("", "x", "x/y", "x/y/a.txt", "x/b.bin");
        }
        List<Path> matching = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(root.resolve("x"), "*.bin")) {
            stream.forEach(matching::add);
        }
        assertThat(matching).containsExactly(root.resolve("x/b.bin"));
        assertThatThrownBy(() -> Files.createDirectory(root.resolve("x")))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> Files.createDirectory(root.resolve("no/x"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> Files.createFile(root.resolve("x/b.bin/c"))).isInstanceOf(NotDirectoryException.class);
        assertThatThrownBy(() -> Files.delete(root.resolve("x"))).isInstanceOf(DirectoryNotEmptyException.class);
        assertThat(Files.deleteIfExists(root.resolve("none"))).isFalse();
    }

    @Test
    void move_overAnotherFile_needsToBeAllowed() throws IOException {
        Path a = Files.writeString(root.resolve("a"), "one");
        Path b = Files.writeString(root.resolve("b"), "two");
        assertThatThrownBy(() -> Files.move(a, b)).isInstanceOf(FileAlreadyExistsException.class);
        Files.createDirectories(root.resolve("d/e"));
        assertThatThrownBy(() -> Files.move(root.resolve("d"), root.resolve("d/e/f")))
                .isInstanceOf(FileSystemException.class);
        Files.move(root.resolve("d"), root.resolve("g"));
        assertThat(root.resolve("g/e")).isDirectory();
    }

    @Test
    void copy_fromTheRealFileSystem_copiesBytes() throws IOException {
        Path real = Files.writeString(folder.resolve("real"), "text");
        Files.copy(real, root.resolve("a"));
        Files.copy(root.resolve("a"), root.resolve("b"));
        assertThat(root.resolve("b")).hasContent("text");
        assertThatThrownBy(() -> Files.copy(root.resolve("a"), root.resolve("b")))
                .isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void attributes_fileAndDirectory_sayWhatTheyAre() throws IOException {
        Path file = Files.writeString(root.resolve("a"), "text");
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        assertThat(attributes.isRegularFile()).isTrue();
        assertThat(attributes.size()).isEqualTo(4);
        assertThat(attributes.fileKey())
                .isNotEqualTo(
                        Files.readAttributes(root, BasicFileAttributes.class).fileKey());
        assertThat(Files.readAttributes(file, "basic:size,isDirectory"))
                .containsOnlyKeys("size", "isDirectory")
                .containsEntry("size", 4L);
        assertThat(Files.isDirectory(root)).isTrue();
        assertThat(Files.isSameFile(file, root.resolve("x/../a"))).isTrue();
        assertThat(Files.getFileStore(file).getUsableSpace()).isPositive();
        assertThat(Files.createTempFile(root, "t", ".tmp")).exists();
    }
}
