package io.likeness.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.embedding.ModelFingerprint;
import io.likeness.failure.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    private static final ModelFingerprint MODEL = new ModelFingerprint("likeness-v0", "1f".repeat(32), 128);
    private static final ModelFingerprint OTHER = new ModelFingerprint("other", "2e".repeat(32), 64);

    @TempDir
    Path temp;

    private Path directory;

    @BeforeEach
    void choose() {
        directory = temp.resolve("some/data");
    }

    private DataDirectory open() {
        return DataDirectory.open(directory, "0.1.0", () -> Instant.EPOCH);
    }

    private void createAndClose() {
        try (DataDirectory data = open()) {
            create(data);
            data.markCleanlyClosed();
        }
    }

    private static void create(DataDirectory data) {
        data.create(MODEL, folder -> Files.writeString(folder.resolve("model.onnx"), "network"));
    }

    @Test
    void open_absent_isNewAndClean() {
        try (DataDirectory data = open()) {
            assertThat(data.manifestModel()).isEmpty();
            assertThat(data.wasCleanlyClosed()).isTrue();
            assertThat(directory).isDirectory();
        }
    }

    @Test
    void create_newDirectory_isFoundAgain() {
        createAndClose();
        try (DataDirectory data = open()) {
            assertThat(data.manifestModel()).contains(MODEL);
            assertThat(data.wasCleanlyClosed()).isTrue();
            assertThat(data.model().resolve("model.onnx")).hasContent("network");
            assertThat(data.index()).isEmptyDirectory();
            assertThat(data.previews()).isEmptyDirectory();
            assertThatThrownBy(() -> create(data)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void create_contentFails_isNewAgain() {
        try (DataDirectory data = open()) {
            assertThatThrownBy(() -> data.create(MODEL, folder -> {
                        Files.createFile(folder.resolve("half"));
                        throw new IOException("cannot read the bundle");
                    }))
                    .isInstanceOf(Failure.Unavailable.class)
                    .hasMessageContaining("cannot read the bundle");
            assertThat(data.manifestModel()).isEmpty();
        }
        createAndClose();
        assertThat(directory.resolve("model/half")).doesNotExist();
    }

    @Test
    void open_notMarkedClean_isUncleanUntilMarked() {
        try (DataDirectory data = open()) {
            create(data);
        }
        try (DataDirectory data = open()) {
            assertThat(data.wasCleanlyClosed()).isFalse();
            data.markCleanlyClosed();
        }
        try (DataDirectory data = open()) {
            assertThat(data.wasCleanlyClosed()).isTrue();
        }
        try (DataDirectory data = open()) {
            assertThat(data.wasCleanlyClosed()).isFalse();
        }
    }

    @Test
    void open_heldInThisProcess_isRefusedNamingDirectoryAndPid() throws IOException {
        try (DataDirectory data = open()) {
            create(data);
            assertThatThrownBy(this::open)
                    .isInstanceOf(Failure.Conflict.class)
                    .hasMessageContainingAll(
                            directory.toString(),
                            "pid " + ProcessHandle.current().pid(),
                            "--data",
                            "likeness.data");
            Path link = Files.createSymbolicLink(temp.resolve("link"), directory);
            assertThatThrownBy(() -> DataDirectory.open(link, "0.1.0", () -> Instant.EPOCH))
                    .isInstanceOf(Failure.Conflict.class);
        }
        open().close();
    }

    @Test
    @Timeout(60)
    void open_heldByAnotherProcess_isRefusedUntilThatDies() throws Exception {
        Process holder = holder();
        try (BufferedReader said = holder.inputReader()) {
            assertThat(said.readLine()).isEqualTo("holding " + directory);
            assertThatThrownBy(this::open)
                    .isInstanceOf(Failure.Conflict.class)
                    .hasMessageContainingAll(directory.toString(), "another process, pid " + holder.pid());
            // A refused open must not have loosened the lock.
            assertThatThrownBy(this::open).isInstanceOf(Failure.Conflict.class);
        } finally {
            holder.destroyForcibly();
            assertThat(holder.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        open().close();
    }

    @Test
    @Timeout(60)
    void open_heldHereAndTriedHereAgain_staysClosedToOtherProcesses() throws Exception {
        try (DataDirectory data = open()) {
            create(data);
            assertThatThrownBy(this::open).isInstanceOf(Failure.Conflict.class);
            Process holder = holder();
            // Ends it also where it was let in, so that this fails instead of waiting.
            holder.outputWriter().close();
            try (BufferedReader complaint = holder.errorReader()) {
                assertThat(complaint.readAllAsString())
                        .contains("is in use by another process, pid "
                                + ProcessHandle.current().pid());
            } finally {
                holder.destroyForcibly();
                assertThat(holder.waitFor(30, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    private Process holder() throws IOException {
        String java = ProcessHandle.current().info().command().orElseThrow();
        return new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHolder.class.getName(),
                        directory.toString())
                .start();
    }

    @Test
    void open_manifestDamaged_isRefusedAndFreesTheLock() throws IOException {
        createAndClose();
        Path manifest = directory.resolve("manifest.properties");
        byte[] whole = Files.readAllBytes(manifest);
        Files.write(manifest, "format=1\n".getBytes(StandardCharsets.US_ASCII));
        assertThatThrownBy(this::open)
                .isInstanceOf(Failure.Conflict.class)
                .hasMessageContaining("manifest.properties is damaged");
        Files.write(manifest, whole);
        try (DataDirectory data = open()) {
            assertThat(data.wasCleanlyClosed()).isTrue();
        }
    }

    @Test
    void open_manifestMissingButDataThere_isRefused() throws IOException {
        for (String folder : new String[] {"index", "previews", "model"}) {
            Path data = temp.resolve("without-" + folder);
            Files.createDirectories(data.resolve(folder));
            Files.createFile(data.resolve(folder).resolve("something"));
            assertThatThrownBy(() -> DataDirectory.open(data, "0.1.0", () -> Instant.EPOCH))
                    .isInstanceOf(Failure.Conflict.class)
                    .hasMessageContainingAll(
                            "manifest.properties", data.resolve(folder).toString(), "--data");
            assertThat(data.resolve(folder).resolve("something")).exists();
        }
    }

    @Test
    void open_folderMissing_isRefusedByName() throws IOException {
        createAndClose();
        Files.delete(directory.resolve("index"));
        assertThatThrownBy(this::open)
                .isInstanceOf(Failure.Conflict.class)
                .hasMessageContainingAll("folder index is missing", "backup");
    }

    @Test
    void open_aFile_isRefused() throws IOException {
        Files.createDirectories(temp.resolve("some"));
        Files.createFile(directory);
        assertThatThrownBy(this::open).isInstanceOf(Failure.Conflict.class).hasMessageContaining("is a file");
    }

    @Test
    void open_belowAFile_isUnavailableInPlainWords() throws IOException {
        Files.createFile(temp.resolve("some"));
        assertThatThrownBy(this::open)
                .isInstanceOf(Failure.Unavailable.class)
                .hasMessageContainingAll(directory.toString(), "likeness.data");
    }

    @Test
    void checkGivenModel_another_isRefusedNamingBoth() {
        try (DataDirectory data = open()) {
            assertThatCode(() -> data.checkGivenModel(OTHER)).doesNotThrowAnyException();
            create(data);
            ModelFingerprint renamed = new ModelFingerprint("renamed", MODEL.sha256(), MODEL.dimension());
            assertThatCode(() -> data.checkGivenModel(renamed)).doesNotThrowAnyException();
            assertThatThrownBy(() -> data.checkGivenModel(OTHER))
                    .isInstanceOf(Failure.Conflict.class)
                    .hasMessageContainingAll(
                            "likeness-v0", MODEL.sha256(), "other", OTHER.sha256(), "--model", "--data");
        }
    }

    @Test
    void checkModelCopy_another_isRefusedNamingTheFolder() {
        try (DataDirectory data = open()) {
            create(data);
            assertThatCode(() -> data.checkModelCopy(MODEL)).doesNotThrowAnyException();
            assertThatThrownBy(() -> data.checkModelCopy(OTHER))
                    .isInstanceOf(Failure.Conflict.class)
                    .hasMessageContainingAll(data.model().toString(), MODEL.sha256(), OTHER.sha256());
        }
    }
}
