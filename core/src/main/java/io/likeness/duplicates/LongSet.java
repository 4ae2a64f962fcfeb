package io.likeness.duplicates;

import java.util.function.LongPredicate;

/** A set of numbers other than 0 in 8 to 16 bytes each, by open addressing. Not safe for use by many threads. */
final class LongSet {
    private static final int SMALLEST = 16;

    private long[] slots = new long[SMALLEST];
    private int size;

    /** Adds a number; answers whether it was not there. */
    boolean add(long value) {
        // Kept at most three quarters full.
        if (size * 4L >= slots.length * 3L) {
            grow();
        }
        int slot = find(value);
        if (slots[slot] == value) {
            return false;
        }
        slots[slot] = value;
        size++;
        return true;
    }

    boolean contains(long value) {
        return slots[find(value)] == value;
    }

    int size() {
        return size;
    }

    /** The numbers that {@code wanted} accepts. */
    LongSet filtered(LongPredicate wanted) {
        LongSet kept = new LongSet();
        for (long value : slots) {
            if (value != 0 && wanted.test(value)) {
                kept.add(value);
            }
        }
        return kept;
    }

    /** The numbers, in no order. */
    long[] toArray() {
        long[] values = new long[size];
        int next = 0;
        for (long value : slots) {
            if (value != 0) {
                values[next++] = value;
            }
        }
        return values;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[old.length * 2];
        for (long value : old) {
            if (value != 0) {
                slots[find(value)] = value;
            }
        }
    }

    private int find(long value) {
        if (value == 0) {
            throw new IllegalArgumentException("0 is no member");
        }
        int mask = slots.length - 1;
        // Ids count up; Fibonacci hashing spreads them.
        int slot = (int) ((value * 0x9e3779b97f4a7c15L) >>> 32) & mask;
        while (slots[slot] != 0 && slots[slot] != value) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
