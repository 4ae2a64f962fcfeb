package io.likeness.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.index.VectorIndex;
import io.likeness.index.lucene.LuceneSettings.Graph;
import io.likeness.index.testkit.VectorIndexModel;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random use, compared with the exact index. {@code -Dlikeness.model.operations} says how much, {@code -Dlikeness.model.seed} repeats a failure.
 */
class LuceneVectorIndexModelTest {
    private static final long OPERATIONS = Long.getLong("likeness.model.operations", 20_000);
    private static final long SEED = Long.getLong("likeness.model.seed", 20261122);
    private static final Graph ALWAYS_LINKED = new Graph(16, 100, 100, 2, 0);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void randomUse_asServersUseIt_answersAsTheExactIndex() {
        run(LuceneSettings.DEFAULT, true);
    }

    @Test
    void randomUse_movingToLuceneAllTheTime_answersAsTheExactIndex() {
        run(LuceneSettings.DEFAULT.withTableRecords(50), true);
    }

    @Test
    void randomUse_byGraph_holdsTheSameRecordsAndFindsNearlyAll() {
        VectorIndexModel model = run(
                LuceneSettings.DEFAULT.withExactUpTo(0).withTableRecords(400).withGraph(ALWAYS_LINKED), false);

        assertThat(model.recall().share()).as("seed " + SEED).isGreaterThanOrEqualTo(0.99);
    }

    private VectorIndexModel run(LuceneSettings settings, boolean exact) {
        AtomicReference<InstantSource> clock = new AtomicReference<>(InstantSource.system());
        VectorIndexModel model = new VectorIndexModel(
                SEED,
                given -> {
                    clock.set(given);
                    return open(settings, given);
                },
                index -> {
                    index.close();
                    return open(settings, Objects.requireNonNull(clock.get()));
                },
                exact);
        model.run(OPERATIONS);
        return model;
    }

    private VectorIndex open(LuceneSettings settings, InstantSource clock) {
        return LuceneVectorIndex.open(folder, VectorIndexModel.DIMENSION, settings, clock);
    }
}
