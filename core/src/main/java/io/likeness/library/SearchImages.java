package io.likeness.library;

import io.likeness.embedding.Embedding;
import io.likeness.image.EncodedImage;
import io.likeness.index.Hit;
import io.likeness.index.SearchQuery;
import java.util.List;

/** Finds the stored pictures most similar to one that need not be stored. Safe for use by many threads. */
public final class SearchImages {
    private final PictureReader reader;
    private final ImageLibrary library;

    public SearchImages(PictureReader reader, ImageLibrary library) {
        this.reader = reader;
        this.library = library;
    }

    /**
     * Finds the {@code limit} nearest to {@code image}.
     *
     * @param limit 1 to {@link SearchQuery#MAX_LIMIT}
     * @return best first
     */
    public List<Hit> search(EncodedImage image, int limit, StageTimes times) {
        Embedding embedding = reader.readForSearching(image, times);
        return times.time(Stage.INDEX, () -> library.index().search(new SearchQuery(embedding, limit)));
    }
}
