package io.likeness.server.reliability;

import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@link ModelRun}; {@code -Dlikeness.model.operations} and {@code -Dlikeness.model.seed} set how long and which. */
final class ModelRunIT {
    @TempDir
    @SuppressWarnings("NullAway.Init") // Set by JUnit.
    private Path folder;

    @Test
    void randomOperations_byBothInterfaces_differNowhereFromTheOracle() throws Exception {
        long seed = Long.getLong("likeness.model.seed", System.nanoTime() % 1_000_000);
        System.out.println("likeness.model.seed=" + seed);
        PrintStream log = System.out;
        try (ModelRun run = ModelRun.open(folder, seed, 300, log)) {
            run.run(Long.getLong("likeness.model.operations", 1200L), () -> false);
        }
    }
}
