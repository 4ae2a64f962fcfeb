package io.likeness.index.testkit;

import io.likeness.index.ExactVectorIndex;
import io.likeness.index.VectorIndex;
import java.time.InstantSource;

class ExactVectorIndexTest extends VectorIndexContract {
    @Override
    protected VectorIndex open(int dimension) {
        return new ExactVectorIndex(dimension, InstantSource.system());
    }

    @Override
    protected VectorIndex reopen(VectorIndex index) {
        // It lives in memory alone, so there is nothing to close and open.
        return index;
    }
}
