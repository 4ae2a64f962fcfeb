package io.likeness.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairJournalTest {
    private static final byte[] MODEL = new byte[32];

    @TempDir
    Path temp;

    private Path file;

    @BeforeEach
    void name() {
        file = temp.resolve("pairs.bin");
    }

    @Test
    void open_again_knowsWhatWasWritten() {
        Pair pair = Pair.of(7, 3, Relation.CROP, .75, .5);
        try (PairJournal journal = PairJournal.open(file, MODEL)) {
            journal.add(new long[] {3, 7}, List.of(pair));
            journal.add(new long[] {9}, List.of());
        }
        try (PairJournal journal = PairJournal.open(file, MODEL)) {
            assertThat(journal.lookedAt()).isEqualTo(3);
            assertThat(journal.isLookedAt(9)).isTrue();
            assertThat(journal.isLookedAt(8)).isFalse();
            assertThat(journal.holds(3, 7)).isTrue();
            assertThat(journal.pairs()).containsExactly(new Pair(3, 7, Relation.CONTAINS, .75f, .5f));
        }
    }

    @Test
    void open_cutOffAnywhere_keepsWholeFramesAndGoesOn() throws IOException {
        try (PairJournal journal = PairJournal.open(file, MODEL)) {
            journal.add(new long[] {1}, List.of());
            journal.add(new long[] {2}, List.of(Pair.of(1, 2, Relation.EDITED, 1, 1)));
        }
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(PairJournal.damage(file)).as("cut off at %d", length).isEmpty();
            try (PairJournal journal = PairJournal.open(file, MODEL)) {
                assertThat(journal.isLookedAt(2)).isFalse();
                assertThat(journal.pairs()).isEmpty();
                journal.add(new long[] {5}, List.of());
            }
            try (PairJournal journal = PairJournal.open(file, MODEL)) {
                assertThat(journal.isLookedAt(5)).as("after %d bytes", length).isTrue();
            }
        }
    }

    @Test
    void damage_bitChangedInTheMiddle_isTold() throws IOException {
        try (PairJournal journal = PairJournal.open(file, MODEL)) {
            journal.add(new long[] {1, 2, 3}, List.of());
            journal.add(new long[] {4}, List.of());
        }
        byte[] bytes = Files.readAllBytes(file);
        bytes[60] ^= 4;
        Files.write(file, bytes);
        assertThat(PairJournal.damage(file))
                .hasValueSatisfying(what -> assertThat(what).contains("byte 48"));
    }

    @Test
    void open_otherModel_beginsAnew() {
        try (PairJournal journal = PairJournal.open(file, MODEL)) {
            journal.add(new long[] {1}, List.of());
        }
        byte[] other = MODEL.clone();
        other[31] = 1;
        try (PairJournal journal = PairJournal.open(file, other)) {
            assertThat(journal.lookedAt()).isZero();
            journal.add(new long[] {2}, List.of());
        }
        try (PairJournal journal = PairJournal.open(file, other)) {
            assertThat(journal.isLookedAt(2)).isTrue();
            assertThat(journal.isLookedAt(1)).isFalse();
        }
    }

    @Test
    void forgetUnless_manyGone_keepsTheOthersAcrossAnotherOpening() throws IOException {
        try (PairJournal journal = PairJournal.open(file, MODEL)) {
            journal.add(
                    LongStream.rangeClosed(1, 100).toArray(),
                    List.of(Pair.of(1, 2, Relation.EDITED, 1, 1), Pair.of(1, 80, Relation.EDITED, 1, 1)));
            long before = Files.size(file);
            journal.forgetUnless(id -> id <= 90);
            assertThat(journal.lookedAt()).as("a tenth is gone, which is left").isEqualTo(100);
            journal.forgetUnless(id -> id <= 50);
            assertThat(Files.size(file)).isLessThan(before);
            journal.add(new long[] {200}, List.of());
        }
        try (PairJournal journal = PairJournal.open(file, MODEL)) {
            assertThat(journal.lookedAt()).isEqualTo(51);
            assertThat(journal.pairs()).containsExactly(Pair.of(1, 2, Relation.EDITED, 1, 1));
        }
    }

    @Test
    void damage_blanksBehindTheLastFrame_areNone() throws IOException {
        try (PairJournal journal = PairJournal.open(file, MODEL)) {
            journal.add(new long[] {1}, List.of());
        }
        Files.write(file, new byte[100], StandardOpenOption.APPEND);
        assertThat(PairJournal.damage(file)).isEmpty();
    }

    @Test
    void longSet_manyNumbers_holdsTheseAndNoOthers() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        long[] numbers =
                random.longs(5000).filter(number -> number != 0).distinct().toArray();
        LongSet set = new LongSet();
        for (long number : numbers) {
            assertThat(set.add(number)).as("seed %d", seed).isTrue();
        }
        for (long number : numbers) {
            assertThat(set.add(number)).as("seed %d", seed).isFalse();
        }
        assertThat(set.size()).isEqualTo(numbers.length);
        assertThat(set.toArray()).containsExactlyInAnyOrder(numbers);
        assertThat(random.longs(1000)
                        .filter(number -> number != 0)
                        .filter(set::contains)
                        .count())
                .as("seed %d", seed)
                .isLessThan(2);
    }
}
