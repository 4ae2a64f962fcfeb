package io.likeness.duplicates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.duplicates.DuplicateProgress.RunRequest;
import io.likeness.duplicates.DuplicateSettings.Effort;
import io.likeness.failure.Failure;
import io.likeness.index.Attributes;
import io.likeness.index.ImageRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryDuplicatesTest {
    private static final Effort EFFORT = new Effort(5, .99999, 3, true);
    private static final RunRequest REQUEST = new RunRequest(.5, BestRule.DEFAULT);

    @TempDir
    Path temp;

    private final TestLibrary pictures = new TestLibrary();
    private final AtomicInteger verified = new AtomicInteger();
    private final Semaphore mayLook = new Semaphore(1_000_000);
    private volatile boolean closing;
    private LibraryDuplicates duplicates;

    @BeforeEach
    void open() {
        duplicates = reopened();
    }

    @AfterEach
    void close() {
        mayLook.release(1_000_000);
        duplicates.close();
    }

    @Test
    void start_copiesAmongOthers_findsTheirGroups() {
        ImageRecord large = pictures.add("large", 10, 200);
        ImageRecord small = pictures.add("small", 10.05, 100);
        pictures.add("other", 60, 100);
        ImageRecord one = pictures.add("one", "same", 30, 100, Map.of());
        ImageRecord two = pictures.add("two", "same", 30, 100, Map.of());
        DuplicateProgress end = run();
        assertThat(end.state()).isEqualTo(RunState.DONE);
        assertThat(end.looked()).isEqualTo(5);
        assertThat(ids()).containsExactly(List.of(large.id(), small.id()), List.of(one.id(), two.id()));
        assertThat(verified).as("the same bytes need no look").hasValue(1);
    }

    @Test
    void start_again_looksOnlyAtWhatIsNew() {
        ImageRecord first = pictures.add("first", 10, 200);
        pictures.add("far", 80, 200);
        run();
        ImageRecord later = pictures.add("later", 10.05, 100);
        DuplicateProgress end = run();
        assertThat(end.looked()).isEqualTo(1);
        assertThat(ids()).containsExactly(List.of(first.id(), later.id()));
        duplicates.start(REQUEST, true);
        assertThat(ended().looked()).isEqualTo(3);
    }

    @Test
    void groups_pictureDeleted_vanishesFromThem() {
        ImageRecord first = pictures.add("first", 10, 300);
        ImageRecord second = pictures.add("second", 10.05, 200);
        ImageRecord third = pictures.add("third", 10.02, 100);
        run();
        pictures.index.deleteIds(List.of(first.id()));
        assertThat(ids()).containsExactly(List.of(second.id(), third.id()));
        pictures.index.deleteIds(List.of(third.id()));
        assertThat(ids()).isEmpty();
    }

    @Test
    void open_runCutOff_goesOnByItselfAndForgetsNothing() {
        for (int i = 0; i < 100; i++) {
            pictures.add("picture" + i, i, 100);
            pictures.add("copy" + i, i + .05, 50);
        }
        mayLook.drainPermits();
        mayLook.release(70);
        duplicates.start(REQUEST, false);
        while (duplicates.progress().pairs() < 20) {
            Thread.onSpinWait();
        }
        // Who waits goes on slowly, and sees that it shall stop.
        closing = true;
        duplicates.close();
        int before = verified.get();
        closing = false;
        mayLook.release(1_000_000);
        duplicates = reopened();
        DuplicateProgress end = ended();
        assertThat(end.state()).isEqualTo(RunState.DONE);
        assertThat(end.finished()).isEqualTo(200);
        assertThat(end.looked()).isLessThan(200);
        assertThat(before).isPositive();
        assertThat(ids()).hasSize(100);
    }

    @Test
    void cancel_running_staysCancelledAfterAReopening() {
        for (int i = 0; i < 40; i++) {
            pictures.add("picture" + i, i, 100);
        }
        mayLook.drainPermits();
        duplicates.start(REQUEST, false);
        assertThat(duplicates.start(REQUEST, false).state()).as("one at a time").isEqualTo(RunState.RUNNING);
        assertThat(duplicates.cancel().state()).isEqualTo(RunState.CANCELLED);
        mayLook.release(1_000_000);
        ended();
        duplicates.close();
        duplicates = reopened();
        assertThat(duplicates.progress().state()).isEqualTo(RunState.CANCELLED);
        assertThat(run().finished()).isEqualTo(40);
    }

    @Test
    void keepApart_pair_staysAwayAcrossRunsAndReopenings() {
        ImageRecord first = pictures.add("first", 10, 300);
        ImageRecord second = pictures.add("second", 10.05, 200);
        run();
        assertThat(duplicates.keepApart(List.of(first.id(), second.id())).count())
                .isEqualTo(1);
        assertThat(ids()).isEmpty();
        duplicates.close();
        duplicates = reopened();
        duplicates.start(REQUEST, true);
        ended();
        assertThat(ids()).isEmpty();
        pictures.index.deleteIds(List.of(second.id()));
        pictures.add("another key", "second", 10.05, 200, Map.of());
        run();
        assertThat(ids()).as("the same content under another key").isEmpty();
    }

    @Test
    void undo_keepApart_bringsThePairBack() {
        ImageRecord first = pictures.add("first", 10, 300);
        ImageRecord second = pictures.add("second", 10.05, 200);
        run();
        Undoable decision = duplicates.keepApart(List.of(first.id(), second.id()));
        assertThat(duplicates.undo(decision.id())).isEqualTo(1);
        assertThat(ids()).containsExactly(List.of(first.id(), second.id()));
    }

    @Test
    void keep_confirmed_deletesTheRestAndUndoPutsItBackAsItWas() {
        ImageRecord best = pictures.add("first", 10, 300);
        ImageRecord rest = pictures.add("second", "second", 10.05, 200, Map.of("shop", "north"));
        ImageRecord changed = pictures.index
                .update(rest.id(), old -> old.overlaidBy(Attributes.ofImgPath("/a/b.jpg")))
                .orElseThrow();
        run();
        KeepOrder order = new KeepOrder(List.of("w" + best.id()), Set.of());
        assertThat(duplicates.surplus(order, REQUEST)).isEqualTo(1);
        Undoable done = duplicates.keep(order, REQUEST, 1);
        assertThat(done.count()).isEqualTo(1);
        assertThat(pictures.index.get(rest.id())).isEmpty();
        assertThat(pictures.library.previews().get(rest.digest())).isEmpty();
        assertThat(ids()).isEmpty();

        assertThat(duplicates.undo(done.id())).isEqualTo(1);
        assertThat(pictures.index.get(rest.id())).contains(changed);
        assertThat(pictures.index.embedding(rest.id())).isPresent();
        assertThat(pictures.library.previews().get(rest.digest()))
                .hasValueSatisfying(preview -> assertThat(preview).asString().isEqualTo("second"));
        assertThat(ids()).containsExactly(List.of(best.id(), rest.id()));
        assertThatThrownBy(() -> duplicates.undo(done.id())).isInstanceOf(Failure.NotFound.class);
    }

    @Test
    void keep_otherNumberConfirmed_deletesNothing() {
        ImageRecord best = pictures.add("first", 10, 300);
        pictures.add("second", 10.05, 200);
        run();
        KeepOrder order = new KeepOrder(List.of("w" + best.id()), Set.of());
        assertThatThrownBy(() -> duplicates.keep(order, REQUEST, 2)).isInstanceOf(Failure.Conflict.class);
        assertThat(pictures.index.count()).isEqualTo(2);
    }

    @Test
    void undo_keyAndContentAddedAgainSince_leavesTheNewerOne() {
        ImageRecord best = pictures.add("first", 10, 300);
        ImageRecord rest = pictures.add("second", 10.05, 200);
        run();
        Undoable done = duplicates.keep(new KeepOrder(List.of("w" + best.id()), Set.of()), REQUEST, 1);
        ImageRecord newer = pictures.add("second", 10.05, 200);
        assertThat(duplicates.undo(done.id())).isZero();
        assertThat(pictures.index.findKey("second")).extracting(ImageRecord::id).containsExactly(newer.id());
        assertThat(newer.id()).isNotEqualTo(rest.id());
    }

    @Test
    void open_again_forgetsWhatCouldBeUndone() throws IOException {
        ImageRecord best = pictures.add("first", 10, 300);
        pictures.add("second", 10.05, 200);
        run();
        Undoable done = duplicates.keep(new KeepOrder(List.of("w" + best.id()), Set.of()), REQUEST, 1);
        duplicates.close();
        duplicates = reopened();
        assertThatThrownBy(() -> duplicates.undo(done.id())).isInstanceOf(Failure.NotFound.class);
        assertThat(Files.exists(temp.resolve("duplicates/undo"))).isFalse();
    }

    @Test
    void check_damagedFiles_areNamed() throws IOException {
        ImageRecord first = pictures.add("first", 10, 300);
        ImageRecord second = pictures.add("second", 10.05, 200);
        run();
        duplicates.keepApart(List.of(first.id(), second.id()));
        duplicates.close();
        DuplicateFolder folder = new DuplicateFolder("default", temp.resolve("duplicates"));
        assertThat(folder.check()).isEmpty();
        for (String name : List.of("run.properties", "pairs.bin", "decisions.tsv")) {
            byte[] bytes = Files.readAllBytes(folder.path().resolve(name));
            bytes[20] ^= 1;
            Files.write(folder.path().resolve(name), bytes);
        }
        assertThat(folder.check())
                .extracting(problem -> Path.of(problem.where()).getFileName().toString())
                .containsExactly("run.properties", "pairs.bin", "decisions.tsv");
        Files.delete(folder.path().resolve("run.properties"));
        duplicates = reopened();
    }

    private LibraryDuplicates reopened() {
        DuplicateParts parts = new DuplicateParts(
                new byte[32],
                (pair, _) -> {
                    verified.incrementAndGet();
                    return pair.cosine() > Math.cos(Math.toRadians(.1))
                            ? Optional.of(new PairVerifier.Match(Relation.EDITED, .9))
                            : Optional.empty();
                },
                new DuplicateSettings(2, EFFORT, EFFORT, 0, .5),
                this::giveWay,
                InstantSource.system());
        return LibraryDuplicates.open(
                new DuplicateFolder("default", temp.resolve("duplicates")), pictures.library, parts);
    }

    private void giveWay() throws InterruptedException {
        while (!mayLook.tryAcquire(5, TimeUnit.MILLISECONDS)) {
            if (closing) {
                Thread.sleep(50);
                return;
            }
        }
    }

    private DuplicateProgress run() {
        duplicates.start(REQUEST, false);
        return ended();
    }

    private DuplicateProgress ended() {
        try {
            return duplicates.await(Duration.ofMinutes(1));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private List<List<Long>> ids() {
        return duplicates.groups().stream()
                .map(group -> group.members().stream()
                        .map(member -> member.record().id())
                        .toList())
                .toList();
    }
}
