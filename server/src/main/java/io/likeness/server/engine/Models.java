package io.likeness.server.engine;

import io.likeness.failure.Failure;
import io.likeness.reembed.Reembedding;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The models of a library. Safe for use by many threads.
 *
 * @param folder where the bundle lies whose vectors answer now
 * @param moves moves the library to another model; empty where the store cannot
 */
public record Models(Supplier<Path> folder, Optional<Reembedding> moves) {
    /**
     * What moves the library to another model.
     *
     * @throws Failure.Conflict if the store cannot
     */
    public Reembedding reembedding() {
        return moves.orElseThrow(() -> new Failure.Conflict("many servers share the Milvus of this library, which holds"
                + " vectors of one model: start a server of the other model with a collection of its own"
                + " (likeness.milvus.collection, MILVUS_COLLECTION) and import the pictures there"));
    }
}
