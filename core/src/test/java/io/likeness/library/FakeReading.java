package io.likeness.library;

import io.likeness.embedding.Embedder;
import io.likeness.embedding.Embedding;
import io.likeness.embedding.ModelFingerprint;
import io.likeness.failure.Failure;
import io.likeness.image.DecodedImage;
import io.likeness.image.EncodedImage;
import io.likeness.image.ImageDecoder;
import io.likeness.image.ImageHeader;
import io.likeness.image.ImageType;
import io.likeness.image.PreviewEncoder;
import io.likeness.image.Region;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Decoder, preview encoder and network of one pixel: a picture is one byte, its embedding has an angle by that byte, and its preview is that byte. Safe
 * for use by many threads.
 */
final class FakeReading implements ImageDecoder, PreviewEncoder, Embedder {
    static final int DIMENSION = 2;

    final AtomicInteger decodes = new AtomicInteger();
    final AtomicInteger open = new AtomicInteger();
    private volatile Optional<Supplier<CompletableFuture<Embedding>>> answer = Optional.empty();

    /** Makes the network answer this from now on. */
    void answer(Supplier<CompletableFuture<Embedding>> instead) {
        answer = Optional.of(instead);
    }

    /** Makes the network answer embeddings again. */
    void answerEmbeddings() {
        answer = Optional.empty();
    }

    static Embedding embeddingOf(byte pixel) {
        double angle = Math.toRadians(pixel);
        return Embedding.normalised((float) Math.cos(angle), (float) Math.sin(angle));
    }

    @Override
    public ImageHeader readHeader(EncodedImage image) {
        return new ImageHeader(ImageType.PNG, 1, 1);
    }

    @Override
    public DecodedImage decode(EncodedImage image, int shortSide) {
        decodes.incrementAndGet();
        if (image.size() != 1) {
            throw new Failure.UnsupportedImage("a picture of " + image.size() + " bytes");
        }
        open.incrementAndGet();
        return new Pixel(image.buffer());
    }

    private final class Pixel implements DecodedImage {
        private final ByteBuffer pixels;

        Pixel(ByteBuffer pixels) {
            this.pixels = pixels;
        }

        @Override
        public ImageHeader header() {
            return new ImageHeader(ImageType.PNG, 1, 1);
        }

        @Override
        public int width() {
            return 1;
        }

        @Override
        public int height() {
            return 1;
        }

        @Override
        public ByteBuffer pixels() {
            return pixels;
        }

        @Override
        public DecodedImage crop(Region region) {
            open.incrementAndGet();
            // A part of one pixel differs from it, so that a test can tell them apart.
            return new Pixel(ByteBuffer.wrap(new byte[] {(byte) (pixels.get(0) + 1)}));
        }

        @Override
        public void close() {
            open.decrementAndGet();
        }
    }

    @Override
    public byte[] encode(DecodedImage image) {
        return new byte[] {image.pixels().get(0)};
    }

    @Override
    public ModelFingerprint fingerprint() {
        return new ModelFingerprint("fake", "00", DIMENSION);
    }

    @Override
    public int inputShortSide() {
        return 1;
    }

    @Override
    public CompletableFuture<Embedding> embed(DecodedImage image) {
        return answer.map(Supplier::get)
                .orElseGet(() -> CompletableFuture.completedFuture(
                        embeddingOf(image.pixels().get(0))));
    }

    @Override
    public void close() {}
}
