package io.likeness.copies;

import io.likeness.image.ImageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What was made of the pictures used last. Safe for use by many threads, two of which may make the same at once. */
final class Recent<T> {
    // Guarded by itself; the one used last is at the end.
    private final Map<ImageDigest, T> kept;

    /** Keeps {@code most} of them. */
    Recent(int most) {
        this.kept = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<ImageDigest, T> eldest) {
                return size() > most;
            }
        };
    }

    /** What is kept of a picture, else what {@code make} makes. */
    T get(ImageDigest digest, Function<ImageDigest, T> make) {
        synchronized (kept) {
            @Nullable T known = kept.get(digest);
            if (known != null) {
                return known;
            }
        }
        T made = make.apply(digest);
        synchronized (kept) {
            kept.put(digest, made);
        }
        return made;
    }
}
