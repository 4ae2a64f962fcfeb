package io.likeness.server.engine;

import io.likeness.copies.CopyMatch;
import io.likeness.copies.FindCopies;
import io.likeness.copies.VerifiedHit;
import io.likeness.failure.Failure;
import io.likeness.image.EncodedImage;
import io.likeness.image.ImageFetcher;
import io.likeness.image.ImageSource;
import io.likeness.index.Attributes;
import io.likeness.index.Filter;
import io.likeness.index.Hit;
import io.likeness.index.NewImage;
import io.likeness.index.PutResult;
import io.likeness.library.AddImage;
import io.likeness.library.ComparePictures;
import io.likeness.library.DeleteImages;
import io.likeness.library.ImageLibrary;
import io.likeness.library.PictureReader;
import io.likeness.library.ReplaceImage;
import io.likeness.library.ReplaceImage.Replacement;
import io.likeness.library.SearchImages;
import io.likeness.library.SearchRequest;
import io.likeness.library.Stage;
import io.likeness.library.StageTimes;
import io.likeness.server.engine.ByteBudget.Reservation;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One open library with everything that works on it. Safe for use by many threads. */
public final class OpenCollection {
    private final String name;
    private final ImageLibrary library;
    private final Intake intake;
    private final PictureReader reader;
    private final FindCopies findCopies;
    private final ReentrantLock refusals;
    private final AddImage addImage;
    private final ReplaceImage replaceImage;
    private final SearchImages searchImages;
    private final ComparePictures comparePictures;
    private final DeleteImages deleteImages;

    /**
     * How pictures come in.
     *
     * @param maxBytes bytes of a picture file at most, set aside while one is fetched
     * @param urgent counts the searches
     */
    record Intake(ImageFetcher fetcher, ByteBudget budget, long maxBytes, UrgentWork urgent) {}

    /**
     * @param refusals of this collection, whichever object stands for it
     */
    OpenCollection(
            String name,
            ImageLibrary library,
            PictureReader reader,
            FindCopies findCopies,
            ReentrantLock refusals,
            Intake intake) {
        this.name = name;
        this.library = library;
        this.intake = intake;
        this.reader = reader;
        this.findCopies = findCopies;
        this.refusals = refusals;
        this.addImage = new AddImage(reader, library);
        this.deleteImages = new DeleteImages(library);
        this.replaceImage = new ReplaceImage(addImage, deleteImages, library);
        this.searchImages = new SearchImages(reader, library);
        this.comparePictures = new ComparePictures(reader, library);
    }

    /** What it is called. */
    public String name() {
        return name;
    }

    /** The stored pictures. */
    public ImageLibrary library() {
        return library;
    }

    /** Fetches a picture and adds it as {@link AddImage} does. */
    public PutResult add(ImageSource source, String key, Attributes attributes, StageTimes times) {
        if (!key.isEmpty()) {
            NewImage.checkKey(key);
        }
        return fetched(source, times, image -> addImage.add(image, key, attributes, times));
    }

    /**
     * A picture that was added.
     *
     * @param copyOf the stored picture that it is a copy of, or null where there is none, or nobody asked
     */
    public record Added(PutResult put, @Nullable VerifiedHit copyOf) {}

    /**
     * Fetches a picture and adds it as {@link AddImage} does, or not, where it is a copy of a stored one. The same bytes under the same key are no copy but the
     * same record.
     *
     * @throws Failure.Conflict if it is a copy and {@code onCopy} says to refuse those
     */
    public Added add(ImageSource source, String key, Attributes attributes, OnCopy onCopy, StageTimes times) {
        if (!key.isEmpty()) {
            NewImage.checkKey(key);
        }
        return fetched(source, times, image -> switch (onCopy) {
            case ADD -> new Added(addImage.add(image, key, attributes, times), null);
            case FLAG -> flagged(image, key, attributes, times);
            case REFUSE -> unlessCopy(image, key, attributes, times);
        });
    }

    private Added unlessCopy(EncodedImage image, String key, Attributes attributes, StageTimes times) {
        refusals.lock();
        try {
            VerifiedHit copyOf = copyOf(image, key, times);
            if (copyOf != null) {
                throw refused(copyOf);
            }
            return new Added(addImage.add(image, key, attributes, times), null);
        } finally {
            refusals.unlock();
        }
    }

    private static Failure refused(VerifiedHit copyOf) {
        CopyMatch match = Objects.requireNonNull(copyOf.match());
        return new Failure.Conflict(
                "the picture is a copy of picture " + copyOf.hit().record().id() + " ("
                        + match.verdict().label() + ", confidence " + Math.round(match.confidence() * 1000) / 1000.0
                        + ") and was not added, as on_copy=refuse asks");
    }

    private Added flagged(EncodedImage image, String key, Attributes attributes, StageTimes times) {
        VerifiedHit copyOf = copyOf(image, key, times);
        return new Added(addImage.add(image, key, attributes, times), copyOf);
    }

    private @Nullable VerifiedHit copyOf(EncodedImage image, String key, StageTimes times) {
        String effectiveKey = key.isEmpty() ? image.md5() : key;
        if (library.index().find(effectiveKey, image.digest()).isPresent()) {
            return null;
        }
        return findCopies.search(image, SearchRequest.top(1), times).stream()
                .filter(VerifiedHit::isCopy)
                .findFirst()
                .orElse(null);
    }

    /** Fetches a picture and puts it in the place of what its key holds, as {@link ReplaceImage} does. */
    public Replacement replace(ImageSource source, String key, Attributes attributes, StageTimes times) {
        NewImage.checkKey(key);
        return fetched(source, times, image -> replaceImage.replace(image, key, attributes, times));
    }

    /** Fetches a picture and answers its preview as {@link PictureReader#preview} does. */
    public byte[] preview(ImageSource source, StageTimes times) {
        return fetched(source, times, image -> reader.preview(image, times));
    }

    /** Searches for a picture as {@link SearchImages} does. */
    public List<Hit> search(QueryPicture picture, SearchRequest request, StageTimes times) {
        return intake.urgent().during(() -> switch (picture) {
            case QueryPicture.Given(ImageSource source) ->
                fetched(source, times, image -> searchImages.search(image, request, times));
            case QueryPicture.Stored(long id) -> searchImages.searchLike(id, request, times);
        });
    }

    /** Searches for a picture and tells which hits are copies, as {@link FindCopies} does. */
    public List<VerifiedHit> searchCopies(QueryPicture picture, SearchRequest request, StageTimes times) {
        return intake.urgent().during(() -> switch (picture) {
            case QueryPicture.Given(ImageSource source) ->
                fetched(source, times, image -> findCopies.search(image, request, times));
            case QueryPicture.Stored(long id) -> findCopies.searchLike(id, request, times);
        });
    }

    /** Compares two pictures as {@link ComparePictures} does. */
    public double compare(QueryPicture a, QueryPicture b, StageTimes times) {
        // Together, because two requests that hold one each would wait for the other's.
        try (Reservation _ = intake.budget().reserve(bytesToCome(a) + bytesToCome(b))) {
            return comparePictures.cosine(side(a, times), side(b, times), times);
        }
    }

    private ComparePictures.Side side(QueryPicture picture, StageTimes times) {
        return switch (picture) {
            case QueryPicture.Given(ImageSource source) ->
                new ComparePictures.Side.Given(
                        times.time(Stage.FETCH, () -> intake.fetcher().fetch(source)));
            case QueryPicture.Stored(long id) -> new ComparePictures.Side.Stored(id);
        };
    }

    /** Deletes as {@link DeleteImages#deleteIds} does. */
    public int deleteIds(Collection<Long> ids) {
        return deleteImages.deleteIds(ids);
    }

    /** Deletes as {@link DeleteImages#deleteKeys} does. */
    public int deleteKeys(Collection<String> keys) {
        return deleteImages.deleteKeys(keys);
    }

    /** Deletes as {@link DeleteImages#deleteMatching} does. */
    public long deleteMatching(Filter filter) {
        return deleteImages.deleteMatching(filter);
    }

    private <T> T fetched(ImageSource source, StageTimes times, Function<EncodedImage, T> work) {
        try (Reservation _ = intake.budget().reserve(bytesToCome(source))) {
            return work.apply(times.time(Stage.FETCH, () -> intake.fetcher().fetch(source)));
        }
    }

    private long bytesToCome(QueryPicture picture) {
        return switch (picture) {
            case QueryPicture.Given(ImageSource source) -> bytesToCome(source);
            case QueryPicture.Stored _ -> 0;
        };
    }

    private long bytesToCome(ImageSource source) {
        return switch (source) {
            case ImageSource.Url _, ImageSource.LocalPath _ -> intake.maxBytes();
            // Whoever received these has set their memory aside.
            case ImageSource.Upload _, ImageSource.Base64 _ -> 0;
        };
    }
}
