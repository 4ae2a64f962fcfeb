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
        CompletableFuture<Embedding> embedding = pool.call(() -> {
            int shortSide = shortSideFor(image, region);
            try (DecodedImage pixels = times.time(Stage.DECODE, () -> decoder.decode(image, shortSide))) {
                if (region.equals(Region.WHOLE)) {
                    return embedder.embed(pixels);
                }
                try (DecodedImage part = pixels.crop(region)) {
                    return embedder.embed(part);
                }
            }
        });
        return times.time(Stage.EMBED, () -> await(embedding));
    }

    // The part, not the whole, must be as large as the network wants it.
    private int shortSideFor(EncodedImage image, Region region) {
        int wanted = embedder.inputShortSide();
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
