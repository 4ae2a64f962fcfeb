package io.likeness.index.testkit.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.storage.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFilesCrashTest {
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

    @Test
    void writeAtomically_returned_isDurable() throws IOException {
        DurableFiles.writeAtomically(disk.root().resolve("a"), new byte[] {1});
        DurableFiles.writeAtomically(disk.root().resolve("a"), new byte[] {2});
        disk = disk.crash();
        assertThat(disk.root().resolve("a")).hasBinaryContent(new byte[] {2});
    }

    @Test
    void writeAtomically_powerOffAtAnyStep_leavesOldOrNew() throws IOException {
        byte[] old = new byte[3000];
        byte[] newer = new byte[2000];
        Arrays.fill(newer, (byte) 1);
        DurableFiles.writeAtomically(disk.root().resolve("a"), old);
        long before = disk.steps();
        DurableFiles.writeAtomically(disk.root().resolve("a"), old);
        long steps = disk.steps() - before;
        for (long step = 0; step < steps; step++) {
            for (int seed = 0; seed < 20; seed++) {
                disk.powerOffAfter(step);
                Path target = disk.root().resolve("a");
                assertThatThrownBy(() -> DurableFiles.writeAtomically(target, newer))
                        .isInstanceOf(IOException.class);
                disk = disk.crash(new Random(seed));
                byte[] found = Files.readAllBytes(disk.root().resolve("a"));
                assertThat(Arrays.equals(found, old) || Arrays.equals(found, newer))
                        .as("step %d, seed %d: %d bytes", step, seed, found.length)
                        .isTrue();
                DurableFiles.writeAtomically(disk.root().resolve("a"), old);
            }
        }
    }

    @Test
    void writeAtomically_noSpace_keepsTheOldBytesAndNoTemporary() throws IOException {
        Path target = disk.root().resolve("a");
        DurableFiles.writeAtomically(target, new byte[] {1});
        for (int writes = 0; writes < 2; writes++) {
            disk.failWritesAfter(writes);
            assertThatThrownBy(() -> DurableFiles.writeAtomically(target, new byte[] {2}))
                    .hasMessageContaining("No space left");
            assertThat(target).hasBinaryContent(new byte[] {1});
            assertThat(target.resolveSibling("a.tmp")).doesNotExist();
        }
    }

    @Test
    void createDirectories_returned_areDurable() throws IOException {
        DurableFiles.createDirectories(disk.root().resolve("a/b/c"));
        disk = disk.crash();
        assertThat(disk.root().resolve("a/b/c")).isDirectory();
    }

    @Test
    void forceTree_returned_isDurable() throws IOException {
        Files.createDirectories(disk.root().resolve("a/b"));
        Files.writeString(disk.root().resolve("a/b/c"), "one");
        Files.writeString(disk.root().resolve("a/d"), "two");
        DurableFiles.forceTree(disk.root());
        disk = disk.crash();
        assertThat(disk.root().resolve("a/b/c")).hasContent("one");
        assertThat(disk.root().resolve("a/d")).hasContent("two");
    }
}
