package io.likeness.server.engine;

import io.likeness.embedding.Embedder;
import io.likeness.image.ImageDecoder;
import io.likeness.image.ImageFetcher;
import io.likeness.image.PreviewEncoder;
import io.likeness.library.ComputePool;
import io.likeness.library.ImageCollections;
import java.util.function.IntSupplier;

/**
 * The adapters an {@link Engine} is made of.
 *
 * @param embedQueue pictures that wait for {@code embedder} now
 * @param close closes them all, in their order; a second call does nothing
 */
public record EngineParts(
        ImageFetcher fetcher,
        ImageDecoder decoder,
        PreviewEncoder previewEncoder,
        Embedder embedder,
        ComputePool pool,
        ImageCollections collections,
        IntSupplier embedQueue,
        ImportParts imports,
        Runnable close) {}
