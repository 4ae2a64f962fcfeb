package io.likeness.index.milvus;

import io.likeness.embedding.ModelFingerprint;
import io.likeness.index.Filter;
import io.likeness.index.ImageRecord;
import io.likeness.index.ListQuery;
import io.likeness.index.VectorIndex;
import io.likeness.index.testkit.VectorIndexContract;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;

/** The contract, against a real Milvus. A collection is emptied and used again, because making one takes seconds. */
class MilvusVectorIndexIT extends VectorIndexContract {
    private static final Map<Integer, Deque<MilvusPlace>> FREE = new HashMap<>();

    private final IdentityHashMap<VectorIndex, MilvusPlace> places = new IdentityHashMap<>();

    @Override
    protected boolean idsCountUp() {
        return false;
    }

    @Override
    protected VectorIndex open(int dimension) {
        Deque<MilvusPlace> free = FREE.computeIfAbsent(dimension, _ -> new ArrayDeque<>());
        return open(free.isEmpty() ? TestMilvus.place() : free.pop(), dimension);
    }

    @Override
    protected VectorIndex reopen(VectorIndex index) {
        index.close();
        return open(Objects.requireNonNull(places.get(index)), index.dimension());
    }

    private VectorIndex open(MilvusPlace place, int dimension) {
        VectorIndex index = MilvusVectorIndex.open(
                TestMilvus.connection(),
                place,
                new ModelFingerprint("test", "0".repeat(64), dimension),
                InstantSource.system());
        places.put(index, place);
        return index;
    }

    @AfterEach
    void emptyCollections() {
        Map<MilvusPlace, Integer> used = new HashMap<>();
        places.forEach((index, place) -> used.put(place, index.dimension()));
        used.forEach((place, dimension) -> {
            VectorIndex index = open(place, dimension);
            List<ImageRecord> all;
            do {
                all = index.list(new ListQuery(ListQuery.Order.OLDEST, null, ListQuery.MAX_LIMIT, Filter.ALL));
                index.deleteIds(all.stream().map(ImageRecord::id).toList());
            } while (!all.isEmpty());
            index.close();
            Objects.requireNonNull(FREE.get(dimension)).push(place);
        });
    }
}
