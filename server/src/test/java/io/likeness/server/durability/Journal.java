package io.likeness.server.durability;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What one client knows about the records it made: what was acknowledged holds, what was asked and not acknowledged may or may not. Each record has a
 * picture of its own, whose number names it. For one thread at a time.
 */
final class Journal {
    /** In place of an imgPath: there is no such record. */
    static final String ABSENT = "";

    /** A record's key and the imgPaths with which it may be there, {@link #ABSENT} among them where it may be gone. */
    record Fate(String key, Set<String> paths) {
        boolean isThere() {
            return !paths.contains(ABSENT);
        }
    }

    private final Map<Long, Fate> fates = new LinkedHashMap<>();
    private final Set<Long> touched = new HashSet<>();
    private final AtomicInteger acknowledged = new AtomicInteger();

    /** Notes that record {@code number} is about to get {@code path}; until {@link #acknowledge} it may have it or not. */
    void intend(long number, String key, String path) {
        Fate before = fates.getOrDefault(number, new Fate(key, Set.of(ABSENT)));
        Set<String> paths = new HashSet<>(before.paths());
        paths.add(path);
        fates.put(number, new Fate(key, paths));
        touched.add(number);
    }

    /** Notes that the server has acknowledged what was intended. */
    void acknowledge(long number, String path) {
        settle(number, path);
        acknowledged.incrementAndGet();
    }

    /** Notes what a search has shown: from now on the record must stay so. */
    void settle(long number, String path) {
        fates.computeIfPresent(number, (_, fate) -> new Fate(fate.key(), Set.of(path)));
    }

    Map<Long, Fate> fates() {
        return Collections.unmodifiableMap(new HashMap<>(fates));
    }

    /** The numbers of records that are certainly there, oldest first. */
    List<Long> there() {
        List<Long> there = new ArrayList<>();
        fates.forEach((number, fate) -> {
            if (fate.isThere()) {
                there.add(number);
            }
        });
        return there;
    }

    /** The numbers of the records of {@code key} that may be there. */
    List<Long> of(String key) {
        List<Long> numbers = new ArrayList<>();
        fates.forEach((number, fate) -> {
            if (fate.key().equals(key) && !fate.paths().equals(Set.of(ABSENT))) {
                numbers.add(number);
            }
        });
        return numbers;
    }

    Fate fate(long number) {
        Fate fate = fates.get(number);
        if (fate == null) {
            throw new IllegalArgumentException("no record " + number);
        }
        return fate;
    }

    /** Forgets records that are certainly gone; their numbers are never used again. */
    void forgetGone() {
        fates.values().removeIf(fate -> fate.paths().equals(Set.of(ABSENT)));
    }

    /** Answers and forgets which records were touched since the last call. */
    Set<Long> takeTouched() {
        Set<Long> taken = Set.copyOf(touched);
        touched.clear();
        return taken;
    }

    /** What is to be kept between two runs. */
    record Kept(int acknowledged, Map<Long, Fate> fates) {}

    Kept kept() {
        return new Kept(acknowledged.get(), fates());
    }

    /** A journal that goes on where one was {@link #kept}. */
    static Journal of(Kept kept) {
        Journal journal = new Journal();
        kept.fates().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> journal.fates.put(entry.getKey(), entry.getValue()));
        journal.touched.addAll(kept.fates().keySet());
        journal.acknowledged.set(kept.acknowledged());
        return journal;
    }

    /** How many changes the server has acknowledged. May be called by any thread at any time. */
    int acknowledged() {
        return acknowledged.get();
    }
}
