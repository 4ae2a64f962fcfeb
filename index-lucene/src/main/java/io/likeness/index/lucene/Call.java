package io.likeness.index.lucene;

import io.likeness.failure.Failure;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A change that a caller waits for. */
final class Call<T> {
    private final Preparation<T> preparation;
    private final CompletableFuture<T> outcome = new CompletableFuture<>();
    private Runnable acknowledgement = () -> {};

    Call(Preparation<T> preparation) {
        this.preparation = preparation;
    }

    /** What a change does to a draft, and answers once that is durable. */
    @FunctionalInterface
    interface Preparation<T> {
        T in(Draft draft) throws IOException;
    }

    void prepare(Draft draft) throws IOException {
        T result = LuceneReads.checked(() -> preparation.in(draft));
        acknowledgement = () -> outcome.complete(result);
    }

    /** Answers the caller what {@link #prepare} found. */
    void acknowledge() {
        acknowledgement.run();
    }

    void fail(Failure failure) {
        outcome.completeExceptionally(failure);
    }

    /** Waits for the answer, also while interrupted: the change cannot be taken back. */
    T await() {
        try {
            return outcome.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Failure failure) {
                throw failure;
            }
            throw e;
        }
    }
}
