package io.likeness.index.testkit.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.embedding.ModelFingerprint;
import io.likeness.failure.Failure;
import io.likeness.storage.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryCrashTest {
    private static final ModelFingerprint MODEL = new ModelFingerprint("likeness-v0", "1f".repeat(32), 128);
    private static final String NETWORK = "network".repeat(500);
    private static final int SEEDS = 5;

    @TempDir
    Path folder;

    private static DataDirectory open(CrashableFileSystem disk) {
        return DataDirectory.open(disk.root().resolve("some/data"), "0.1.0", () -> Instant.EPOCH);
    }

    private static void create(DataDirectory data) {
        data.create(MODEL, model -> {
            Files.writeString(model.resolve("model.json"), "{}");
            Files.createDirectory(model.resolve("more"));
            Files.writeString(model.resolve("more/model.onnx"), NETWORK);
        });
    }

    private static void assertWhole(DataDirectory data) {
        assertThat(data.manifestModel()).contains(MODEL);
        assertThat(data.model().resolve("model.json")).hasContent("{}");
        assertThat(data.model().resolve("more/model.onnx")).hasContent(NETWORK);
        assertThat(data.index()).isDirectory();
        assertThat(data.previews()).isDirectory();
    }

    @Test
    void create_returned_isThereAfterACrash() throws IOException {
        CrashableFileSystem before = CrashableFileSystem.create(folder);
        create(open(before));
        try (CrashableFileSystem after = before.crash();
                DataDirectory data = open(after)) {
            assertWhole(data);
            assertThat(data.wasCleanlyClosed()).isFalse();
        }
    }

    @Test
    void create_powerOffAtAnyStep_isNewOrWholeAndOpens() throws IOException {
        CrashableFileSystem whole = CrashableFileSystem.create(folder);
        create(open(whole));
        long steps = whole.steps();
        whole.close();
        assertThat(steps).isGreaterThan(20);
        for (long step = 0; step < steps; step++) {
            for (int seed = 0; seed < SEEDS; seed++) {
                createWithPowerOffAfter(step, seed);
            }
        }
    }

    private void createWithPowerOffAfter(long step, int seed) throws IOException {
        CrashableFileSystem before = CrashableFileSystem.create(folder);
        before.powerOffAfter(step);
        assertThatThrownBy(() -> create(open(before))).as("step %d", step).isInstanceOf(Failure.Unavailable.class);
        CrashableFileSystem after = before.crash(new Random(seed));
        try (DataDirectory data = open(after)) {
            if (data.manifestModel().isEmpty()) {
                create(data);
            }
            assertWhole(data);
        }
        // What a second creation makes must be as durable as what a first one makes.
        try (CrashableFileSystem last = after.crash();
                DataDirectory data = open(last)) {
            assertWhole(data);
        }
    }

    @Test
    void markCleanlyClosed_openedAgainAndCrashed_isUncleanWhateverSurvives() throws IOException {
        for (int seed = 0; seed < 50; seed++) {
            CrashableFileSystem before = CrashableFileSystem.create(folder);
            try (DataDirectory data = open(before)) {
                create(data);
                data.markCleanlyClosed();
            }
            CrashableFileSystem after = before.crash(new Random(seed));
            assertThat(open(after).wasCleanlyClosed())
                    .as("marked, then crashed")
                    .isTrue();
            try (CrashableFileSystem last = after.crash(new Random(seed));
                    DataDirectory data = open(last)) {
                assertThat(data.wasCleanlyClosed()).as("opened, then crashed").isFalse();
            }
        }
    }

    @Test
    void create_noSpace_isUnavailableAndSucceedsLater() throws IOException {
        CrashableFileSystem disk = CrashableFileSystem.create(folder);
        try (disk;
                DataDirectory data = open(disk)) {
            for (int writes = 0; writes < 8; writes++) {
                disk.failWritesAfter(writes);
                assertThatThrownBy(() -> create(data))
                        .isInstanceOf(Failure.Unavailable.class)
                        .hasMessageContainingAll("No space left on device", "likeness.data");
            }
            disk.heal();
            create(data);
            assertWhole(data);
        }
    }
}
