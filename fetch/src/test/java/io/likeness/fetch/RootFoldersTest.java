package io.likeness.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootFoldersTest {
    @TempDir
    private Path temp;

    private Path root;
    private Path outside;
    private RootFolders folders;

    @BeforeEach
    void prepare() throws IOException {
        root = Files.createDirectories(temp.resolve("root"));
        outside = Files.createDirectories(temp.resolve("outside"));
        folders = new RootFolders(List.of(root));
    }

    @Test
    void source_folderBelowARootOrTheRootItself_isAnsweredAsNamed() throws IOException {
        Path sub = Files.createDirectories(root.resolve("a/b"));
        assertThat(folders.source(sub + "/../b")).isEqualTo(sub);
        assertThat(folders.source(root.toString())).isEqualTo(root);
    }

    @Test
    void source_elsewhere_isForbiddenWhetherItIsThereOrNot() throws IOException {
        Files.createSymbolicLink(root.resolve("link"), outside);
        for (String path : List.of(
                outside.toString(),
                outside + "/none",
                root + "/../outside",
                root + "/link",
                root + "/link/none",
                "/proc/self")) {
            assertThatThrownBy(() -> folders.source(path))
                    .as(path)
                    .isInstanceOf(Failure.Forbidden.class)
                    .hasMessageContaining("likeness.roots");
        }
    }

    @Test
    void source_missingOrAFile_saysSo() throws IOException {
        Path file = Files.writeString(root.resolve("file"), "x");
        assertThatThrownBy(() -> folders.source(root + "/none")).isInstanceOf(Failure.NotFound.class);
        assertThatThrownBy(() -> folders.source(file.toString()))
                .isInstanceOf(Failure.BadInput.class)
                .hasMessageContaining("is a file");
    }

    @Test
    void source_noRoots_namesTheProperty() {
        assertThatThrownBy(() -> new RootFolders(List.of()).source(root.toString()))
                .isInstanceOf(Failure.Forbidden.class)
                .hasMessageContaining("likeness.roots");
    }

    @Test
    void destination_belowARoot_needNotBeThere() {
        assertThat(folders.destination(root + "/new/deep")).isEqualTo(root.resolve("new/deep"));
        assertThat(folders.destination(root.toString())).isEqualTo(root);
    }

    @Test
    void destination_elsewhere_isForbidden() throws IOException {
        Files.createSymbolicLink(root.resolve("link"), outside);
        for (String path : List.of(outside + "/new", root + "/../new", root + "/link/new", root + "/link")) {
            assertThatThrownBy(() -> folders.destination(path)).as(path).isInstanceOf(Failure.Forbidden.class);
        }
    }

    @Test
    void destination_aFileOrBelowOne_isRefused() throws IOException {
        Files.writeString(root.resolve("file"), "x");
        assertThatThrownBy(() -> folders.destination(root + "/file")).isInstanceOf(Failure.BadInput.class);
        assertThatThrownBy(() -> folders.destination(root + "/file/new")).isInstanceOf(Failure.BadInput.class);
    }
}
