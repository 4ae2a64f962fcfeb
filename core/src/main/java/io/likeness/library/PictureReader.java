package io.likeness.library;

import io.likeness.embedding.Embedder;
import io.likeness.embedding.Embedding;
import io.likeness.failure.Failure;
import io.likeness.image.DecodedImage;
import io.likeness.image.EncodedImage;
import io.likeness.image.ImageDecoder;
import io.likeness.image.ImageHeader;
import io.likeness.image.PreviewEncoder;
import io.likeness.image.Region;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Decodes pictures on the compute pool and hands them to the network: the part of the way that adding and searching share. Safe for use by many
 * threads.
 */
public final class PictureReader {
    private final ImageDecoder decoder;
    private final PreviewEncoder previewEncoder;
    private final Networks networks;
    private final ComputePool pool;

    public PictureReader(ImageDecoder decoder, PreviewEncoder previewEncoder, Networks networks, ComputePool pool) {
        this.decoder = decoder;
        this.previewEncoder = previewEncoder;
        this.networks = networks;
        this.pool = pool;
    }

    /**
     * A picture that was decoded; its embedding is on the way.
     *
     * @param preview JPEG of its preview
     * @param beside the embedding by the second network, or empty where there is none or it has too much to do
     */
    @SuppressWarnings("ArrayRecordComponent") // Lives between two steps of one use-case and is never compared.
    record ReadPicture(
            ImageHeader header,
            byte[] preview,
            CompletableFuture<Embedding> embedding,
            Optional<CompletableFuture<Embedding>> beside) {}

    /** Decodes once, starts the networks and encodes the preview while they run. */
    ReadPicture readForStoring(EncodedImage image, StageTimes times) {
        int ofNetworks = Math.max(
                networks.inputShortSide(),
                networks.beside().map(Embedder::inputShortSide).orElse(0));
        int shortSide = Math.max(PreviewEncoder.SHORT_SIDE, ofNetworks);
        return pool.call(() -> {
            try (DecodedImage pixels = times.time(Stage.DECODE, () -> decoder.decode(image, shortSide))) {
                CompletableFuture<Embedding> embedding = networks.embed(pixels);
                Optional<CompletableFuture<Embedding>> beside =
                        networks.beside().flatMap(network -> embedIfFree(network, pixels));
                byte[] preview = times.time(Stage.PREVIEW, () -> previewEncoder.encode(pixels));
                return new ReadPicture(pixels.header(), preview, embedding, beside);
            }
        });
    }

    private static Optional<CompletableFuture<Embedding>> embedIfFree(Embedder network, DecodedImage pixels) {
        try {
            return Optional.of(network.embed(pixels));
        } catch (Failure.Overloaded _) {
            // Made later from what is stored.
            return Optional.empty();
        }
    }

    /**
     * Embeds a picture by a network of the caller's choice.
     *
     * @throws Failure if it cannot be read, or too many others wait
     */
    public Embedding embed(EncodedImage image, Embedder network) {
        CompletableFuture<Embedding> embedding = pool.call(() -> {
            try (DecodedImage pixels = decoder.decode(image, network.inputShortSide())) {
                return network.embed(pixels);
            }
        });
        return await(embedding);
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
        return readForSearching(image, region, networks.inputShortSide(), _ -> true, times)
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
            int wanted = shortSideFor(image, region, Math.max(shortSide, networks.inputShortSide()));
            try (DecodedImage pixels = times.time(Stage.DECODE, () -> decoder.decode(image, wanted))) {
                if (region.equals(Region.WHOLE)) {
                    return new Running<>(networks.embed(pixels), work.apply(pixels));
                }
                try (DecodedImage part = pixels.crop(region)) {
                    return new Running<>(networks.embed(part), work.apply(part));
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

    /** Computes several things on the compute pool, at once where threads are free, and answers them in their order. */
    public <T> List<T> computeAll(List<Supplier<T>> works) {
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<T>> running = works.stream()
                    .map(work -> CompletableFuture.supplyAsync(() -> pool.call(work), callers))
                    .toList();
            return running.stream().map(PictureReader::await).toList();
        }
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

    /** Waits for an embedding, say; what the network threw is thrown here. */
    static <T> T await(CompletableFuture<T> computed) {
        try {
            return computed.join();
        } catch (CompletionException e) {
            throw Causes.unchecked(e.getCause());
        }
    }
}
