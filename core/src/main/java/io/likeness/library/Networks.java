package io.likeness.library;

import io.likeness.embedding.CopyWeights;
import io.likeness.embedding.Embedder;
import io.likeness.embedding.Embedding;
import io.likeness.embedding.MatchScores;
import io.likeness.embedding.ModelFingerprint;
import io.likeness.image.DecodedImage;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The network that embeds, and at times a second one beside it, for whose model the library is being prepared or was made before. Which of them embeds
 * changes only while {@link ImageCollections#standStill} holds everything. Safe for use by many threads.
 */
public final class Networks implements Embedder {
    private volatile Pair pair;

    private record Pair(Embedder serving, @Nullable Embedder beside) {}

    /**
     * @param serving closed with this
     */
    public Networks(Embedder serving) {
        this.pair = new Pair(serving, null);
    }

    /** The second network. */
    public Optional<Embedder> beside() {
        return Optional.ofNullable(pair.beside);
    }

    /** Puts a second network beside the first; closed with this as long as it is there. */
    public void add(Embedder beside) {
        pair = new Pair(pair.serving, beside);
    }

    /** The two change places. */
    public void swap() {
        Pair before = pair;
        if (before.beside == null) {
            throw new IllegalStateException("there is no second network");
        }
        pair = new Pair(before.beside, before.serving);
    }

    /** Takes the second network away; the caller closes it. */
    public Optional<Embedder> remove() {
        Pair before = pair;
        pair = new Pair(before.serving, null);
        return Optional.ofNullable(before.beside);
    }

    @Override
    public ModelFingerprint fingerprint() {
        return pair.serving.fingerprint();
    }

    @Override
    public int inputShortSide() {
        return pair.serving.inputShortSide();
    }

    @Override
    public CompletableFuture<Embedding> embed(DecodedImage image) {
        return pair.serving.embed(image);
    }

    @Override
    public Optional<MatchScores> matchScores() {
        return pair.serving.matchScores();
    }

    /** How much each sign of a copy counts beside the cosine of the model that serves; empty where nobody measured it. */
    @Override
    public Optional<CopyWeights> copyWeights() {
        return pair.serving.copyWeights();
    }

    /** Pictures that wait for either network. */
    @Override
    public int waiting() {
        Pair now = pair;
        return now.serving.waiting() + (now.beside == null ? 0 : now.beside.waiting());
    }

    @Override
    public void close() {
        Pair open = pair;
        open.serving.close();
        if (open.beside != null) {
            open.beside.close();
        }
    }
}
