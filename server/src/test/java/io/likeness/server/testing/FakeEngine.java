package io.likeness.server.testing;

import io.likeness.embedding.Embedder;
import io.likeness.embedding.Embedding;
import io.likeness.embedding.ModelFingerprint;
import io.likeness.failure.Failure;
import io.likeness.fetch.FetchSettings;
import io.likeness.fetch.GuardedFetcher;
import io.likeness.fetch.RootFolders;
import io.likeness.image.DecodedImage;
import io.likeness.image.EncodedImage;
import io.likeness.image.ImageDecoder;
import io.likeness.image.ImageFetcher;
import io.likeness.image.ImageHeader;
import io.likeness.image.ImageSource;
import io.likeness.imports.source.ArchiveLimits;
import io.likeness.imports.source.SourceOpener;
import io.likeness.index.ExactVectorIndex;
import io.likeness.library.ComputePool;
import io.likeness.library.ImageCollections;
import io.likeness.library.ImageLibrary;
import io.likeness.library.Networks;
import io.likeness.server.engine.DecoderProcesses;
import io.likeness.server.engine.Engine;
import io.likeness.server.engine.EngineOpener;
import io.likeness.server.engine.EngineParts;
import io.likeness.server.engine.ImportParts;
import io.likeness.server.engine.Models;
import io.likeness.server.settings.LikenessProperties;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * An engine on an exact index in memory, whose pictures are {@link #picture} and whose addresses and paths are what a test puts there. Safe for use by
 * many threads.
 */
public final class FakeEngine implements Function<LikenessProperties, EngineOpener> {
    /** What {@code url} and {@code path} sources name. */
    public final Map<String, Function<String, byte[]>> places = new ConcurrentHashMap<>();

    /** The file of a picture with this embedding of three values. */
    public static byte[] picture(float... values) {
        return FakePicture.file(values);
    }

    /** Puts bytes at an address or path. */
    public void put(String place, byte[] bytes) {
        places.put(place, _ -> bytes);
    }

    @Override
    public EngineOpener apply(LikenessProperties settings) {
        return budget -> {
            ImageCollections collections =
                    ImageCollections.open(settings.data().resolve("collections"), library(), _ -> library());
            ComputePool pool = new ComputePool(2, settings.compute().queue());
            EngineParts parts = new EngineParts(
                    new Fetcher(),
                    new Decoder(),
                    _ -> new byte[] {1},
                    new Networks(new Network()),
                    pool,
                    collections,
                    imports(settings),
                    new Models(() -> settings.data().resolve("model"), Optional.empty()),
                    DecoderProcesses.NONE,
                    () -> {
                        pool.close();
                        collections.close();
                    });
            return new Engine(parts, budget, settings.maxBytes());
        };
    }

    /** Imports read real folders; addresses are fake. */
    private ImportParts imports(LikenessProperties settings) {
        List<Path> roots = new ArrayList<>(settings.roots());
        RootFolders named = new RootFolders(roots);
        LikenessProperties.Import limits = settings.imports();
        if (!limits.incPath().isEmpty()) {
            roots.add(Path.of(limits.incPath()));
            roots.add(Path.of(limits.poolPath()));
        }
        Fetcher fake = new Fetcher();
        GuardedFetcher real = new GuardedFetcher(new FetchSettings(
                (int) settings.maxBytes(), roots, List.of(), Duration.ofSeconds(1), Duration.ofSeconds(1), 0, 1, 1));
        SourceOpener opener = new SourceOpener(
                source -> source instanceof ImageSource.LocalPath ? real.fetch(source) : fake.fetch(source),
                new RootFolders(roots),
                new ArchiveLimits((int) settings.maxBytes(), limits.maxEntries(), limits.maxUnpackedBytes()));
        return new ImportParts(opener, named, SourceOpener::ofFile);
    }

    private static ImageLibrary library() {
        return new ImageLibrary(
                new ExactVectorIndex(FakePicture.DIMENSION, InstantSource.system()), new MemoryPreviews());
    }

    private final class Fetcher implements ImageFetcher {
        @Override
        public EncodedImage fetch(ImageSource source) {
            return switch (source) {
                case ImageSource.Upload upload -> upload.image();
                case ImageSource.Url url -> EncodedImage.of(at(url.url()));
                case ImageSource.LocalPath path -> EncodedImage.of(at(path.path()));
                case ImageSource.Base64 text -> EncodedImage.of(decode(text.text()));
            };
        }

        private byte[] at(String place) {
            Function<String, byte[]> bytes = places.get(place);
            if (bytes == null) {
                throw new Failure.NotFound("there is nothing at " + place);
            }
            return bytes.apply(place);
        }

        private static byte[] decode(String text) {
            try {
                return Base64.getDecoder().decode(text.substring(text.indexOf(',') + 1));
            } catch (IllegalArgumentException e) {
                throw new Failure.BadInput("base64 cannot be read: " + e.getMessage());
            }
        }
    }

    private static final class Decoder implements ImageDecoder {
        @Override
        public ImageHeader readHeader(EncodedImage image) {
            return FakePicture.decode(image).header();
        }

        @Override
        public DecodedImage decode(EncodedImage image, int shortSide) {
            return FakePicture.decode(image);
        }
    }

    private static final class Network implements Embedder {
        @Override
        public ModelFingerprint fingerprint() {
            return new ModelFingerprint("fake", "00", FakePicture.DIMENSION);
        }

        @Override
        public int inputShortSide() {
            return 8;
        }

        @Override
        public CompletableFuture<Embedding> embed(DecodedImage image) {
            return CompletableFuture.completedFuture(((FakePicture) image).embedding());
        }

        @Override
        public void close() {}
    }
}
