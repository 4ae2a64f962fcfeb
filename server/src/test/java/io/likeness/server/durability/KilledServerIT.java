package io.likeness.server.durability;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.imaging.OpenCvImageDecoder;
import io.likeness.imaging.PixelBudget;
import io.likeness.verify.VerifyLibrary;
import io.likeness.verify.VerifyReport;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The short form of {@link KillRounds}. {@code -Dlikeness.kill.rounds} sets how often (12), {@code -Dlikeness.kill.seed} repeats a run's choices,
 * though not its timing.
 */
final class KilledServerIT {
    private static final long MAX_PIXELS = 10_000_000;

    private final int rounds = Integer.getInteger("likeness.kill.rounds", 12);
    private final long seed = Long.getLong("likeness.kill.seed", System.nanoTime());

    @TempDir
    @SuppressWarnings("NullAway.Init") // Set by JUnit.
    private Path folder;

    @Test
    void killed_atRandomMoments_keepsWhatWasAcknowledged() throws Exception {
        System.out.println("likeness.kill.seed=" + seed + " likeness.kill.rounds=" + rounds);
        PrintStream log = System.out;
        try (KillRounds killed = KillRounds.open(folder, seed, log)) {
            killed.run(rounds, () -> false);
            int acknowledged = killed.acknowledged();
            try (ForkedServer server = killed.start().awaitReady(killed.http())) {
                killed.verify(server, new Random(seed), "seed " + seed + ", after the last round");
                killed.deleteEverything(new LibraryClient(killed.http(), server.address()));
                server.kill();
            }
            try (ForkedServer server = killed.start().awaitReady(killed.http())) {
                killed.verify(server, new Random(seed), "seed " + seed + ", after everything was deleted");
                server.terminate();
                server.awaitExit(Duration.ofSeconds(30));
            }
            VerifyReport report = VerifyLibrary.verify(
                    folder.resolve("data"),
                    new OpenCvImageDecoder(MAX_PIXELS, new PixelBudget(MAX_PIXELS, Duration.ofMinutes(1))));
            assertThat(report.problems()).isEmpty();
            assertThat(report.notes()).isEmpty();
            assertThat(report.previews()).as("previews of deleted records").isZero();
            assertThat(acknowledged)
                    .as("changes acknowledged, else nothing was tried")
                    .isGreaterThan(rounds);
        }
    }
}
