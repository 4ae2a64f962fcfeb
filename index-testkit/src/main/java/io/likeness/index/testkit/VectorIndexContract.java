package io.likeness.index.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.embedding.Embedding;
import io.likeness.failure.Failure;
import io.likeness.index.Attributes;
import io.likeness.index.Hit;
import io.likeness.index.ImageRecord;
import io.likeness.index.ListQuery;
import io.likeness.index.ListQuery.Order;
import io.likeness.index.PutResult;
import io.likeness.index.SearchQuery;
import io.likeness.index.VectorIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** All that {@link VectorIndex} promises, as tests; an index passes it by a subclass that opens it. */
public abstract class VectorIndexContract extends RestoreContract {
    private static final int THREADS = 6;

    @Test
    void dimension_isTheOneOpenedWith() {
        assertThat(index(17).dimension()).isEqualTo(17);
    }

    @Test
    void reopen_afterAllKindsOfChanges_everythingIsThere() {
        VectorIndex index = index();
        List<ImageRecord> records = new ArrayList<>(addMany(index, 50, "k"));
        index.update(records.get(3).id(), old -> new Attributes("c.jpg", Map.of("a", "b")));
        index.deleteIds(List.of(records.get(7).id()));
        index.deleteKeys(List.of("k9", "k10"));
        List<ImageRecord> before = walk(index, Order.OLDEST, 1000);
        List<Hit> hits = search(index, 10, 1, 1, 1);

        VectorIndex again = index;
        for (int i = 0; i < 3; i++) {
            again = reopened(again);
            assertThat(walk(again, Order.OLDEST, 1000)).isEqualTo(before).hasSize(47);
            assertThat(again.count()).isEqualTo(47);
            assertThat(search(again, 10, 1, 1, 1)).isEqualTo(hits);
            assertThat(again.check()).isEmpty();
        }
    }

    @Test
    void check_soundIndex_findsNoProblem() {
        VectorIndex index = index();
        addMany(index, 100, "k");
        index.deleteKeys(List.of("k5"));

        assertThat(index.check()).isEmpty();
    }

    @Test
    void anyCall_afterClose_isUnavailable() {
        VectorIndex index = index();
        ImageRecord record = add(index, "key");
        index.close();
        index.close();

        List<ThrowingCallable> calls = List.of(
                () -> add(index, "other"),
                () -> index.putAll(List.of()),
                () -> index.update(record.id(), old -> old),
                () -> index.deleteIds(List.of(record.id())),
                () -> index.deleteKeys(List.of("key")),
                () -> search(index, 1, 1, 0, 0),
                () -> index.get(record.id()),
                () -> index.embedding(record.id()),
                () -> index.find("key", record.digest()),
                () -> index.holds(record.digest()),
                () -> index.list(new ListQuery(Order.OLDEST, null, 1)),
                index::count,
                index::check);
        for (ThrowingCallable call : calls) {
            assertThatThrownBy(call).isInstanceOf(Failure.Unavailable.class);
        }
    }

    @Test
    void put_onePictureFromManyThreads_isOneRecord() throws Exception {
        VectorIndex index = index();
        int rounds = rounds(50);
        CountDownLatch start = new CountDownLatch(1);

        List<PutResult> results = atOnce(thread -> {
            List<PutResult> own = new ArrayList<>();
            start.countDown();
            start.await();
            for (int i = 0; i < rounds; i++) {
                own.add(index.put(Pictures.entry("k" + i, i, Embedding.ofUnit(1, 0, 0))));
            }
            return own;
        });

        assertThat(index.count()).isEqualTo(rounds);
        assertThat(results).hasSize(rounds * THREADS);
        assertThat(results.stream().filter(PutResult::created)).hasSize(rounds);
        assertThat(results.stream().map(result -> result.record().id()).distinct())
                .hasSize(rounds);
    }

    @Test
    void changes_fromManyThreads_areSeenByTheirOwnNextCalls() throws Exception {
        VectorIndex index = index(8);
        int pairs = rounds(20);

        atOnce(thread -> {
            Embedding own = Pictures.randomEmbedding(8, new Random(thread));
            for (int i = 0; i < 2 * pairs; i++) {
                String key = thread + "-" + i;
                long content = thread * 1000L + i;
                ImageRecord record =
                        index.put(Pictures.entry(key, content, own)).record();
                assertThat(index.get(record.id())).contains(record);
                assertThat(index.find(key, record.digest())).contains(record);
                assertThat(index.holds(record.digest())).isTrue();
                assertThat(hitIds(index.search(new SearchQuery(own, 1000)))).contains(record.id());
                ImageRecord changed = index.update(record.id(), old -> Attributes.ofImgPath(key))
                        .orElseThrow();
                assertThat(index.get(record.id())).contains(changed);
                if (i % 2 == 0) {
                    assertThat(index.deleteIds(List.of(record.id()))).containsExactly(changed);
                    assertThat(index.get(record.id())).isEmpty();
                    assertThat(index.holds(record.digest())).isFalse();
                    assertThat(hitIds(index.search(new SearchQuery(own, 1000)))).doesNotContain(record.id());
                }
            }
            return List.of();
        });

        assertThat(index.count()).isEqualTo((long) pairs * THREADS);
        assertThat(walk(index, Order.OLDEST, 100)).hasSize(pairs * THREADS);
    }

    @Test
    void update_oneRecordFromManyThreads_losesNoChange() throws Exception {
        VectorIndex index = index();
        ImageRecord record = add(index, "key");
        int rounds = rounds(20);

        atOnce(thread -> {
            for (int i = 0; i < rounds; i++) {
                index.update(record.id(), old -> Attributes.ofImgPath(old.imgPath() + "x"));
            }
            return List.of();
        });

        assertThat(index.get(record.id()).orElseThrow().attributes().imgPath()).isEqualTo("x".repeat(rounds * THREADS));
    }

    @Test
    void reads_whileOthersChange_neverMissWhatIsStoredThroughout() throws Exception {
        VectorIndex index = index();
        ImageRecord fixed = add(index, "fixed", 0, 0, 1);
        AtomicBoolean done = new AtomicBoolean();
        int rounds = rounds(200);

        atOnce(thread -> {
            if (thread == 0) {
                for (int i = 0; i < rounds; i++) {
                    String value = Integer.toString(i);
                    index.update(fixed.id(), old -> Attributes.ofImgPath(value));
                    index.deleteIds(List.of(add(index, "passing", 0, 1, 0).id()));
                    add(index, "more", 1, 0, 0);
                }
                done.set(true);
            }
            // Two who read are enough; more would only keep the one who writes from its turn.
            while (!done.get() && thread <= 2) {
                assertThat(index.get(fixed.id())).isPresent();
                assertThat(index.find("fixed", fixed.digest())).isPresent();
                assertThat(index.holds(fixed.digest())).isTrue();
                assertThat(index.embedding(fixed.id())).isPresent();
                assertThat(hitIds(search(index, 1, 0, 0, 1))).containsExactly(fixed.id());
                assertThat(ids(index.list(new ListQuery(Order.OLDEST, null, 1))))
                        .containsExactly(fixed.id());
            }
            return List.of();
        });
        assertThat(index.count()).isEqualTo(rounds + 1);
    }

    /** Work of one of several threads. */
    @FunctionalInterface
    private interface Share<T> {
        List<T> of(int thread) throws Exception;
    }

    private static <T> List<T> atOnce(Share<T> work) throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(THREADS)) {
            List<Callable<List<T>>> shares = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int number = thread;
                shares.add(() -> work.of(number));
            }
            List<T> all = new ArrayList<>();
            for (Future<List<T>> share : pool.invokeAll(shares)) {
                all.addAll(share.get());
            }
            return all;
        }
    }
}
