package io.likeness.embedding;

import io.likeness.image.DecodedImage;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A network that turns pictures into embeddings. Concurrent calls are gathered into batches; a lone call does not wait for others. Safe for use by
 * many threads.
 */
public interface Embedder extends AutoCloseable {
    /** Identity of the model; constant. */
    ModelFingerprint fingerprint();

    /** The shorter side in px below which a decoded picture would lose detail that the network sees. */
    int inputShortSide();

    /**
     * Embeds one picture. The pixels are read before this method returns, so that the caller may close {@code image} at once; the network runs later.
     *
     * @return completes with a unit vector of {@code fingerprint().dimension()} values, or with a {@link io.likeness.failure.Failure.Unavailable} if the
     *     embedder is closed before it runs
     * @throws io.likeness.failure.Failure.Overloaded if the queue is full
     */
    CompletableFuture<Embedding> embed(DecodedImage image);

    /** What its scores mean; empty where nobody measured that. */
    default Optional<MatchScores> matchScores() {
        return Optional.empty();
    }

    /** How much each sign of a copy counts beside the cosine; empty where nobody measured that for the model. */
    default Optional<CopyWeights> copyWeights() {
        return Optional.empty();
    }

    /** Pictures that wait for the network now; 0 where none ever waits. */
    default int waiting() {
        return 0;
    }

    /** Fails what is queued, waits for the running batch, frees the network; closing again does nothing. */
    @Override
    void close();
}
