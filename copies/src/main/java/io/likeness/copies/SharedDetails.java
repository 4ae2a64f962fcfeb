package io.likeness.copies;

import io.likeness.duplicates.Suspects;
import io.likeness.index.ImageRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Votes of local features: two of them are taken for the same detail where all bits of a sample of their descriptors agree, for one of {@value #SAMPLES} samples
 * (A. Gionis, P. Indyk, R. Motwani, Similarity Search in High Dimensions via Hashing, 1999). About 7 kB a picture. Safe for use by many threads.
 */
final class SharedDetails implements Suspects {
    private static final int SAMPLES = 3;
    private static final int SAMPLE_BITS = 22;
    private static final int FEATURES = 200;

    /** Details that so many pictures have tell nothing. */
    private static final int COMMON = 48;

    private static final int LEAST_VOTES = 3;
    private static final int MOST_SUSPECTS = 12;
    private static final int SLOTS = 1 << SAMPLE_BITS;
    // Steps through the bits of a descriptor that reach each once, since they have no divisor with their number in
    // common.
    private static final int[] STEPS = {37, 59, 83};

    private final Function<ImageRecord, LocalFeatures> features;
    // Guarded by this, as are the fields below: the newest entry of each slot, from 1 on; 0 where there is none.
    private final int[][] newest = new int[SAMPLES][SLOTS];
    private final byte[][] counts = new byte[SAMPLES][SLOTS];
    private final List<Long> ids = new ArrayList<>();
    private int[] pictures = new int[1 << 16];
    private int[] older = new int[1 << 16];
    private int entries;

    SharedDetails(Function<ImageRecord, LocalFeatures> features) {
        this.features = features;
    }

    @Override
    public List<Long> meet(ImageRecord record) {
        LocalFeatures own = features.apply(record);
        int[][] keys = keys(own);
        synchronized (this) {
            List<Long> suspects = suspects(keys);
            takeIn(record.id(), keys);
            return suspects;
        }
    }

    private static int[][] keys(LocalFeatures features) {
        int count = Math.min(FEATURES, features.count());
        int[][] keys = new int[SAMPLES][count];
        for (int sample = 0; sample < SAMPLES; sample++) {
            for (int i = 0; i < count; i++) {
                int key = 0;
                for (int bit = 0; bit < SAMPLE_BITS; bit++) {
                    int at = (sample * 41 + bit * STEPS[sample]) % Descriptors.VALUES;
                    key = key << 1 | (int) (features.word(i, at / Long.SIZE) >>> (at % Long.SIZE) & 1);
                }
                keys[sample][i] = key;
            }
        }
        return keys;
    }

    private synchronized List<Long> suspects(int[][] keys) {
        Map<Integer, Integer> votes = new HashMap<>();
        for (int sample = 0; sample < SAMPLES; sample++) {
            for (int key : keys[sample]) {
                if (counts[sample][key] >= COMMON) {
                    continue;
                }
                for (int entry = newest[sample][key]; entry != 0; entry = older[entry]) {
                    votes.merge(pictures[entry], 1, Integer::sum);
                }
            }
        }
        return votes.entrySet().stream()
                .filter(each -> each.getValue() >= LEAST_VOTES)
                .sorted(Comparator.comparingInt((Map.Entry<Integer, Integer> each) -> -each.getValue())
                        .thenComparing(Map.Entry::getKey))
                .limit(MOST_SUSPECTS)
                .map(each -> ids.get(each.getKey()))
                .toList();
    }

    private synchronized void takeIn(long id, int[][] keys) {
        int picture = ids.size();
        ids.add(id);
        for (int sample = 0; sample < SAMPLES; sample++) {
            for (int key : keys[sample]) {
                if (counts[sample][key] < COMMON) {
                    counts[sample][key]++;
                    add(sample, key, picture);
                }
            }
        }
    }

    private synchronized void add(int sample, int key, int picture) {
        entries++;
        if (entries == pictures.length) {
            pictures = Arrays.copyOf(pictures, entries * 3 / 2);
            older = Arrays.copyOf(older, entries * 3 / 2);
        }
        pictures[entries] = picture;
        older[entries] = newest[sample][key];
        newest[sample][key] = entries;
    }
}
