package io.likeness.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFilesTest {
    @TempDir
    Path folder;

    @Test
    void writeAtomically_newAndOld_leavesOnlyTheTarget() throws IOException {
        Path target = folder.resolve("a");
        DurableFiles.writeAtomically(target, new byte[] {1});
        DurableFiles.writeAtomically(target, new byte[] {2, 3});
        assertThat(Files.readAllBytes(target)).containsExactly(2, 3);
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all).containsExactly(target);
        }
    }

    @Test
    void writeAtomically_targetIsADirectory_failsAndLeavesNoTemporary() throws IOException {
        Path target = folder.resolve("a");
        Files.createDirectories(target.resolve("b"));
        assertThatThrownBy(() -> DurableFiles.writeAtomically(target, new byte[1]))
                .isInstanceOf(IOException.class);
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all).containsExactly(target);
        }
    }

    @Test
    void createDirectories_someMissing_createsThem() throws IOException {
        DurableFiles.createDirectories(folder.resolve("a/b/c"));
        DurableFiles.createDirectories(folder.resolve("a/b/c"));
        assertThat(folder.resolve("a/b/c")).isDirectory();
        Files.createFile(folder.resolve("f"));
        assertThatThrownBy(() -> DurableFiles.createDirectories(folder.resolve("f")))
                .isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void forceTree_nestedFiles_doesNotFail() throws IOException {
        Files.createDirectories(folder.resolve("a/b"));
        Files.createFile(folder.resolve("a/b/c"));
        assertThatCode(() -> DurableFiles.forceTree(folder)).doesNotThrowAnyException();
        assertThatThrownBy(() -> DurableFiles.forceTree(folder.resolve("none"))).isInstanceOf(IOException.class);
    }

    @Test
    void deleteTree_nestedFiles_deletesAll() throws IOException {
        Files.createDirectories(folder.resolve("a/b"));
        Files.createFile(folder.resolve("a/b/c"));
        DurableFiles.deleteTree(folder.resolve("a"));
        DurableFiles.deleteTree(folder.resolve("a"));
        assertThat(folder).isEmptyDirectory();
        assertThat(DurableFiles.isEmptyDirectory(folder)).isTrue();
    }
}
