package io.likeness.index.testkit.crash;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashableFileSystemTest {
    @TempDir
    Path folder;

    private CrashableFileSystem disk;

    @BeforeEach
    void open() throws IOException {
        disk = CrashableFileSystem.create(folder);
    }

    @AfterEach
    void close() throws IOException {
        disk.close();
    }

    private Path path(String name) {
        return disk.root().resolve(name);
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, READ)) {
            channel.force(true);
        }
    }

    private void crash() throws IOException {
        disk = disk.crash();
    }

    private Path durableFile(String name, String text) throws IOException {
        Path file = Files.writeString(path(name), text);
        force(file);
        force(disk.root());
        return file;
    }

    @Test
    void crash_fileAndDirectoryForced_keepsFile() throws IOException {
        durableFile("a", "bytes");
        crash();
        assertThat(path("a")).hasContent("bytes");
    }

    @Test
    void crash_onlyFileForced_losesItsName() throws IOException {
        force(Files.writeString(path("a"), "bytes"));
        crash();
        assertThat(path("a")).doesNotExist();
    }

    @Test
    void crash_onlyDirectoryForced_keepsAnEmptyFile() throws IOException {
        Files.writeString(path("a"), "bytes");
        force(disk.root());
        crash();
        assertThat(path("a")).isRegularFile().isEmptyFile();
    }

    @Test
    void crash_appendedWithoutForce_losesWhatWasAppended() throws IOException {
        Path file = durableFile("a", "one");
        Files.writeString(file, "two", APPEND);
        assertThat(file).hasContent("onetwo");
        crash();
        assertThat(path("a")).hasContent("one");
    }

    @Test
    void crash_overwrittenWithoutForce_keepsOldBytes() throws IOException {
        Path file = durableFile("a", "one");
        try (FileChannel channel = FileChannel.open(file, WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {'X'}), 1);
        }
        assertThat(file).hasContent("oXe");
        crash();
        assertThat(path("a")).hasContent("one");
    }

    @Test
    void crash_truncatedWithoutForce_keepsOldBytes() throws IOException {
        Files.writeString(durableFile("a", "one"), "", TRUNCATE_EXISTING);
        crash();
        assertThat(path("a")).hasContent("one");
    }

    @Test
    void crash_forcedThroughAnotherChannel_keepsBytes() throws IOException {
        Path file = durableFile("a", "one");
        try (FileChannel writer = FileChannel.open(file, WRITE)) {
            writer.write(ByteBuffer.wrap("two".getBytes(StandardCharsets.UTF_8)));
            force(file);
            crash();
        }
        assertThat(path("a")).hasContent("two");
    }

    @Test
    void crash_forcedTwice_keepsBytesOfTheLastForce() throws IOException {
        Path file = durableFile("a", "one");
        force(Files.writeString(file, "two"));
        Files.writeString(file, "three");
        crash();
        assertThat(path("a")).hasContent("two");
    }

    @Test
    void crash_renameNotForced_findsTheOldName() throws IOException {
        Files.move(durableFile("a", "one"), path("b"), ATOMIC_MOVE);
        crash();
        assertThat(path("a")).hasContent("one");
        assertThat(path("b")).doesNotExist();
    }

    @Test
    void crash_renameOverAnotherNotForced_findsBothAsTheyWere() throws IOException {
        durableFile("b", "old");
        Files.move(durableFile("a", "new"), path("b"), ATOMIC_MOVE);
        assertThat(path("b")).hasContent("new");
        crash();
        assertThat(path("a")).hasContent("new");
        assertThat(path("b")).hasContent("old");
    }

    @Test
    void crash_renameForced_findsTheNewName() throws IOException {
        durableFile("b", "old");
        Files.move(durableFile("a", "new"), path("b"), ATOMIC_MOVE);
        force(disk.root());
        crash();
        assertThat(path("a")).doesNotExist();
        assertThat(path("b")).hasContent("new");
    }

    @Test
    void crash_renameForcedButNotTheBytes_findsTheNewNameEmpty() throws IOException {
        Files.move(Files.writeString(path("a"), "new"), path("b"), ATOMIC_MOVE);
        force(disk.root());
        crash();
        assertThat(path("b")).isEmptyFile();
    }

    @Test
    void crash_moveBetweenDirectoriesWithOneForced_keepsTheWholeMove() throws IOException {
        Files.createDirectory(path("from"));
        Files.createDirectory(path("to"));
        force(disk.root());
        force(Files.writeString(path("from/a"), "one"));
        Files.move(path("from/a"), path("to/a"), ATOMIC_MOVE);
        force(path("to"));
        crash();
        assertThat(path("from/a")).doesNotExist();
        assertThat(path("to/a")).hasContent("one");
    }

    @Test
    void crash_deleteNotForced_bringsTheFileBack() throws IOException {
        Files.delete(durableFile("a", "one"));
        crash();
        assertThat(path("a")).hasContent("one");
    }

    @Test
    void crash_deleteForced_staysDeleted() throws IOException {
        Files.delete(durableFile("a", "one"));
        force(disk.root());
        crash();
        assertThat(path("a")).doesNotExist();
    }

    @Test
    void crash_parentOfNewDirectoryNotForced_losesDirectoryAndItsFiles() throws IOException {
        Files.createDirectories(path("x/y"));
        force(Files.writeString(path("x/y/a"), "one"));
        force(path("x/y"));
        force(path("x"));
        crash();
        assertThat(path("x")).doesNotExist();
    }

    @Test
    void crash_deletedAndCreatedAgainUnderTheSameName_keepsTheFileThatWasForced() throws IOException {
        Files.delete(durableFile("a", "one"));
        Files.writeString(path("a"), "two", CREATE_NEW);
        crash();
        assertThat(path("a")).hasContent("one");
    }

    @Test
    void crash_openChannelOfTheOldDisk_failsAndChangesNothing() throws IOException {
        Path file = durableFile("a", "one");
        try (FileChannel channel = FileChannel.open(file, READ, WRITE)) {
            crash();
            assertThatThrownBy(() -> channel.write(ByteBuffer.allocate(1))).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(1))).isInstanceOf(ClosedChannelException.class);
            assertThatThrownBy(() -> channel.force(true)).isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> Files.writeString(file, "two")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Files.delete(file)).isInstanceOf(IOException.class);
        assertThat(path("a")).hasContent("one");
    }

    @Test
    void crash_again_losesOnlyWhatCameSince() throws IOException {
        durableFile("a", "one");
        crash();
        Files.writeString(path("a"), "two");
        Files.writeString(path("b"), "new");
        crash();
        assertThat(path("a")).hasContent("one");
        assertThat(path("b")).doesNotExist();
    }

    @Test
    void crash_lockHeld_isFreeAfterwards() throws IOException {
        durableFile("lock", "");
        try (FileChannel channel = FileChannel.open(path("lock"), WRITE)) {
            FileLock held = channel.tryLock();
            crash();
            assertThat(held.isValid()).isFalse();
            try (FileChannel next = FileChannel.open(path("lock"), WRITE)) {
                assertThat(next.tryLock()).isNotNull();
            }
        }
    }

    @Test
    void crash_realPath_isAnotherThanBefore() throws IOException {
        durableFile("a", "one");
        String before = path("a").toRealPath().toString();
        crash();
        assertThat(path("a").toRealPath().toString()).isNotEqualTo(before).endsWith("/a");
    }

    @Test
    void powerOffAfter_stepsMade_failsThatStepAndAllLater() throws IOException {
        Path file = durableFile("a", "one");
        disk.powerOffAfter(1);
        Files.delete(file);
        assertThatThrownBy(() -> force(disk.root())).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Files.size(disk.root())).isInstanceOf(IOException.class);
        crash();
        assertThat(path("a")).hasContent("one");
    }

    @Test
    void failWritesAfter_writesMade_failsForWantOfSpaceUntilHealed() throws IOException {
        Path file = durableFile("a", "one");
        disk.failWritesAfter(1);
        Files.writeString(file, "two");
        assertThatThrownBy(() -> Files.writeString(file, "three"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("No space left on device");
        assertThatThrownBy(() -> Files.createFile(path("b"))).hasMessageContaining("No space left on device");
        disk.heal();
        Files.writeString(file, "four");
        assertThat(file).hasContent("four");
    }

    @Test
    void failForcesAfter_forcesMade_makesNothingDurable() throws IOException {
        Path file = durableFile("a", "one");
        Files.writeString(file, "two");
        disk.failForcesAfter(0);
        assertThatThrownBy(() -> force(file)).isInstanceOf(IOException.class);
        crash();
        assertThat(path("a")).hasContent("one");
    }

    @Test
    void forces_filesAndDirectories_areCounted() throws IOException {
        durableFile("a", "one");
        assertThat(disk.forces()).isEqualTo(2);
    }

    @Test
    void close_filesLeft_deletesTheirBytes() throws IOException {
        durableFile("a", "one");
        disk.close();
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }
}
