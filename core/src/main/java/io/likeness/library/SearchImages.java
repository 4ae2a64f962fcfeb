package io.likeness.library;

import io.likeness.embedding.Embedding;
import io.likeness.failure.Failure;
import io.likeness.image.DecodedImage;
import io.likeness.image.EncodedImage;
import io.likeness.image.Region;
import io.likeness.index.Hit;
import io.likeness.index.ImageRecord;
import io.likeness.index.SearchQuery;
import java.util.List;
import java.util.function.Function;

/** Finds the stored pictures most similar to one that need not be stored. Safe for use by many threads. */
public final class SearchImages {
    private final PictureReader reader;
    private final ImageLibrary library;

    public SearchImages(PictureReader reader, ImageLibrary library) {
        this.reader = reader;
        this.library = library;
    }

    /** Finds what is nearest to {@code image}, best first. */
    public List<Hit> search(EncodedImage image, SearchRequest request, StageTimes times) {
        return nearest(reader.readForSearching(image, request.region(), times), request, times);
    }

    /**
     * What a search found, and what was made of the picture searched for.
     *
     * @param <T> what was made of its pixels
     */
    public record Found<T>(List<Hit> hits, T made) {}

    /**
     * Finds what is nearest to {@code image}, best first, and makes something else of the pixels of its region meanwhile.
     *
     * @param shortSide px that the region's shorter side should have at least, where the picture is that large
     * @param work is called once, on a thread for computing; the pixels are closed when it returns
     */
    public <T> Found<T> search(
            EncodedImage image,
            SearchRequest request,
            int shortSide,
            Function<DecodedImage, T> work,
            StageTimes times) {
        PictureReader.Read<T> read = reader.readForSearching(image, request.region(), shortSide, work, times);
        return new Found<>(nearest(read.embedding(), request, times), read.made());
    }

    /**
     * Finds what is nearest to stored record {@code id}, best first; the record itself is among the hits unless the filter leaves it out. A region is
     * cut from its preview.
     *
     * @throws Failure.NotFound if there is no such record
     */
    public List<Hit> searchLike(long id, SearchRequest request, StageTimes times) {
        return nearest(embeddingOf(id, request.region(), times), request, times);
    }

    private Embedding embeddingOf(long id, Region region, StageTimes times) {
        if (region.equals(Region.WHOLE)) {
            return library.index().embedding(id).orElseThrow(() -> unknown(id));
        }
        ImageRecord record = library.index().get(id).orElseThrow(() -> unknown(id));
        byte[] preview = library.previews().get(record.digest()).orElseThrow(() -> unknown(id));
        return reader.readForSearching(EncodedImage.of(preview), region, times);
    }

    private List<Hit> nearest(Embedding embedding, SearchRequest request, StageTimes times) {
        SearchQuery query = new SearchQuery(embedding, request.offset() + request.limit(), request.filter());
        List<Hit> hits = times.time(Stage.INDEX, () -> library.index().search(query));
        return hits.stream()
                .skip(request.offset())
                .filter(hit -> hit.score() >= request.minScore())
                .toList();
    }

    private static Failure unknown(long id) {
        return new Failure.NotFound("there is no picture with id " + id);
    }
}
