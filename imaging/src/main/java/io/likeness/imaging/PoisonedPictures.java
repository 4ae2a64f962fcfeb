package io.likeness.imaging;

import io.likeness.failure.Failure;
import io.likeness.image.EncodedImage;
import io.likeness.image.ImageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Pictures that a decoder did not survive lately, with what was said about them: they are refused for a while, so that one file sent again and again
 * does not keep every decoder dying. Safe for use by many threads.
 */
final class PoisonedPictures {
    private static final int MOST = 1_000;

    private record Key(int size, ImageDigest digest) {}

    private record Entry(Instant until, String said) {}

    private final Duration memory;
    private final InstantSource clock;

    // Guarded by itself; the oldest first.
    private final Map<Key, Entry> entries = new LinkedHashMap<>();

    /** @param memory how long a picture is refused */
    PoisonedPictures(Duration memory, InstantSource clock) {
        this.memory = memory;
        this.clock = clock;
    }

    /** Takes note of one. */
    void add(EncodedImage image, String said) {
        Key key = new Key(image.size(), image.digest());
        synchronized (entries) {
            entries.remove(key);
            entries.put(key, new Entry(clock.instant().plus(memory), said));
            if (entries.size() > MOST) {
                entries.remove(entries.keySet().iterator().next());
            }
        }
    }

    /**
     * Lets all others pass.
     *
     * @throws Failure.UnsupportedImage if it is one of them
     */
    void check(EncodedImage image) {
        if (!hasOfSize(image.size())) {
            return;
        }
        Key key = new Key(image.size(), image.digest());
        Optional<Entry> found;
        synchronized (entries) {
            found = Optional.ofNullable(entries.get(key));
        }
        found.ifPresent(entry -> {
            throw Failure.UnsupportedImage.damaged(entry.said());
        });
    }

    /** Hashing takes time, so it is done for those only that may be among them. */
    private boolean hasOfSize(int size) {
        synchronized (entries) {
            Instant now = clock.instant();
            entries.values().removeIf(entry -> !entry.until().isAfter(now));
            return entries.keySet().stream().anyMatch(key -> key.size() == size);
        }
    }
}
