package io.likeness.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.likeness.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
final class PathReaderTest {
    private static final byte[] PICTURE = {1, 2, 3};

    @TempDir
    private Path temp;

    private Path root;
    private Path outside;
    private PathReader reader;

    @BeforeEach
    void makeFolders() throws IOException {
        root = Files.createDirectories(temp.resolve("pictures"));
        outside = Files.createDirectories(temp.resolve("pictures-not"));
        Files.createDirectories(root.resolve("a/b"));
        Files.write(root.resolve("p.png"), PICTURE);
        Files.write(root.resolve("a/b/q.png"), PICTURE);
        Files.write(outside.resolve("secret.png"), PICTURE);
        reader = new PathReader(List.of(root), new ByteLimit(1000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"p.png", "a/b/q.png", "a/../p.png", "a//b/./q.png", "../pictures/p.png"})
    void read_fileBelowRoot_givesItsBytes(String path) {
        var image = reader.read(root + "/" + path);
        assertThat(image.range(0, image.size())).isEqualTo(PICTURE);
    }

    @Test
    void read_namesThatAreNotAscii_giveTheirBytesWhereTheLocaleHasThem() throws IOException {
        String name = "图 片 %41 'é.png";
        if (!"UTF-8".equalsIgnoreCase(System.getProperty("sun.jnu.encoding"))) {
            assertThatThrownBy(() -> reader.read(root + "/" + name))
                    .isInstanceOf(Failure.BadInput.class)
                    .hasMessageContaining("UTF-8 locale");
            return;
        }
        Path named = Files.write(root.resolve(name), PICTURE);
        assertThat(reader.read(named.toString()).size()).isEqualTo(3);
    }

    @Test
    void read_noRoot_isForbiddenAndNamesTheSetting() {
        assertThatThrownBy(() -> new PathReader(List.of(), new ByteLimit(10)).read("/etc/passwd"))
                .isInstanceOf(Failure.Forbidden.class)
                .hasMessageContaining("likeness.roots")
                .hasMessageContaining("--root");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret.png", "absent.png", ".", "../pictures/../pictures-not/secret.png"})
    void read_outsideRoot_isForbiddenWhetherItExistsOrNot(String path) {
        assertForbiddenOutside(outside + "/" + path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../pictures-not/secret.png",
                "a/../../pictures-not/secret.png",
                "../absent",
                "../../../../../../../../../etc/passwd"
            })
    void read_climbingOut_isForbidden(String path) {
        assertForbiddenOutside(root + "/" + path);
    }

    @Test
    void read_linksOut_areForbiddenWhetherTheirTargetExistsOrNot() throws IOException {
        Files.createSymbolicLink(root.resolve("file"), outside.resolve("secret.png"));
        Files.createSymbolicLink(root.resolve("folder"), outside);
        assertForbiddenOutside(root + "/file");
        assertForbiddenOutside(root + "/folder/secret.png");
        assertForbiddenOutside(root + "/folder/absent.png");
        assertForbiddenOutside(root + "/folder/../pictures-not/secret.png");
    }

    @Test
    void read_linksWithinRootAndRootThatIsALink_areFollowed() throws IOException {
        Files.createSymbolicLink(root.resolve("link"), Path.of("a/b/q.png"));
        Path linkedRoot = Files.createSymbolicLink(temp.resolve("linked"), root);
        PathReader byLink = new PathReader(List.of(linkedRoot), new ByteLimit(1000));
        assertThat(byLink.read(linkedRoot + "/link").size()).isEqualTo(3);
        assertThat(byLink.read(root + "/p.png").size()).isEqualTo(3);
    }

    @Test
    void read_linkFromOutsideToWithin_isTakenForItsTarget() throws IOException {
        Path link = Files.createSymbolicLink(outside.resolve("in"), root.resolve("p.png"));
        assertThat(reader.read(link.toString()).size()).isEqualTo(3);
    }

    @Test
    void read_absentBelowRoot_isNotFound() throws IOException {
        Files.createSymbolicLink(root.resolve("loop"), Path.of("loop"));
        for (String path : List.of("absent.png", "absent/deep.png", "p.png/x", "loop")) {
            assertThatThrownBy(() -> reader.read(root + "/" + path)).as(path).isInstanceOf(Failure.NotFound.class);
        }
    }

    @Test
    void read_folder_isForbidden() {
        for (String path : List.of("", "/a", "/a/b/", "/.")) {
            assertThatThrownBy(() -> reader.read(root + path))
                    .as(path)
                    .isInstanceOf(Failure.Forbidden.class)
                    .hasMessageContaining("regular");
        }
    }

    @Test
    void read_pipe_isForbiddenWithoutWaiting() throws IOException, InterruptedException {
        Path pipe = root.resolve("pipe");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")), "this system has no mkfifo");
        assertThat(new ProcessBuilder("/usr/bin/mkfifo", pipe.toString())
                        .start()
                        .waitFor())
                .isZero();
        assertThatThrownBy(() -> reader.read(pipe.toString()))
                .isInstanceOf(Failure.Forbidden.class)
                .hasMessageContaining("regular");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/dev/zero",
                "/dev/stdin",
                "/dev/fd/0",
                "/proc/self/environ",
                "/proc/kmsg",
                "/sys/kernel/uevent_seqnum"
            })
    void read_kernelFileUnderRootOfEverything_isForbiddenWithoutWaiting(String path) {
        PathReader everything = new PathReader(List.of(Path.of("/")), new ByteLimit(1000));
        assertThatThrownBy(() -> everything.read(path)).isInstanceOf(Failure.class);
    }

    @Test
    void read_linkToDevice_isForbidden() throws IOException {
        Files.createSymbolicLink(root.resolve("zero.png"), Path.of("/dev/zero"));
        assertThatThrownBy(() -> reader.read(root + "/zero.png")).isInstanceOf(Failure.Forbidden.class);
    }

    @Test
    void read_overTheLimit_isTooLargeAndNamesTheSetting() throws IOException {
        Files.write(root.resolve("exact"), new byte[1000]);
        Files.write(root.resolve("more"), new byte[1001]);
        assertThat(reader.read(root + "/exact").size()).isEqualTo(1000);
        assertThatThrownBy(() -> reader.read(root + "/more"))
                .isInstanceOf(Failure.TooLarge.class)
                .hasMessage("the picture has 1001 bytes; the limit is 1000 (likeness.max-bytes)");
    }

    @Test
    void read_emptyFile_isBadInput() throws IOException {
        Files.createFile(root.resolve("empty"));
        assertThatThrownBy(() -> reader.read(root + "/empty")).isInstanceOf(Failure.BadInput.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "p.png", "./p.png", "../p.png", "~/p.png", "file:///etc/passwd", "/a\0b"})
    void read_relativeOrGarbledPath_isBadInput(String path) {
        assertThatThrownBy(() -> reader.read(path)).isInstanceOf(Failure.BadInput.class);
    }

    @Test
    void read_overlongPathOrName_isBadInput() {
        assertThatThrownBy(() -> reader.read(root + "/" + "a/".repeat(3000))).isInstanceOf(Failure.BadInput.class);
        assertThatThrownBy(() -> reader.read(root + "/" + "图".repeat(86))).isInstanceOf(Failure.BadInput.class);
    }

    @Test
    void read_secondOfSeveralRoots_isOpen() {
        PathReader both = new PathReader(List.of(temp.resolve("absent"), root, outside), new ByteLimit(1000));
        assertThat(both.read(outside + "/secret.png").size()).isEqualTo(3);
    }

    @Test
    void read_folderSwappedForALinkMeanwhile_neverGivesWhatLiesOutside() throws Exception {
        Path folder = Files.createDirectory(root.resolve("swap"));
        Path real = Files.write(folder.resolve("secret.png"), new byte[] {9, 9, 9, 9});
        Path parked = root.resolve("parked");
        Thread swapper = Thread.ofPlatform().start(() -> swap(folder, parked));
        try {
            for (int i = 0; i < 3000; i++) {
                try {
                    assertThat(reader.read(real.toString()).size()).isEqualTo(4);
                } catch (Failure e) {
                    assertThat(e).isNotInstanceOf(Failure.TooLarge.class);
                }
            }
        } finally {
            swapper.interrupt();
            swapper.join();
        }
    }

    private void swap(Path folder, Path parked) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Files.move(folder, parked);
                Files.createSymbolicLink(folder, outside);
                Files.delete(folder);
                Files.move(parked, folder);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void assertForbiddenOutside(String path) {
        assertThatThrownBy(() -> reader.read(path))
                .as(path)
                .isInstanceOf(Failure.Forbidden.class)
                .hasMessage(
                        "the path is not below one of the folders that likeness.roots opens (LIKENESS_ROOTS, --root)");
    }
}
