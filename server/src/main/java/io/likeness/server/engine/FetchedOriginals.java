package io.likeness.server.engine;

import io.likeness.failure.Failure;
import io.likeness.image.EncodedImage;
import io.likeness.image.ImageFetcher;
import io.likeness.image.ImageSource;
import io.likeness.index.ImageRecord;
import io.likeness.reembed.Originals;
import io.likeness.server.engine.ByteBudget.Reservation;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Originals where {@code imgPath} says that they are: a web address, or a file below a root, under the same guards as any picture that is fetched. Safe
 * for use by many threads.
 */
public final class FetchedOriginals implements Originals {
    /** A host that did not answer so often in a row is not asked again: a library may hold a million addresses of a host that is gone. */
    private static final int PATIENCE = 5;

    private final ImageFetcher fetcher;
    private final ByteBudget budget;
    private final long maxBytes;
    private final Map<String, Integer> silent = new ConcurrentHashMap<>();

    /**
     * @param maxBytes bytes of a picture file at most, set aside while one is read
     */
    public FetchedOriginals(ImageFetcher fetcher, ByteBudget budget, long maxBytes) {
        this.fetcher = fetcher;
        this.budget = budget;
        this.maxBytes = maxBytes;
    }

    /**
     * {@inheritDoc}
     *
     * @throws Failure.Overloaded if others fetch too much at this moment
     */
    @Override
    public <T> Optional<T> read(ImageRecord record, Function<EncodedImage, T> work) {
        Optional<ImageSource> source = source(record.attributes().imgPath());
        if (source.isEmpty()) {
            return Optional.empty();
        }
        try (Reservation _ = budget.reserve(maxBytes)) {
            return fetched(source.get())
                    .filter(file -> file.digest().equals(record.digest()))
                    .map(work);
        }
    }

    private static Optional<ImageSource> source(String imgPath) {
        if (imgPath.startsWith("http://") || imgPath.startsWith("https://")) {
            return Optional.of(new ImageSource.Url(imgPath));
        }
        try {
            return Path.of(imgPath).isAbsolute() ? Optional.of(new ImageSource.LocalPath(imgPath)) : Optional.empty();
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    private Optional<EncodedImage> fetched(ImageSource source) {
        String host = source instanceof ImageSource.Url(String url) ? host(url) : "";
        if (silent.getOrDefault(host, 0) >= PATIENCE) {
            return Optional.empty();
        }
        try {
            EncodedImage file = fetcher.fetch(source);
            silent.remove(host);
            return Optional.of(file);
        } catch (Failure.Unavailable _) {
            if (!host.isEmpty()) {
                silent.merge(host, 1, Integer::sum);
            }
            return Optional.empty();
        } catch (Failure.BadInput
                | Failure.Forbidden
                | Failure.NotFound
                | Failure.TooLarge
                | Failure.UnsupportedImage _) {
            return Optional.empty();
        }
    }

    private static String host(String url) {
        try {
            return String.valueOf(URI.create(url).getAuthority());
        } catch (IllegalArgumentException _) {
            return url;
        }
    }
}
