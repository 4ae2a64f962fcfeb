package io.likeness.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileMoverTest {
    @TempDir
    private Path folder;

    private Path source;
    private Path target;
    private FileMover mover;

    @BeforeEach
    void prepare() throws IOException {
        source = Files.writeString(folder.resolve("a.jpg"), "new");
        target = folder.resolve("pool");
        mover = new FileMover(target);
    }

    @Test
    void choose_nameFree_isThePathItself() throws IOException {
        assertThat(mover.choose(source, Path.of("sub/a.jpg"))).isEqualTo(target.resolve("sub/a.jpg"));
    }

    @Test
    void choose_nameTakenByOthers_isNumbered() throws IOException {
        Files.createDirectories(target);
        Files.writeString(target.resolve("a.jpg"), "old");
        Files.writeString(target.resolve("a-1.jpg"), "older");

        assertThat(mover.choose(source, Path.of("a.jpg"))).isEqualTo(target.resolve("a-2.jpg"));
    }

    @Test
    void choose_nameTakenByTheSameBytes_isThatName() throws IOException {
        Files.createDirectories(target);
        Files.writeString(target.resolve("a.jpg"), "new");

        assertThat(mover.choose(source, Path.of("a.jpg"))).isEqualTo(target.resolve("a.jpg"));
    }

    @Test
    void choose_nameTakenByAFolderOrBrokenLink_isNumbered() throws IOException {
        Files.createDirectories(target.resolve("a.jpg"));
        Files.createSymbolicLink(target.resolve("a-1.jpg"), Path.of("nowhere"));

        assertThat(mover.choose(source, Path.of("a.jpg"))).isEqualTo(target.resolve("a-2.jpg"));
    }

    @Test
    void move_targetFree_movesAndMakesFolders() throws IOException {
        assertThat(mover.move(source, target.resolve("sub/a.jpg"))).isTrue();

        assertThat(source).doesNotExist();
        assertThat(target.resolve("sub/a.jpg")).hasContent("new");
    }

    @Test
    void move_targetTakenMeanwhile_movesNothing() throws IOException {
        Files.createDirectories(target);
        Files.writeString(target.resolve("a.jpg"), "old");

        assertThat(mover.move(source, target.resolve("a.jpg"))).isFalse();
        assertThat(source).hasContent("new");
        assertThat(target.resolve("a.jpg")).hasContent("old");
    }

    @Test
    void move_begunBeforeACrash_isFinished() throws IOException {
        Files.createDirectories(target);
        Files.createLink(target.resolve("a.jpg"), source);

        assertThat(mover.move(source, target.resolve("a.jpg"))).isTrue();
        assertThat(source).doesNotExist();
        assertThat(target.resolve("a.jpg")).hasContent("new");
    }

    @Test
    void move_toAnotherFileSystem_copiesAndLeavesNothingBehind() throws IOException {
        Path other = Path.of("/dev/shm");
        assumeTrue(Files.isWritable(other) && !Files.getFileStore(other).equals(Files.getFileStore(source)));
        Path there = Files.createTempDirectory(other, "pool");
        try {
            assertThat(new FileMover(there).move(source, there.resolve("a.jpg")))
                    .isTrue();
            assertThat(source).doesNotExist();
            assertThat(there.resolve("a.jpg")).hasContent("new");
            try (Stream<Path> files = Files.list(there)) {
                assertThat(files).containsExactly(there.resolve("a.jpg"));
            }
        } finally {
            Files.deleteIfExists(there.resolve("a.jpg"));
            Files.delete(there);
        }
    }
}
