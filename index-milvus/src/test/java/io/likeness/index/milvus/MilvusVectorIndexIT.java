package io.likeness.index.milvus;

import io.likeness.embedding.ModelFingerprint;
import io.likeness.index.Filter;
import io.likeness.index.ImageRecord;
import io.likeness.index.ListQuery;
import io.likeness.index.VectorIndex;
import io.likeness.index.testkit.VectorIndexContract;
import java.time.InstantSource;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.junit.jupiter.api.AfterEach;

/** The contract, against a real Milvus. A collection is emptied and used again, because making one takes seconds. */
class MilvusVectorIndexIT extends VectorIndexContract {
    private static final Map<Integer, Deque<MilvusPlace>> FREE = new ConcurrentHashMap<>();

    private final Map<VectorIndex, MilvusPlace> places = new HashMap<>();

    @Override
    protected boolean idsCountUp() {
        return false;
    }

    @Override
    protected int rounds(int usual) {
        return Math.max(2, usual / 8);
    }

    @Override
    protected VectorIndex open(int dimension) {
        MilvusPlace free = free(dimension).poll();
        return free == null ? made(dimension) : open(free, dimension);
    }

    @Override
    protected VectorIndex reopen(VectorIndex index) {
        index.close();
        return open(Objects.requireNonNull(places.get(index)), index.dimension());
    }

    /** One after another: many made at once take Milvus longer than a call may. */
    private VectorIndex made(int dimension) {
        synchronized (FREE) {
            MilvusVectorIndex index = open(TestMilvus.place(), dimension);
            index.prepare();
            return index;
        }
    }

    private static Deque<MilvusPlace> free(int dimension) {
        return FREE.computeIfAbsent(dimension, _ -> new ConcurrentLinkedDeque<>());
    }

    private MilvusVectorIndex open(MilvusPlace place, int dimension) {
        MilvusVectorIndex index = MilvusVectorIndex.open(
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
            free(dimension).push(place);
        });
    }
}
