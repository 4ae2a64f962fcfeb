package io.likeness.migration;

import io.likeness.index.ImageRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A fair sample of records that come one after another (Vitter, "Random Sampling with a Reservoir", algorithm R). For use by one thread. */
final class Sample {
    private final int size;
    private final Random random;
    private final List<ImageRecord> chosen = new ArrayList<>();
    private long seen;

    Sample(int size, Random random) {
        this.size = size;
        this.random = random;
    }

    void offer(ImageRecord record) {
        seen++;
        if (chosen.size() < size) {
            chosen.add(record);
            return;
        }
        long place = random.nextLong(seen);
        if (place < size) {
            chosen.set((int) place, record);
        }
    }

    List<ImageRecord> chosen() {
        return List.copyOf(chosen);
    }
}
