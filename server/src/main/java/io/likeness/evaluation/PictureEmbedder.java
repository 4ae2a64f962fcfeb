package io.likeness.evaluation;

import io.likeness.embedding.Embedder;
import io.likeness.embedding.Embedding;
import io.likeness.failure.Failure;
import io.likeness.image.DecodedImage;
import io.likeness.image.EncodedImage;
import io.likeness.image.ImageDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/** Decodes and embeds many pictures the way the server does for a search. Used by one thread. */
final class PictureEmbedder implements AutoCloseable {
    private final ImageDecoder decoder;
    private final Embedder embedder;
    private final Consumer<String> notes;
    private final ExecutorService threads;

    /** @param notes receives a line for each picture that cannot be read */
    PictureEmbedder(ImageDecoder decoder, Embedder embedder, Consumer<String> notes) {
        this.decoder = decoder;
        this.embedder = embedder;
        this.notes = notes;
        // Twice the cores, so that the network finds batches while pictures are decoded.
        this.threads = Executors.newFixedThreadPool(2 * Runtime.getRuntime().availableProcessors());
    }

    /** The pictures that could be read, in their order. */
    List<Embedded> embed(List<LabelledPicture> pictures) {
        return map(pictures, picture -> embedded(picture)).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** Embeds encoded bytes. */
    Embedding embed(byte[] encoded) {
        try (DecodedImage pixels = decoder.decode(EncodedImage.of(encoded), embedder.inputShortSide())) {
            return embedder.embed(pixels).join();
        }
    }

    /** All pixels of a picture. */
    Raster whole(Embedded picture) {
        try (DecodedImage pixels = decode(picture.picture(), Integer.MAX_VALUE)) {
            return Raster.of(pixels);
        }
    }

    /** The upright picture whose shorter side has about so many px at least, to be closed by the caller. */
    DecodedImage decode(LabelledPicture picture, int shortSide) {
        return decode(read(picture), shortSide);
    }

    /** As for a labelled one. */
    DecodedImage decode(EncodedImage picture, int shortSide) {
        return decoder.decode(picture, shortSide);
    }

    /** Runs {@code work} for each item on several threads; results are in the order of the items. */
    <T, R> List<R> map(List<T> items, Function<T, R> work) {
        List<Future<R>> running = new ArrayList<>();
        for (T item : items) {
            running.add(threads.submit(() -> work.apply(item)));
        }
        List<R> results = new ArrayList<>();
        for (Future<R> each : running) {
            results.add(result(each));
        }
        return results;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private Optional<Embedded> embedded(LabelledPicture picture) {
        try (DecodedImage pixels = decoder.decode(read(picture), embedder.inputShortSide())) {
            return Optional.of(new Embedded(picture, embedder.embed(pixels).join()));
        } catch (Failure.UnsupportedImage | Failure.TooLarge e) {
            notes.accept("left out " + picture.file() + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private static EncodedImage read(LabelledPicture picture) {
        try {
            return EncodedImage.of(Files.readAllBytes(picture.file()));
        } catch (IOException e) {
            throw new Failure.Unavailable(picture.file() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static <R> R result(Future<R> running) {
        try {
            return running.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.Unavailable("interrupted while pictures were embedded", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() instanceof CompletionException inner ? inner.getCause() : e.getCause();
            if (cause instanceof Failure failure) {
                throw failure;
            }
            throw new IllegalStateException(cause);
        }
    }
}
