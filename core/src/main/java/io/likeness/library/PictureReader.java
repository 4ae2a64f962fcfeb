package io.likeness.library;

import io.likeness.embedding.Embedder;
import io.likeness.embedding.Embedding;
import io.likeness.image.DecodedImage;
import io.likeness.image.EncodedImage;
import io.likeness.image.ImageDecoder;
import io.likeness.image.ImageHeader;
import io.likeness.image.PreviewEncoder;
import io.likeness.image.Region;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Decodes pictures on the compute pool and hands them to the network: the part of the way that adding and searching share. Safe for use by many
 * threads.
 */
public final class PictureReader {
    private final ImageDecoder decoder;
    private final PreviewEncoder previewEncoder;
    private final Embedder embedder;
    private final ComputePool pool;

    public PictureReader(ImageDecoder decoder, PreviewEncoder previewEncoder, Embedder embedder, ComputePool pool) {
        this.decoder = decoder;
        this.previewEncoder = previewEncoder;
        this.embedder = embedder;
        this.pool = pool;
    }

    /**
     * A picture that was decoded; its embedding is on the way.
     *
     * @param preview JPEG of its preview
     */
    @SuppressWarnings("ArrayRecordComponent") // Lives between two steps of one use-case and is never compared.
    record ReadPicture(ImageHeader header, byte[] preview, CompletableFuture<Embedding> embedding) {}

    /** Decodes once, starts the network and encodes the preview while it runs. */
    ReadPicture readForStoring(EncodedImage image, StageTimes times) {
        int shortSide = Math.max(PreviewEncoder.SHORT_SIDE, embedder.inputShortSide());
        return pool.call(() -> {
            try (DecodedImage pixels = times.time(Stage.DECODE, () -> decoder.decode(image, shortSide))) {
                CompletableFuture<Embedding> embedding = embedder.embed(pixels);
                byte[] preview = times.time(Stage.PREVIEW, () -> previewEncoder.encode(pixels));
                return new ReadPicture(pixels.header(), preview, embedding);
            }
        });
    }

    /** Decodes a picture and answers the JPEG of its preview; nothing is stored. */
    public byte[] preview(EncodedImage image, StageTimes times) {
        return pool.call(() -> {
            try (DecodedImage pixels =
                    times.time(Stage.DECODE, () -> decoder.decode(image, PreviewEncoder.SHORT_SIDE))) {
                return times.time(Stage.PREVIEW, () -> previewEncoder.encode(pixels));
            }
        });
    }

    /** Decodes and embeds one region. */
    Embedding readForSearching(EncodedImage image, Region region, StageTimes times) {
        return readForSearching(image, region, embedder.inputShortSide(), _ -> true, times)
                .embedding();
    }

    /**
     * What was made of one picture.
     *
     * @param <T> what was made of its pixels
     */
    record Read<T>(Embedding embedding, T made) {}

    /**
     * Decodes and embeds one region, and makes something else of its pixels while the network runs.
     *
     * @param shortSide px that the region's shorter side should have at least
     */
    <T> Read<T> readForSearching(
            EncodedImage image, Region region, int shortSide, Function<DecodedImage, T> work, StageTimes times) {
        record Running<T>(CompletableFuture<Embedding> embedding, T made) {}
        Running<T> running = pool.call(() -> {
            int wanted = shortSideFor(image, region, Math.max(shortSide, embedder.inputShortSide()));
            try (DecodedImage pixels = times.time(Stage.DECODE, () -> decoder.decode(image, wanted))) {
                if (region.equals(Region.WHOLE)) {
                    return new Running<>(embedder.embed(pixels), work.apply(pixels));
                }
                try (DecodedImage part = pixels.crop(region)) {
                    return new Running<>(embedder.embed(part), work.apply(part));
                }
            }
        });
        Embedding embedding = times.time(Stage.EMBED, () -> await(running.embedding()));
        return new Read<>(embedding, running.made());
    }

    /** Computes something on a thread of the compute pool. */
    public <T> T compute(Supplier<T> work) {
        return pool.call(work);
    }

    // The part, not the whole, must be as large as the network wants it.
    private int shortSideFor(EncodedImage image, Region region, int wanted) {
        if (region.equals(Region.WHOLE)) {
            return wanted;
        }
        ImageHeader header = decoder.readHeader(image);
        int whole = Math.min(header.width(), header.height());
        int part = Math.min(region.columns(header.width()), region.rows(header.height()));
        return (int) Math.min(Integer.MAX_VALUE, (long) wanted * whole / part + 1);
    }

    /** Waits for an embedding; what the network threw is thrown here. */
    static Embedding await(CompletableFuture<Embedding> embedding) {
        try {
            return embedding.join();
        } catch (CompletionException e) {
            throw Causes.unchecked(e.getCause());
        }
    }
}
