package io.likeness.server.durability;

import io.likeness.server.durability.LibraryClient.Found;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** Adds, changes and deletes records of its own until the server dies. Runs on one thread. */
final class Worker implements Callable<Integer> {
    private static final int MOST_RECORDS = 150;

    private final int lane;
    private final Journal journal;
    private final LibraryClient client;
    private final Random random;
    private final AtomicLong numbers;
    private final BooleanSupplier killed;

    /**
     * @param lane sets this worker's keys apart from the others'
     * @param numbers the next picture that nobody has used
     * @param killed whether the server has been killed, so that a broken connection is no fault
     */
    Worker(int lane, Journal journal, LibraryClient client, Random random, AtomicLong numbers, BooleanSupplier killed) {
        this.lane = lane;
        this.journal = journal;
        this.client = client;
        this.random = random;
        this.numbers = numbers;
        this.killed = killed;
    }

    /** Answers how many changes of this lane have been acknowledged so far. */
    @Override
    public Integer call() throws InterruptedException, IOException {
        try {
            while (true) {
                step();
            }
        } catch (IOException e) {
            if (!killed.getAsBoolean()) {
                throw e;
            }
            return journal.acknowledged();
        }
    }

    private void step() throws IOException, InterruptedException {
        List<Long> there = journal.there();
        int dice = random.nextInt(100);
        if (there.isEmpty() || (dice < 50 && there.size() < MOST_RECORDS)) {
            long number = numbers.getAndIncrement();
            put(number, "lane " + lane + " \"key\" " + number, 0);
            return;
        }
        long number = there.get(random.nextInt(there.size()));
        String key = journal.fate(number).key();
        if (dice < 62) {
            // Another picture under the same key: a second record.
            put(numbers.getAndIncrement(), key, 0);
        } else if (dice < 75) {
            // The same picture under the same key: the record takes over the new imgPath.
            put(number, key, 1 + random.nextInt(1_000_000));
        } else if (dice < 82) {
            replace(numbers.getAndIncrement(), key);
        } else if (dice < 91) {
            deleteKey(key);
        } else {
            deleteId(number, key);
        }
    }

    private void put(long number, String key, int version) throws IOException, InterruptedException {
        String path = "/" + number + "/" + version;
        journal.intend(number, key, path);
        client.add(key, path, Picture.png(number));
        journal.acknowledge(number, path);
    }

    private void replace(long number, String key) throws IOException, InterruptedException {
        List<Long> going = journal.of(key);
        String path = "/" + number + "/0";
        going.forEach(old -> journal.intend(old, key, Journal.ABSENT));
        journal.intend(number, key, path);
        client.replace(key, path, Picture.png(number));
        journal.acknowledge(number, path);
        going.forEach(old -> journal.acknowledge(old, Journal.ABSENT));
    }

    private void deleteKey(String key) throws IOException, InterruptedException {
        List<Long> going = journal.of(key);
        going.forEach(number -> journal.intend(number, key, Journal.ABSENT));
        int deleted = client.deleteKey(key);
        going.forEach(number -> journal.acknowledge(number, Journal.ABSENT));
        if (deleted != going.size()) {
            throw new AssertionError(deleted + " records of key " + key + " were deleted, not " + going);
        }
    }

    private void deleteId(long number, String key) throws IOException, InterruptedException {
        Found found = client.search(Picture.png(number), 10).stream()
                .filter(hit -> journal.fate(number).paths().contains(hit.filepath()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("acknowledged record " + number + " is not found by a search"));
        journal.intend(number, key, Journal.ABSENT);
        int deleted = client.deleteId(found.id());
        journal.acknowledge(number, Journal.ABSENT);
        if (deleted != 1) {
            throw new AssertionError(deleted + " records were deleted by id " + found.id());
        }
    }
}
