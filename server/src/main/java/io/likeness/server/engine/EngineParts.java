package io.likeness.server.engine;

import io.likeness.image.ImageDecoder;
import io.likeness.image.ImageFetcher;
import io.likeness.image.PreviewEncoder;
import io.likeness.library.ComputePool;
import io.likeness.library.ImageCollections;
import io.likeness.library.Networks;

/**
 * The adapters an {@link Engine} is made of.
 *
 * @param models the models of the library
 * @param decoders the processes that decode
 * @param close closes them all, in their order; a second call does nothing
 */
public record EngineParts(
        ImageFetcher fetcher,
        ImageDecoder decoder,
        PreviewEncoder previewEncoder,
        Networks networks,
        ComputePool pool,
        ImageCollections collections,
        ImportParts imports,
        Models models,
        DecoderProcesses decoders,
        Runnable close) {}
