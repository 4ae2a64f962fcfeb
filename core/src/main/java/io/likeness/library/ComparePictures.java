package io.likeness.library;

import io.likeness.embedding.Embedding;
import io.likeness.failure.Failure;
import io.likeness.image.EncodedImage;
import io.likeness.image.Region;

/** Tells how similar two pictures are. Safe for use by many threads. */
public final class ComparePictures {
    private final PictureReader reader;
    private final ImageLibrary library;

    public ComparePictures(PictureReader reader, ImageLibrary library) {
        this.reader = reader;
        this.library = library;
    }

    /** One of the two pictures. */
    public sealed interface Side {
        /** A picture given. */
        record Given(EncodedImage image) implements Side {}

        /** A picture stored. */
        record Stored(long id) implements Side {}
    }

    /**
     * The cosine of the two pictures' embeddings, in [-1, 1].
     *
     * @throws Failure.NotFound if a stored one is not there
     */
    public double cosine(Side a, Side b, StageTimes times) {
        return library.steady(() -> embedding(a, times).cosine(embedding(b, times)));
    }

    private Embedding embedding(Side side, StageTimes times) {
        return switch (side) {
            case Side.Given(EncodedImage image) -> reader.readForSearching(image, Region.WHOLE, times);
            case Side.Stored(long id) ->
                library.index()
                        .embedding(id)
                        .orElseThrow(() -> new Failure.NotFound("there is no picture with id " + id));
        };
    }
}
