package io.likeness.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.failure.Failure;
import io.likeness.index.testkit.crash.CrashableFileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pulls the plug while a copy of a bundle is written. */
class ModelBundleCrashTest {
    @TempDir
    Path temp;

    private ModelBundle bundle = ModelBundle.builtIn();

    @BeforeEach
    void loadSmallBundle() {
        bundle = ModelBundle.load(BundleFolder.write(
                temp.resolve("bundle"),
                BundleFolder.DESCRIPTION,
                ColourNetwork.colours().toByteArray()));
    }

    @Test
    void writeTo_plugPulledAfterwards_keepsTheCopy() throws IOException {
        try (CrashableFileSystem before = CrashableFileSystem.create(temp)) {
            bundle.writeTo(before.root().resolve("library").resolve("model"));
            try (CrashableFileSystem after = before.crash()) {
                Path copy = after.root().resolve("library").resolve("model");
                assertThat(ModelBundle.load(copy).fingerprint()).isEqualTo(bundle.fingerprint());
            }
        }
    }

    @Test
    void writeTo_plugPulledAtAnyStep_leavesAWholeCopyOrNoneAndCanBeRepeated() throws IOException {
        Random random = new Random(20260417);
        boolean finished = false;
        for (int step = 0; !finished; step++) {
            try (CrashableFileSystem before = CrashableFileSystem.create(temp)) {
                before.powerOffAfter(step);
                finished = succeeds(before.root().resolve("model"));
                try (CrashableFileSystem after = before.crash(random)) {
                    Path copy = after.root().resolve("model");
                    assertThat(Files.exists(copy) || !finished)
                            .as("acknowledged, power off after step %d", step)
                            .isTrue();
                    if (!Files.exists(copy)) {
                        bundle.writeTo(copy);
                    }
                    assertThat(ModelBundle.load(copy).fingerprint())
                            .as("power off after step %d", step)
                            .isEqualTo(bundle.fingerprint());
                }
            }
        }
    }

    private boolean succeeds(Path folder) {
        try {
            bundle.writeTo(folder);
            return true;
        } catch (Failure.Unavailable e) {
            return false;
        }
    }
}
