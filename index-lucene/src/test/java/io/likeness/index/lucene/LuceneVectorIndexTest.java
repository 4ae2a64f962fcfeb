package io.likeness.index.lucene;

import io.likeness.index.VectorIndex;
import io.likeness.index.testkit.VectorIndexContract;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.IdentityHashMap;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The contract, with each way of searching and with tables that move to Lucene all the time. */
class LuceneVectorIndexTest {
    abstract static class Contract extends VectorIndexContract {
        private final IdentityHashMap<VectorIndex, Path> folders = new IdentityHashMap<>();
        private final LuceneSettings settings;

        @TempDir
        @SuppressWarnings("NullAway.Init")
        private Path temporary;

        Contract(LuceneSettings settings) {
            this.settings = settings;
        }

        @Override
        protected VectorIndex open(int dimension) {
            return open(temporary.resolve("index" + folders.size()), dimension);
        }

        @Override
        protected VectorIndex reopen(VectorIndex index) {
            index.close();
            return open(Objects.requireNonNull(folders.get(index)), index.dimension());
        }

        private VectorIndex open(Path folder, int dimension) {
            VectorIndex index = LuceneVectorIndex.open(folder, dimension, settings, InstantSource.system());
            folders.put(index, folder);
            return index;
        }
    }

    @Nested
    class AsServersUseIt extends Contract {
        AsServersUseIt() {
            super(LuceneSettings.DEFAULT);
        }
    }

    @Nested
    class ByGraph extends Contract {
        ByGraph() {
            super(LuceneSettings.DEFAULT.withExactUpTo(0));
        }
    }

    @Nested
    class MovingAllTheTime extends Contract {
        MovingAllTheTime() {
            super(LuceneSettings.DEFAULT.withTableRecords(25));
        }
    }

    @Nested
    class MovingAllTheTimeByGraph extends Contract {
        MovingAllTheTimeByGraph() {
            super(LuceneSettings.DEFAULT
                    .withExactUpTo(0)
                    .withTableRecords(25)
                    .withGraph(new LuceneSettings.Graph(16, 100, 100, 2, 0)));
        }
    }
}
