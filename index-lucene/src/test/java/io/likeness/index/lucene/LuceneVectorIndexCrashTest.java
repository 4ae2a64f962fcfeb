package io.likeness.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.embedding.Embedding;
import io.likeness.failure.Failure;
import io.likeness.index.Attributes;
import io.likeness.index.Hit;
import io.likeness.index.ImageRecord;
import io.likeness.index.IndexEntry;
import io.likeness.index.SearchQuery;
import io.likeness.index.testkit.Pictures;
import io.likeness.index.testkit.crash.CrashableFileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.lucene.store.NIOFSDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pulls the plug at random moments of random work, also while changes move to Lucene; whatever was not forced to disk is lost or torn. */
class LuceneVectorIndexCrashTest {
    private static final int ROUNDS = Integer.getInteger("likeness.crash.rounds", 25);
    private static final int BOOTS = 4;
    private static final int THREADS = 3;
    private static final int CHANGES = 60;
    private static final int CONTENTS = 12;
    private static final int DIMENSION = 4;
    private static final int MOST_STEPS = 700;
    private static final LuceneSettings SETTINGS =
            LuceneSettings.DEFAULT.withTableRecords(9).withDirectories(NIOFSDirectory::new);

    @TempDir
    Path folder;

    @Test
    void changes_powerOffAtAnyMoment_losesNothingAcknowledgedAndBringsNothingBack() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            long seed = round;
            new Round(seed).run(Files.createDirectory(folder.resolve("round" + round)));
        }
    }

    /** What one thread knows of its own pictures: nobody else touches their keys. */
    private static final class Worker {
        private final int number;
        private final SplittableRandom random;
        // What is certain of each content: its record, or that there is none; what is not certain is missing here.
        private final Map<Integer, Optional<ImageRecord>> certain = new HashMap<>();

        Worker(int number, SplittableRandom random) {
            this.number = number;
            this.random = random;
            for (int content = 0; content < CONTENTS; content++) {
                certain.put(content, Optional.empty());
            }
        }

        String key(int content) {
            return "worker" + number + "/" + content;
        }

        long content(int content) {
            return number * 1000L + content;
        }

        Embedding embedding(int content) {
            return Pictures.randomEmbedding(DIMENSION, new SplittableRandom(content(content)));
        }

        /** Changes at random until the power goes. */
        void work(LuceneVectorIndex index) {
            try {
                for (int i = 0; i < CHANGES; i++) {
                    change(index, random.nextInt(CONTENTS));
                }
            } catch (Failure.Unavailable e) {
                assertThat(e).hasMessageContaining("index");
            }
        }

        private void change(LuceneVectorIndex index, int content) {
            Optional<ImageRecord> before = certain.getOrDefault(content, Optional.empty());
            certain.remove(content);
            Optional<ImageRecord> after;
            if (before.isEmpty()) {
                IndexEntry entry = new IndexEntry(Pictures.image(key(content), content(content)), embedding(content));
                after = Optional.of(index.put(entry).record());
            } else if (random.nextBoolean()) {
                after = index.update(before.get().id(), _ -> Attributes.ofImgPath("path " + random.nextInt(1_000_000)));
                assertThat(after).isPresent();
            } else if (random.nextBoolean()) {
                assertThat(index.deleteIds(List.of(before.get().id()))).hasSize(1);
                after = Optional.empty();
            } else {
                assertThat(index.deleteKeys(List.of(key(content)))).hasSize(1);
                after = Optional.empty();
            }
            certain.put(content, after);
        }

        /** Compares what is stored with what is certain, and takes over the rest. */
        int check(LuceneVectorIndex index, String where) {
            int stored = 0;
            for (int content = 0; content < CONTENTS; content++) {
                Optional<ImageRecord> found = index.find(key(content), Pictures.digest(content(content)));
                Optional<ImageRecord> known = certain.get(content);
                if (known != null) {
                    assertThat(found).as("%s, %s", where, key(content)).isEqualTo(known);
                }
                certain.put(content, found);
                if (found.isPresent()) {
                    stored++;
                    List<Hit> hits = index.search(new SearchQuery(embedding(content), 1));
                    assertThat(hits).as(where).extracting(Hit::record).containsExactly(found.get());
                }
            }
            return stored;
        }
    }

    private static final class Round {
        private final String where;
        private final SplittableRandom random;

        Round(long seed) {
            this.where = "seed " + seed;
            this.random = new SplittableRandom(seed);
        }

        void run(Path real) throws Exception {
            List<Worker> workers = List.of(
                    new Worker(0, random.split()), new Worker(1, random.split()), new Worker(2, random.split()));
            CrashableFileSystem disk = CrashableFileSystem.create(real);
            for (int boot = 0; boot < BOOTS; boot++) {
                disk.powerOffAfter(random.nextInt(MOST_STEPS));
                boot(disk, workers);
                disk = disk.crash(random);
                try (LuceneVectorIndex index = open(disk)) {
                    int stored = 0;
                    for (Worker worker : workers) {
                        stored += worker.check(index, where + ", boot " + boot);
                    }
                    assertThat(index.count()).as(where).isEqualTo(stored);
                    assertThat(index.check()).as(where).isEmpty();
                }
            }
            disk.close();
        }

        private void boot(CrashableFileSystem disk, List<Worker> workers) throws Exception {
            LuceneVectorIndex index;
            try {
                index = open(disk);
            } catch (Failure.Unavailable e) {
                // The power went while it opened.
                return;
            }
            try (index;
                    ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
                List<Future<?>> works = workers.stream()
                        .<Future<?>>map(worker -> threads.submit(() -> worker.work(index)))
                        .toList();
                for (Future<?> work : works) {
                    work.get();
                }
            } catch (Failure.Unavailable e) {
                assertThat(e).as(where).hasMessageContaining("index");
            }
        }

        private static LuceneVectorIndex open(CrashableFileSystem disk) throws IOException {
            return LuceneVectorIndex.open(disk.root().resolve("index"), DIMENSION, SETTINGS, InstantSource.system());
        }
    }
}
