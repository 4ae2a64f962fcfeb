package io.likeness.server.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.server.testing.GridModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real servers on disks that fail: a small file system that fills up, and files that the system lets grow no further, so that a write is cut short and
 * the next one fails. Needs Linux and the right to mount; {@code .ci/storage} runs it and gets that right where it can.
 */
@Tag("storage")
final class FullDiskIT {
    @TempDir
    @SuppressWarnings("NullAway.Init") // Set by JUnit.
    private Path folder;

    @SuppressWarnings("NullAway.Init") // Set before each test.
    private Path model;

    @BeforeEach
    void writeModel() {
        model = GridModel.write(folder.resolve("model"), 4, "");
    }

    @Test
    void fullFileSystem_refusesAddsLosesNothingAnswersAndHeals() throws IOException, InterruptedException {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        run("mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", disk.toString());
        try (StorageFault fault = new StorageFault(disk.resolve("data"), folder.resolve("server.log"), model)) {
            fault.add(20);
            Path ballast = fill(disk, 400_000);

            assertThat(fault.addUntilRefused()).contains("No space left on device", "likeness.data");
            fault.answersSearches();
            Files.delete(ballast);
            fault.heals();

            fill(disk, 400_000);
            fault.addUntilRefused();
            Files.delete(ballast);
            fault.killAndStart();
            fault.heals();
            System.out.println(fault.acknowledged() + " pictures acknowledged, none lost");
        } finally {
            run("umount", "--lazy", disk.toString());
        }
    }

    @Test
    void filesThatMayNotGrow_cutWritesShort_refuseAddsLoseNothingAndHeal() throws IOException, InterruptedException {
        try (StorageFault fault = new StorageFault(folder.resolve("data"), folder.resolve("server.log"), model)) {
            fault.add(60);
            limitFiles(fault, "1000");
            assertThat(fault.addUntilRefused()).contains("preview", "File too large", "likeness.data");
            fault.answersSearches();
            limitFiles(fault, "unlimited");
            fault.heals();

            limitFiles(fault, Long.toString(journalBytes() + 100));
            assertThat(fault.addUntilRefused()).contains("index", "File too large", "likeness.data");
            fault.answersSearches();
            limitFiles(fault, "unlimited");
            fault.heals();

            limitFiles(fault, Long.toString(journalBytes() + 100));
            fault.addUntilRefused();
            fault.killAndStart();
            fault.heals();
        }
    }

    /** Takes all space but about {@code left} bytes. */
    private static Path fill(Path disk, long left) throws IOException {
        Path ballast = disk.resolve("ballast");
        Files.write(ballast, new byte[(int) (Files.getFileStore(disk).getUsableSpace() - left)]);
        return ballast;
    }

    private static void limitFiles(StorageFault fault, String bytes) throws IOException, InterruptedException {
        run("prlimit", "--pid", Long.toString(fault.server().process().pid()), "--fsize=" + bytes + ":unlimited");
    }

    /** The size of the largest journal, which is the one being written while no other is as large. */
    private long journalBytes() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("data/index"))) {
            return files.filter(file -> String.valueOf(file.getFileName()).startsWith("journal-"))
                    .mapToLong(FullDiskIT::size)
                    .max()
                    .orElseThrow();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(
                        "%s says: %s (mounting needs root; .ci/storage runs this test so that it has the right)",
                        List.of(command), said)
                .isZero();
    }
}
