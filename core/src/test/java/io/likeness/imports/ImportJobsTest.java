package io.likeness.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.embedding.Embedding;
import io.likeness.failure.Failure;
import io.likeness.image.EncodedImage;
import io.likeness.image.ImageHeader;
import io.likeness.image.ImageSource;
import io.likeness.image.ImageType;
import io.likeness.imports.ImportRequest.KeyFrom;
import io.likeness.index.Attributes;
import io.likeness.index.ExactVectorIndex;
import io.likeness.index.ImageRecord;
import io.likeness.index.IndexEntry;
import io.likeness.index.ListQuery;
import io.likeness.index.NewImage;
import io.likeness.index.PutResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportJobsTest {
    private static final ImportSettings SETTINGS = new ImportSettings(4, 3, 64 << 20, 1 << 20, Duration.ofMillis(300));

    @TempDir
    Path temp;

    private final Library library = new Library();
    private Path pictures;
    private ImportJobs jobs;

    @BeforeEach
    void open() throws IOException {
        pictures = Files.createDirectories(temp.resolve("pictures"));
        jobs = reopened();
    }

    @AfterEach
    void close() {
        jobs.close();
    }

    @Test
    void start_folderOfPictures_addsEachOnce() throws IOException {
        draw("a/1.jpg", "b/2.png", "3.gif");
        ImportProgress end =
                await(jobs.start(request(KeyFrom.RELATIVE_PATH, null)).id());
        assertThat(end.state()).isEqualTo(ImportState.DONE);
        assertThat(end.added()).isEqualTo(3);
        assertThat(library.records())
                .extracting(ImageRecord::key)
                .containsExactlyInAnyOrder("a/1.jpg", "b/2.png", "3.gif");
    }

    @Test
    void start_keyFromName_isTheLastPart() throws IOException {
        draw("deep/er/1.jpg");
        await(jobs.start(request(KeyFrom.NAME, null)).id());
        assertThat(library.records()).extracting(ImageRecord::key).containsExactly("1.jpg");
    }

    @Test
    void start_badPictureAmongGoodOnes_isListedAndTheRestStored() throws IOException {
        draw("1.jpg", "2.jpg");
        Files.writeString(pictures.resolve("bad.jpg"), "not a picture\tat all");
        Files.writeString(pictures.resolve("notes.txt"), "not a picture");
        ImportProgress end = await(jobs.start(request(KeyFrom.NAME, null)).id());
        assertThat(end.state()).isEqualTo(ImportState.DONE);
        assertThat(List.of(end.added(), end.failed(), end.skipped())).containsExactly(2L, 1L, 1L);
        List<ImportFailure> failures = new ArrayList<>();
        jobs.failures(end.id(), failures::add);
        assertThat(failures).containsExactly(new ImportFailure("bad.jpg", "no\tpicture\n: bad"));
    }

    @Test
    void start_moveTo_movesOnlyStoredOnesAndNeverOverAnother() throws IOException {
        draw("sub/1.jpg", "2.jpg");
        Files.writeString(pictures.resolve("bad.jpg"), "not a picture");
        Path pool = temp.resolve("pool");
        Files.createDirectories(pool.resolve("sub"));
        Files.writeString(pool.resolve("sub/1.jpg"), "mine");
        await(jobs.start(request(KeyFrom.DIGEST, pool)).id());
        assertThat(pool.resolve("sub/1.jpg")).hasContent("mine");
        assertThat(pool.resolve("sub/1-1.jpg")).hasContent("picture sub/1.jpg");
        assertThat(pictures.resolve("bad.jpg")).exists();
        assertThat(pictures.resolve("2.jpg")).doesNotExist();
        assertThat(library.records())
                .extracting(record -> record.attributes().imgPath())
                .containsExactlyInAnyOrder(
                        pool.resolve("sub/1-1.jpg").toString(),
                        pool.resolve("2.jpg").toString());
    }

    @Test
    void open_afterStopInTheMiddle_goesOnWithoutReadingFinishedOnesAgain() throws IOException, InterruptedException {
        for (int i = 0; i < 40; i++) {
            draw("p" + i + ".jpg");
        }
        library.pauseAfter(15);
        String id = jobs.start(request(KeyFrom.NAME, null)).id();
        library.reached.await();
        library.resume();
        jobs.close();
        Map<String, Integer> readBefore = new HashMap<>(library.stored);
        jobs = reopened();
        ImportProgress end = await(id);
        assertThat(end.state()).isEqualTo(ImportState.DONE);
        assertThat(end.added() + end.known()).isEqualTo(40);
        assertThat(library.records()).hasSize(40);
        assertThat(readBefore).isNotEmpty();
        assertThat(library.stored.values()).allMatch(times -> times == 1);
    }

    @Test
    void cancel_running_keepsWhatIsStoredAndStaysCancelled() throws IOException, InterruptedException {
        draw("1.jpg", "2.jpg", "3.jpg", "4.jpg", "5.jpg", "6.jpg", "7.jpg", "8.jpg");
        library.pauseAfter(1);
        String id = jobs.start(request(KeyFrom.NAME, null)).id();
        library.reached.await();
        jobs.cancel(id);
        library.resume();
        jobs.close();
        jobs = reopened();
        assertThat(jobs.get(id)).hasValueSatisfying(p -> assertThat(p.state()).isEqualTo(ImportState.CANCELLED));
        assertThat(library.records()).isNotEmpty().hasSizeLessThan(8);
    }

    @Test
    void retry_afterTheCauseIsMended_triesOnlyWhatFailed() throws IOException {
        draw("1.jpg");
        Files.writeString(pictures.resolve("2.jpg"), "broken");
        String id = await(jobs.start(request(KeyFrom.NAME, null)).id()).id();
        draw("2.jpg");
        jobs.retry(id);
        ImportProgress end = await(id);
        assertThat(List.of(end.added(), end.failed())).containsExactly(2L, 0L);
        assertThat(end.lastFailures()).isEmpty();
        assertThat(library.stored).containsEntry("1.jpg", 1).containsEntry("2.jpg", 1);
    }

    @Test
    void start_storageFull_failsWithTheReasonAndCanBeRetried() throws IOException {
        draw("1.jpg");
        library.full = true;
        String id = jobs.start(request(KeyFrom.NAME, null)).id();
        ImportProgress end = await(id);
        assertThat(end.state()).isEqualTo(ImportState.FAILED);
        assertThat(end.reason()).isEqualTo("disk full");
        library.full = false;
        jobs.retry(id);
        assertThat(await(id).added()).isEqualTo(1);
    }

    @Test
    void start_noSuchFolder_isRefusedAtOnce() {
        ImportRequest request = new ImportRequest(
                "default", new ImportSource.Folder(temp.resolve("nowhere")), KeyFrom.NAME, Map.of(), null);
        assertThatThrownBy(() -> jobs.start(request)).isInstanceOf(Failure.NotFound.class);
        assertThat(jobs.list()).isEmpty();
    }

    private ImportJobs reopened() {
        return ImportJobs.open(
                temp.resolve("imports"),
                library,
                request -> FolderItems.open(request.source().location(), request.moveTo(), this::read),
                SETTINGS,
                InstantSource.system());
    }

    private EncodedImage read(ImageSource source) {
        try {
            return EncodedImage.of(Files.readAllBytes(Path.of(((ImageSource.LocalPath) source).path())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ImportRequest request(KeyFrom keyFrom, @Nullable Path moveTo) {
        return new ImportRequest("default", new ImportSource.Folder(pictures), keyFrom, Map.of("from", "test"), moveTo);
    }

    private void draw(String... names) throws IOException {
        for (String name : names) {
            Path file = pictures.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "picture " + name);
        }
    }

    private ImportProgress await(String id) {
        Instant until = Instant.now().plusSeconds(20);
        while (true) {
            ImportProgress progress = jobs.get(id).orElseThrow();
            if (progress.state() != ImportState.RUNNING) {
                return progress;
            }
            assertThat(Instant.now()).as("import ends in time: %s", progress).isBefore(until);
            Thread.onSpinWait();
        }
    }

    /** Takes whatever begins with "picture" for a picture; everything about it is in memory. */
    private static final class Library implements ImportTarget {
        final ExactVectorIndex index = new ExactVectorIndex(2, InstantSource.system());
        final Map<String, Integer> stored = new ConcurrentHashMap<>();
        final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch resumed = new CountDownLatch(1);
        private final AtomicInteger calls = new AtomicInteger();
        private volatile int pauseAfter = Integer.MAX_VALUE;
        volatile boolean full;

        @Override
        public PutResult add(String collection, EncodedImage image, String key, Attributes attributes) {
            if (full) {
                throw new Failure.Unavailable("disk full");
            }
            String text = StandardCharsets.UTF_8.decode(image.buffer()).toString();
            if (!text.startsWith("picture ")) {
                throw new Failure.UnsupportedImage("no\tpicture\n: bad");
            }
            if (calls.incrementAndGet() > pauseAfter) {
                reached.countDown();
                try {
                    resumed.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            stored.merge(text.substring(8), 1, Integer::sum);
            NewImage picture = new NewImage(
                    key.isEmpty() ? image.md5() : key,
                    image.digest(),
                    new ImageHeader(ImageType.PNG, 1, 1),
                    attributes);
            return index.put(new IndexEntry(picture, Embedding.ofUnit(1, 0)));
        }

        @Override
        public void moved(String collection, long id, String imgPath) {
            index.update(id, old -> old.overlaidBy(Attributes.ofImgPath(imgPath)));
        }

        void pauseAfter(int calls) {
            pauseAfter = calls;
        }

        void resume() {
            pauseAfter = Integer.MAX_VALUE;
            resumed.countDown();
        }

        List<ImageRecord> records() {
            return index.list(new ListQuery(ListQuery.Order.OLDEST, null, 1000));
        }
    }
}
