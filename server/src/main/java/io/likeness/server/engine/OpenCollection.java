package io.likeness.server.engine;

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
import io.likeness.library.AdoptImage;
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
import java.util.function.Function;

/** One open library with everything that works on it. Safe for use by many threads. */
public final class OpenCollection {
    private final String name;
    private final ImageLibrary library;
    private final ImageFetcher fetcher;
    private final ByteBudget budget;
    private final long maxBytes;
    private final PictureReader reader;
    private final AddImage addImage;
    private final AdoptImage adoptImage;
    private final ReplaceImage replaceImage;
    private final SearchImages searchImages;
    private final ComparePictures comparePictures;
    private final DeleteImages deleteImages;

    /**
     * @param maxBytes bytes of a picture file at most, set aside while one is fetched
     */
    OpenCollection(
            String name,
            ImageLibrary library,
            PictureReader reader,
            ImageFetcher fetcher,
            ByteBudget budget,
            long maxBytes) {
        this.name = name;
        this.library = library;
        this.fetcher = fetcher;
        this.budget = budget;
        this.maxBytes = maxBytes;
        this.reader = reader;
        this.addImage = new AddImage(reader, library);
        this.adoptImage = new AdoptImage(reader, library);
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
     * Fetches a picture and adds it as {@link AdoptImage} does; what is thrown is a failure of the store.
     */
    public Adoption adopt(ImageSource source, AdoptImage.Identity identity, StageTimes times) {
        try (Reservation _ = budget.reserve(bytesToCome(source))) {
            EncodedImage image;
            try {
                image = times.time(Stage.FETCH, () -> fetcher.fetch(source));
            } catch (Failure e) {
                return new Adoption.Unreadable(e.getMessage());
            }
            return new Adoption.Stored(adoptImage.adopt(image, identity, times));
        } catch (Failure.BadInput | Failure.UnsupportedImage | Failure.TooLarge | Failure.Conflict e) {
            return new Adoption.Unreadable(e.getMessage());
        }
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
        return switch (picture) {
            case QueryPicture.Given(ImageSource source) ->
                fetched(source, times, image -> searchImages.search(image, request, times));
            case QueryPicture.Stored(long id) -> searchImages.searchLike(id, request, times);
        };
    }

    /** Compares two pictures as {@link ComparePictures} does. */
    public double compare(QueryPicture a, QueryPicture b, StageTimes times) {
        // Together, because two requests that hold one each would wait for the other's.
        try (Reservation _ = budget.reserve(bytesToCome(a) + bytesToCome(b))) {
            return comparePictures.cosine(side(a, times), side(b, times), times);
        }
    }

    private ComparePictures.Side side(QueryPicture picture, StageTimes times) {
        return switch (picture) {
            case QueryPicture.Given(ImageSource source) ->
                new ComparePictures.Side.Given(times.time(Stage.FETCH, () -> fetcher.fetch(source)));
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
        try (Reservation _ = budget.reserve(bytesToCome(source))) {
            return work.apply(times.time(Stage.FETCH, () -> fetcher.fetch(source)));
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
            case ImageSource.Url _, ImageSource.LocalPath _ -> maxBytes;
            // Whoever received these has set their memory aside.
            case ImageSource.Upload _, ImageSource.Base64 _ -> 0;
        };
    }
}
