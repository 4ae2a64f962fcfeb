package io.likeness.server.engine;

import io.likeness.embedding.ModelFingerprint;
import io.likeness.image.EncodedImage;
import io.likeness.image.ImageSource;
import io.likeness.index.Attributes;
import io.likeness.index.Hit;
import io.likeness.index.NewImage;
import io.likeness.index.PutResult;
import io.likeness.library.AddImage;
import io.likeness.library.DeleteImages;
import io.likeness.library.ImageLibrary;
import io.likeness.library.PictureReader;
import io.likeness.library.SearchImages;
import io.likeness.library.SearchRequest;
import io.likeness.library.Stage;
import io.likeness.library.StageTimes;
import io.likeness.server.engine.ByteBudget.Reservation;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** The open library with everything that works on it. Safe for use by many threads. */
public final class Engine implements AutoCloseable {
    private final EngineParts parts;
    private final ByteBudget budget;
    private final long maxBytes;
    private final AddImage addImage;
    private final SearchImages searchImages;
    private final DeleteImages deleteImages;

    /**
     * @param maxBytes bytes of a picture file at most, set aside while one is fetched
     */
    public Engine(EngineParts parts, ByteBudget budget, long maxBytes) {
        PictureReader reader =
                new PictureReader(parts.decoder(), parts.previewEncoder(), parts.embedder(), parts.pool());
        this.parts = parts;
        this.budget = budget;
        this.maxBytes = maxBytes;
        this.addImage = new AddImage(reader, parts.library());
        this.searchImages = new SearchImages(reader, parts.library());
        this.deleteImages = new DeleteImages(parts.library());
    }

    /** Fetches a picture and adds it as {@link AddImage} does. */
    public PutResult add(ImageSource source, String key, Attributes attributes, StageTimes times) {
        if (!key.isEmpty()) {
            NewImage.checkKey(key);
        }
        return fetched(source, times, image -> addImage.add(image, key, attributes, times));
    }

    /** Fetches a picture and searches for it as {@link SearchImages} does. */
    public List<Hit> search(ImageSource source, int limit, StageTimes times) {
        return fetched(source, times, image -> searchImages.search(image, SearchRequest.top(limit), times));
    }

    /** Deletes as {@link DeleteImages#deleteIds} does. */
    public int deleteIds(Collection<Long> ids) {
        return deleteImages.deleteIds(ids);
    }

    /** Deletes as {@link DeleteImages#deleteKeys} does. */
    public int deleteKeys(Collection<String> keys) {
        return deleteImages.deleteKeys(keys);
    }

    private <T> T fetched(ImageSource source, StageTimes times, Function<EncodedImage, T> work) {
        try (Reservation _ = budget.reserve(bytesToCome(source))) {
            return work.apply(times.time(Stage.FETCH, () -> parts.fetcher().fetch(source)));
        }
    }

    private long bytesToCome(ImageSource source) {
        return switch (source) {
            case ImageSource.Url _, ImageSource.LocalPath _ -> maxBytes;
            // Whoever received these has set their memory aside.
            case ImageSource.Upload _, ImageSource.Base64 _ -> 0;
        };
    }

    /** The stored pictures. */
    public ImageLibrary library() {
        return parts.library();
    }

    /** The model that embeds. */
    public ModelFingerprint model() {
        return parts.embedder().fingerprint();
    }

    /** Pictures waiting to be decoded. */
    public int decodeQueue() {
        return parts.pool().queued();
    }

    /** Pictures waiting for the network. */
    public int embedQueue() {
        return parts.embedQueue().getAsInt();
    }

    /** Stops the work under way, which fails with {@link io.likeness.failure.Failure.Unavailable}, then closes the library; closing again does nothing. */
    @Override
    public void close() {
        parts.close().run();
    }
}
