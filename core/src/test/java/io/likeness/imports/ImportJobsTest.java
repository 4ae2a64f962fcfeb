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
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
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
    private InstantSource clock = InstantSource.system();
    private boolean buggy;
    private Path imports;
    private Path pictures;
    private ImportJobs jobs;

    @BeforeEach
    void open() throws IOException {
        imports = temp.resolve("imports");
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
    void retry_cancelledWithPicturesUnderWay_waitsForTheseAndGoesOn() throws IOException, InterruptedException {
        draw("1.jpg", "2.jpg", "3.jpg", "4.jpg", "5.jpg", "6.jpg", "7.jpg", "8.jpg");
        library.pauseAfter(1);
        String id = jobs.start(request(KeyFrom.NAME, null)).id();
        library.reached.await();
        jobs.cancel(id);
        Thread.ofVirtual().start(() -> {
            LockSupport.parkNanos(100_000_000);
            library.resume();
        });
        jobs.retry(id);
        ImportProgress end = await(id);
        assertThat(end.state()).isEqualTo(ImportState.DONE);
        assertThat(library.records()).hasSize(8);
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

    @Test
    void start_moveToInsideTheFolder_leavesItAlone() throws IOException {
        Path pool = pictures.resolve("pool");
        draw("1.jpg", "pool/old.jpg");
        ImportProgress end = await(jobs.start(request(KeyFrom.NAME, pool)).id());
        assertThat(end.finished()).isEqualTo(1);
        assertThat(library.stored).containsOnlyKeys("1.jpg");
        assertThat(pool.resolve("1.jpg")).exists();
    }

    @Test
    void retry_afterMoving_takesNewFilesOfOldNames() throws IOException {
        Path pool = temp.resolve("pool");
        draw("1.jpg");
        Files.writeString(pictures.resolve("notes.txt"), "not a picture");
        String id = await(jobs.start(request(KeyFrom.DIGEST, pool)).id()).id();
        Files.writeString(pictures.resolve("1.jpg"), "picture another");
        jobs.retry(id);
        ImportProgress end = await(id);
        assertThat(List.of(end.added(), end.skipped(), end.total())).containsExactly(2L, 1L, 3L);
        assertThat(pool.resolve("1.jpg")).hasContent("picture 1.jpg");
        assertThat(pool.resolve("1-1.jpg")).hasContent("picture another");
    }

    @Test
    void start_linkInThePoolThatLeadsAway_isNotFollowed() throws IOException {
        Path elsewhere = Files.createDirectories(temp.resolve("elsewhere"));
        Path pool = Files.createDirectories(temp.resolve("pool"));
        Files.createSymbolicLink(pool.resolve("sub"), elsewhere);
        draw("sub/1.jpg");
        ImportProgress end = await(jobs.start(request(KeyFrom.NAME, pool)).id());
        assertThat(end.failed()).isEqualTo(1);
        assertThat(elsewhere).isEmptyDirectory();
        assertThat(pictures.resolve("sub/1.jpg")).exists();
    }

    @Test
    void start_libraryGone_failsWithTheReasonAndTriesNoMore() throws IOException {
        for (int i = 0; i < 200; i++) {
            draw(i + ".jpg");
        }
        library.gone = true;
        ImportProgress end = await(jobs.start(request(KeyFrom.NAME, null)).id());
        assertThat(end.state()).isEqualTo(ImportState.FAILED);
        assertThat(end.reason()).isEqualTo("there is no collection");
        assertThat(end.finished()).isZero();
    }

    @Test
    void start_libraryOverloaded_waitsAsLongAsItTakes() throws IOException {
        draw("1.jpg");
        library.refusals.set(4);
        assertThat(await(jobs.start(request(KeyFrom.NAME, null)).id()).added()).isEqualTo(1);
    }

    @Test
    void start_moreThanMayRun_isRefusedAndLeavesNothing() throws IOException, InterruptedException {
        draw("1.jpg");
        library.pauseAfter(0);
        for (int i = 0; i < SETTINGS.running(); i++) {
            jobs.start(request(KeyFrom.NAME, null));
        }
        library.reached.await();
        assertThatThrownBy(() -> jobs.start(request(KeyFrom.NAME, null))).isInstanceOf(Failure.Overloaded.class);
        assertThat(jobFolders()).hasSize(SETTINGS.running());
        library.resume();
    }

    @Test
    void start_manyTimes_keepsTheNewestHundred() throws IOException {
        draw("1.jpg");
        for (int i = 0; i < ImportJobs.KEPT + 5; i++) {
            await(jobs.start(request(KeyFrom.NAME, null)).id());
        }
        jobs.close();
        jobs = reopened();
        assertThat(jobs.list()).hasSize(ImportJobs.KEPT);
        assertThat(jobs.list().getFirst().id()).isEqualTo("105");
        assertThat(jobFolders()).hasSize(ImportJobs.KEPT);
        assertThat(jobs.list()).allMatch(each -> each.finished() == 1 && each.total() == 1);
    }

    @Test
    void startUnlessRunning_twice_isOneImport() throws IOException, InterruptedException {
        draw("1.jpg");
        library.pauseAfter(0);
        String first = jobs.startUnlessRunning(request(KeyFrom.NAME, null)).id();
        library.reached.await();
        assertThat(jobs.startUnlessRunning(request(KeyFrom.NAME, null)).id()).isEqualTo(first);
        library.resume();
        await(first);
        String second =
                await(jobs.startUnlessRunning(request(KeyFrom.NAME, null)).id()).id();
        assertThat(second).isNotEqualTo(first);
        assertThat(jobs.list()).extracting(ImportProgress::id).containsExactly(second);
        assertThat(jobFolders()).hasSize(1);
    }

    @Test
    void upload_isKeptUntilEverythingIsStored() throws IOException {
        draw("1.jpg");
        Files.writeString(pictures.resolve("2.jpg"), "broken");
        ImportProgress end = await(startUpload());
        Path upload = end.request().source().location();
        assertThat(upload).exists();
        draw("2.jpg");
        jobs.retry(end.id());
        assertThat(await(end.id()).failed()).isZero();
        awaitGone(upload);
        assertThatThrownBy(() -> jobs.retry(end.id()))
                .isInstanceOf(Failure.Conflict.class)
                .hasMessageContaining("send it again");
    }

    @Test
    void upload_ofAnImportThatFailed_goesAfterADay() throws IOException {
        Files.writeString(pictures.resolve("2.jpg"), "broken");
        Path upload = await(startUpload()).request().source().location();
        jobs.close();
        clock = InstantSource.fixed(Instant.now().plus(Duration.ofHours(23)));
        jobs = reopened();
        assertThat(upload).exists();
        jobs.close();
        clock = InstantSource.fixed(Instant.now().plus(Duration.ofHours(25)));
        jobs = reopened();
        assertThat(upload).doesNotExist();
    }

    @Test
    void open_dataDirectoryMoved_findsItsUpload() throws IOException {
        Files.writeString(pictures.resolve("2.jpg"), "broken");
        String id = await(startUpload()).id();
        jobs.close();
        Files.move(temp.resolve("imports"), temp.resolve("moved"));
        imports = temp.resolve("moved");
        jobs = reopened();
        draw("2.jpg");
        jobs.retry(id);
        assertThat(await(id).added()).isEqualTo(1);
    }

    @Test
    void open_foldersThatAreNoImports_areRemovedOrLeftOut() throws IOException {
        Path cutOff = Files.createDirectories(imports.resolve("7"));
        Files.writeString(cutOff.resolve("upload-x"), "half");
        Path broken = Files.createDirectories(imports.resolve("8"));
        Files.writeString(broken.resolve("import.properties"), "state=WHATEVER");
        Files.writeString(imports.resolve("readme"), "x");
        jobs.close();
        jobs = reopened();
        assertThat(jobs.list()).isEmpty();
        assertThat(cutOff).doesNotExist();
        assertThat(broken).exists();
        draw("1.jpg");
        assertThat(jobs.start(request(KeyFrom.NAME, null)).id()).isEqualTo("9");
    }

    @Test
    void run_readerThatMeetsABug_endsTheImport() throws IOException {
        draw("1.jpg");
        buggy = true;
        ImportProgress end = await(jobs.start(request(KeyFrom.NAME, null)).id());
        assertThat(end.state()).isEqualTo(ImportState.FAILED);
        assertThat(end.reason()).contains("internal error");
    }

    /** Starts an import whose source lies in its own folder, though its items come from the pictures. */
    private String startUpload() throws IOException {
        Path folder = jobs.newFolder();
        Path upload = Files.writeString(folder.resolve("upload-a.zip"), "zip");
        ImportRequest request =
                new ImportRequest("default", new ImportSource.Archive(upload), KeyFrom.NAME, Map.of(), null);
        return jobs.start(request, folder).id();
    }

    private static void awaitGone(Path file) {
        Instant until = Instant.now().plusSeconds(10);
        while (Files.exists(file)) {
            assertThat(Instant.now()).as("%s goes in time", file).isBefore(until);
            Thread.onSpinWait();
        }
    }

    private List<Path> jobFolders() throws IOException {
        try (Stream<Path> folders = Files.list(imports)) {
            return folders.toList();
        }
    }

    private ImportItems items(ImportRequest request) {
        ImportItems items = FolderItems.open(
                request.source() instanceof ImportSource.Folder(Path folder) ? folder : pictures,
                request.moveTo(),
                this::read);
        if (!buggy) {
            return items;
        }
        return new ImportItems() {
            private boolean asked;

            @Override
            public Optional<ImportItem> next() {
                // Once for the check at the start.
                if (asked || !jobs.list().isEmpty()) {
                    throw new IllegalArgumentException("a bug");
                }
                asked = true;
                return items.next();
            }

            @Override
            public void close() {
                items.close();
            }
        };
    }

    private ImportJobs reopened() {
        return ImportJobs.open(imports, library, this::items, SETTINGS, clock);
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
        volatile boolean gone;
        final AtomicInteger refusals = new AtomicInteger();

        @Override
        public PutResult add(String collection, EncodedImage image, String key, Attributes attributes) {
            if (full) {
                throw new Failure.Unavailable("disk full");
            }
            if (gone) {
                throw new Failure.NotFound("there is no collection");
            }
            if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new Failure.Overloaded("busy");
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
