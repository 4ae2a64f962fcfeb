package io.likeness.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.embedding.Embedding;
import io.likeness.failure.Failure;
import io.likeness.image.EncodedImage;
import io.likeness.index.Attributes;
import io.likeness.index.ExactVectorIndex;
import io.likeness.index.Hit;
import io.likeness.index.ImageRecord;
import io.likeness.index.ListQuery;
import io.likeness.index.PutResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Adding, finding and deleting over the exact index. */
@Timeout(60)
class ImageLibraryTest {
    private static final StageTimes UNTIMED = (stage, time) -> {};

    private final FakeReading reading = new FakeReading();
    private final MemoryPreviewStore previews = new MemoryPreviewStore();
    private final ExactVectorIndex index = new ExactVectorIndex(FakeReading.DIMENSION, () -> Instant.EPOCH);
    private final ImageLibrary library = new ImageLibrary(index, previews);
    private final ComputePool pool = new ComputePool(2, 64);
    private final PictureReader reader = new PictureReader(reading, reading, new Networks(reading), pool);
    private final AddImage adding = new AddImage(reader, library);
    private final DeleteImages deleting = new DeleteImages(library);

    @AfterEach
    void close() {
        pool.close();
        assertThat(reading.open).as("decoded pictures left open").hasValue(0);
    }

    private static EncodedImage picture(int pixel) {
        return EncodedImage.of(new byte[] {(byte) pixel});
    }

    private PutResult add(int pixel, String key) {
        return adding.add(picture(pixel), key, Attributes.NONE, UNTIMED);
    }

    @Test
    void add_newPicture_storesRecordEmbeddingAndPreview() {
        PutResult result = adding.add(picture(30), "k", Attributes.ofImgPath("p"), UNTIMED);
        assertThat(result.created()).isTrue();
        assertThat(result.record().key()).isEqualTo("k");
        assertThat(result.record().attributes().imgPath()).isEqualTo("p");
        assertThat(index.get(result.record().id())).contains(result.record());
        assertThat(index.embedding(result.record().id())).contains(FakeReading.embeddingOf((byte) 30));
        assertThat(previews.get(picture(30).digest()))
                .hasValueSatisfying(p -> assertThat(p).containsExactly(30));
    }

    @Test
    void add_noKey_takesTheMd5() {
        assertThat(add(30, "").record().key()).isEqualTo(picture(30).md5());
    }

    @Test
    void add_sameBytesAndKeyAgain_updatesWithoutDecoding() {
        long id = adding.add(picture(1), "k", Attributes.ofImgPath("old"), UNTIMED)
                .record()
                .id();
        PutResult again = adding.add(picture(1), "k", Attributes.ofImgPath("new"), UNTIMED);
        PutResult silent = add(1, "k");
        assertThat(again.created()).isFalse();
        assertThat(again.record().id()).isEqualTo(id);
        assertThat(again.record().attributes().imgPath()).isEqualTo("new");
        assertThat(silent.record()).isEqualTo(again.record());
        assertThat(reading.decodes).hasValue(1);
        assertThat(index.count()).isEqualTo(1);
    }

    @Test
    void add_badKey_failsBeforeDecoding() {
        assertThatThrownBy(() -> add(1, "k".repeat(513))).isInstanceOf(Failure.BadInput.class);
        assertThat(reading.decodes).hasValue(0);
    }

    @Test
    void add_noPicture_storesNothing() {
        assertThatThrownBy(() -> adding.add(EncodedImage.of(new byte[0]), "k", Attributes.NONE, UNTIMED))
                .isInstanceOf(Failure.UnsupportedImage.class);
        assertNothingStored();
    }

    @Test
    void add_networkOverloaded_storesNothing() {
        reading.answer(() -> {
            throw new Failure.Overloaded("full");
        });
        assertThatThrownBy(() -> add(1, "k")).isInstanceOf(Failure.Overloaded.class);
        assertNothingStored();
    }

    @Test
    void add_networkFailsLater_leavesNoPreview() {
        reading.answer(() -> CompletableFuture.failedFuture(new Failure.Unavailable("closed")));
        assertThatThrownBy(() -> add(1, "k"))
                .isInstanceOf(Failure.Unavailable.class)
                .hasMessage("closed");
        assertNothingStored();
        assertThat(library.mayHoldUnneededPreviews()).isFalse();
    }

    @Test
    void add_networkFailsForContentOfAnotherRecord_keepsItsPreview() {
        add(1, "other");
        reading.answer(() -> CompletableFuture.failedFuture(new Failure.Unavailable("closed")));
        assertThatThrownBy(() -> add(1, "k")).isInstanceOf(Failure.Unavailable.class);
        assertThat(previews.digests()).containsExactly(picture(1).digest());
    }

    @Test
    void add_previewFails_storesNothing() {
        previews.failPuts = true;
        assertThatThrownBy(() -> add(1, "k")).isInstanceOf(Failure.Unavailable.class);
        assertNothingStored();
    }

    @Test
    void add_indexFailsAndCannotSayWhatItHolds_keepsThePreviewAndSaysSo() {
        reading.answer(() -> {
            index.close();
            return CompletableFuture.completedFuture(FakeReading.embeddingOf((byte) 1));
        });
        assertThatThrownBy(() -> add(1, "k")).isInstanceOf(Failure.Unavailable.class);
        assertThat(previews.digests()).hasSize(1);
        assertThat(library.mayHoldUnneededPreviews()).isTrue();
    }

    @Test
    void delete_lastRecordOfAContent_takesThePreviewAlong() {
        long one = add(1, "a").record().id();
        add(1, "b");
        add(2, "b");
        assertThat(deleting.deleteIds(List.of(one, 999L))).isEqualTo(1);
        assertThat(previews.digests())
                .containsExactlyInAnyOrder(picture(1).digest(), picture(2).digest());
        assertThat(deleting.deleteKeys(List.of("b", "unknown"))).isEqualTo(2);
        assertNothingStored();
    }

    @Test
    void deleteKeys_keysThatNoPictureCanHave_deleteNothing() {
        add(1, "?");
        assertThat(deleting.deleteKeys(List.of("\ud83d", "", "k".repeat(513)))).isZero();
        assertThat(index.count()).isEqualTo(1);
    }

    @Test
    void delete_previewCannotBeDeleted_answersWhatWasDeletedAndSaysSo() {
        add(1, "a");
        previews.failDeletes = true;
        assertThat(deleting.deleteKeys(List.of("a"))).isEqualTo(1);
        assertThat(library.mayHoldUnneededPreviews()).isTrue();
    }

    @Test
    void search_storedPicture_findsItFirst() {
        for (int pixel : new int[] {0, 40, 80}) {
            add(pixel, "k" + pixel);
        }
        List<Hit> hits = new SearchImages(reader, library).search(picture(41), SearchRequest.top(2), UNTIMED);
        assertThat(hits).extracting(hit -> hit.record().key()).containsExactly("k40", "k80");
    }

    @Test
    void stages_ofAnAdd_areTimedOnceEachButPreviewTwice() {
        ConcurrentLinkedQueue<Stage> stages = new ConcurrentLinkedQueue<>();
        adding.add(picture(1), "k", Attributes.NONE, (stage, time) -> stages.add(stage));
        assertThat(stages)
                .containsExactlyInAnyOrder(
                        Stage.INDEX, Stage.DECODE, Stage.PREVIEW, Stage.PREVIEW, Stage.EMBED, Stage.INDEX);
    }

    @Test
    void close_indexAndPreviews_closesBoth() {
        library.close();
        assertThat(previews.closed).isTrue();
        assertThatThrownBy(index::count).isInstanceOf(Failure.Unavailable.class);
    }

    @Test
    void addAndDelete_sameContentsFromManyThreads_keepRecordsAndPreviewsInStep() throws Exception {
        long seed = System.nanoTime();
        RandomGenerator seeds = new SplittableRandom(seed);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> workers = new ArrayList<>();
            for (int worker = 0; worker < 8; worker++) {
                SplittableRandom random = new SplittableRandom(seeds.nextLong());
                workers.add(threads.submit(() -> work(random)));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
        }
        Set<?> contents = index.list(new ListQuery(ListQuery.Order.OLDEST, null, 1000)).stream()
                .map(ImageRecord::digest)
                .collect(Collectors.toSet());
        assertThat(previews.digests()).as("seed %d", seed).isEqualTo(contents);
    }

    @Test
    void delete_whileTheSameContentIsBeingAdded_leavesItsPreview() throws Exception {
        add(1, "old");
        CompletableFuture<Embedding> network = new CompletableFuture<>();
        reading.answer(() -> network);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<PutResult> added = threads.submit(() -> add(1, "new"));
            while (previews.puts.get() < 2) {
                Thread.sleep(Duration.ofMillis(2));
            }
            Future<Integer> deleted = threads.submit(() -> deleting.deleteKeys(List.of("old")));
            while (index.count() > 0) {
                Thread.sleep(Duration.ofMillis(2));
            }
            // Time enough to delete the preview, had it not to wait for the record on its way.
            Thread.sleep(Duration.ofMillis(100));
            network.complete(FakeReading.embeddingOf((byte) 1));
            assertThat(added.get().created()).isTrue();
            assertThat(deleted.get()).isEqualTo(1);
        }
        assertThat(previews.digests()).containsExactly(picture(1).digest());
    }

    private void work(RandomGenerator random) {
        for (int i = 0; i < 1500; i++) {
            int pixel = random.nextInt(3);
            String key = "k" + random.nextInt(2);
            switch (random.nextInt(3)) {
                case 0 -> deleting.deleteKeys(List.of(key));
                case 1 -> deleting.deleteIds(List.of(random.nextLong(1, index.count() + 2)));
                default -> add(pixel, key);
            }
        }
    }

    private void assertNothingStored() {
        assertThat(index.count()).isZero();
        assertThat(previews.digests()).isEmpty();
    }
}
