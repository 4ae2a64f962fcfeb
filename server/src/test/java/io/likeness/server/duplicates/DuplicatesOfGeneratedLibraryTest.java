package io.likeness.server.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.duplicates.RunState;
import io.likeness.server.duplicates.GeneratedLibrary.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Finds the copies planted in a library of drawn pictures. {@code -Dlikeness.duplicates.pictures=10000} makes it larger, one picture in eleven being a copy;
 * {@code -Dlikeness.duplicates.seed} draws other ones.
 */
class DuplicatesOfGeneratedLibraryTest {
    private static final int PICTURES = Integer.getInteger("likeness.duplicates.pictures", 480);
    private static final long SEED = Long.getLong("likeness.duplicates.seed", 20261123);

    @TempDir
    private Path data;

    @Test
    void search_plantedCopiesOfAllKinds_findsThemAndHardlyAnythingElse() throws InterruptedException {
        int copies = Math.max(Plant.values().length * 6, PICTURES / 10);
        try (GeneratedLibrary library = new GeneratedLibrary(data.resolve("data"), SEED, PICTURES, copies)) {
            Result result = library.search();
            System.out.printf(
                    "duplicates among %d drawn pictures and %d planted copies, seed %d: precision %.4f (%d wrong of %d),"
                            + " recall %.4f, missed %s, %.1f pictures a second%n",
                    PICTURES,
                    copies,
                    SEED,
                    result.precision(),
                    result.wrong().size(),
                    result.found().size(),
                    result.recall(),
                    result.missed(),
                    result.progress().picturesPerSecond());
            assertThat(result.progress().state()).isEqualTo(RunState.DONE);
            assertThat(result.progress().unreadable()).isZero();
            // One in a hundred; one at all where there are fewer.
            assertThat(result.wrong())
                    .as("precision %.4f, seed %d", result.precision(), SEED)
                    .hasSizeLessThanOrEqualTo(Math.max(1, result.found().size() / 100));
            assertThat(result.recall())
                    .as("recall, missed %s, seed %d", result.missed(), SEED)
                    .isGreaterThanOrEqualTo(0.93);
        }
    }
}
