package io.likeness.server.wiring;

import io.likeness.copies.PrepareFeatures;
import io.likeness.failure.Failure;
import io.likeness.fetch.FetchSettings;
import io.likeness.fetch.GuardedFetcher;
import io.likeness.image.ImageDecoder;
import io.likeness.image.PreviewEncoder;
import io.likeness.imaging.OpenCv;
import io.likeness.imaging.OpenCvImagePreprocessor;
import io.likeness.imaging.OpenCvPreviewEncoder;
import io.likeness.index.lucene.LuceneSettings;
import io.likeness.library.ComputePool;
import io.likeness.library.ImageCollections;
import io.likeness.library.Networks;
import io.likeness.library.PictureReader;
import io.likeness.onnx.ModelBundle;
import io.likeness.onnx.OnnxEmbedder;
import io.likeness.onnx.OnnxSettings;
import io.likeness.reembed.Reembedding;
import io.likeness.server.engine.ByteBudget;
import io.likeness.server.engine.Engine;
import io.likeness.server.engine.EngineOpener;
import io.likeness.server.engine.EngineParts;
import io.likeness.server.engine.FetchedOriginals;
import io.likeness.server.engine.ImportParts;
import io.likeness.server.engine.Meanwhile;
import io.likeness.server.engine.Models;
import io.likeness.server.settings.LikenessProperties;
import io.likeness.server.settings.ProductVersion;
import io.likeness.storage.DataDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Opens the engine: one data directory, one model, natives and index loaded at the same time. The pictures are in the data directory, or in the Milvus
 * that the settings name. Used by one thread.
 */
public final class LocalEngine implements EngineOpener {
    private static final Duration POOL_PATIENCE = Duration.ofMillis(700);

    private final LikenessProperties settings;
    private final Closers closers = new Closers();

    private LocalEngine(LikenessProperties settings) {
        this.settings = settings;
    }

    /** Opens the library in the data directory that {@code settings} name. */
    public static EngineOpener opener(LikenessProperties settings) {
        return new LocalEngine(settings);
    }

    @Override
    public Engine open(ByteBudget budget) {
        boolean opened = false;
        try {
            Engine engine = new Engine(parts(budget), budget, settings.maxBytes());
            opened = true;
            return engine;
        } finally {
            if (!opened) {
                closers.close();
            }
        }
    }

    private EngineParts parts(ByteBudget budget) {
        Meanwhile<Duration> natives = new Meanwhile<>("load-opencv", OpenCv::load);
        Meanwhile<GuardedFetcher> fetcher =
                new Meanwhile<>("open-fetcher", () -> new GuardedFetcher(fetchSettings(settings.roots())));
        closers.add(() -> fetcher.result().ifPresent(GuardedFetcher::close));
        DataDirectory data = DataDirectory.open(settings.data(), ProductVersion.CURRENT, InstantSource.system());
        closers.add(data::close);
        boolean isNew = data.manifestModel().isEmpty();
        ModelBundle bundle = isNew ? given() : bundleOf(data);
        Meanwhile<OnnxEmbedder> embedder = new Meanwhile<>("load-model", () -> embedder(bundle));
        Meanwhile<Networks> networks = new Meanwhile<>("load-models", () -> new Networks(embedder.get()));
        closers.add(() -> networks.result().ifPresent(Networks::close));
        if (isNew) {
            // After the model, so that no library is made with one that does not work.
            data.create(embedder.get().fingerprint(), folder -> LocalModels.copy(bundle, folder));
        }
        LocalModels models = new LocalModels(
                data,
                this::embedder,
                LuceneSettings.DEFAULT.withExactUpTo(settings.index().exactUpTo()));
        ImageCollections collections = collections(data, models, bundle);
        int threads = orCores(settings.compute().threads());
        ComputePool pool = new ComputePool(threads, settings.compute().queue());
        natives.get();
        // A lone search with verdicts waits for its features; what many wait for at once is decoded elsewhere.
        OpenCv.useThreads(threads);
        models.openNetwork().ifPresent(networks.get()::add);
        Decoders decoders = Decoders.open(settings, threads, closers);
        // What is being decoded has its decoders until then.
        closers.add(() -> close(pool));
        ImageDecoder decoder = decoders.decoder();
        PreviewEncoder previews = new OpenCvPreviewEncoder();
        ImportParts imports = ImportReaders.of(settings, fetcher.get(), closers, this::fetchSettings);
        Optional<Reembedding> reembedding = settings.milvus().isUsed()
                ? Optional.empty()
                : Optional.of(new Reembedding(
                        models,
                        collections,
                        networks.get(),
                        new PictureReader(decoder, previews, networks.get(), pool),
                        new FetchedOriginals(fetcher.get(), budget, settings.maxBytes())));
        reembedding.ifPresent(this::resume);
        if (settings.copies().prepare() && !settings.milvus().isUsed()) {
            PrepareFeatures prepare =
                    PrepareFeatures.start(() -> collections.all().values(), pool::isIdle);
            closers.add(prepare::close);
        }
        return new EngineParts(
                fetcher.get(),
                decoder,
                previews,
                networks.get(),
                pool,
                collections,
                imports,
                new Models(data::model, reembedding),
                decoders.processes(),
                closers::close);
    }

    /** Before all else is closed, what it does in the background has stopped. */
    private void resume(Reembedding reembedding) {
        closers.add(reembedding::close);
        reembedding.resume();
    }

    /** The bundle the library was made with; one named by hand must be the same. */
    private ModelBundle bundleOf(DataDirectory data) {
        if (!settings.model().isEmpty()) {
            data.checkGivenModel(given().fingerprint());
        }
        ModelBundle own = ModelBundle.load(data.model());
        data.checkModelCopy(own.fingerprint());
        return own;
    }

    private ModelBundle given() {
        return settings.model().isEmpty() ? ModelBundle.builtIn() : ModelBundle.load(Path.of(settings.model()));
    }

    private OnnxEmbedder embedder(ModelBundle bundle) {
        LikenessProperties.Embed embed = settings.embed();
        return OnnxEmbedder.open(
                bundle, new OpenCvImagePreprocessor(), new OnnxSettings(embed.runs(), embed.maxBatch(), embed.queue()));
    }

    private ImageCollections collections(DataDirectory data, LocalModels models, ModelBundle bundle) {
        if (settings.milvus().isUsed()) {
            ImageCollections shared = MilvusStore.open(settings, bundle.fingerprint());
            closers.add(shared::close);
            return shared;
        }
        if (!settings.previews().isEmpty()) {
            throw new Failure.BadInput("likeness.previews (LIKENESS_PREVIEWS) is \"" + settings.previews()
                    + "\", but the embedded store keeps its previews with its records: unset it, or set"
                    + " likeness.milvus.host (MILVUS_HOST)");
        }
        EmbeddedStore store = new EmbeddedStore(data, models);
        closers.add(store::close);
        return store.collections();
    }

    /** Does not wait for pictures that take long to decode: whatever they become, nobody waits for it any more. */
    private static void close(ComputePool pool) {
        Thread closing = Thread.ofPlatform().name("close-compute").daemon().start(pool::close);
        try {
            closing.join(POOL_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private FetchSettings fetchSettings(List<Path> roots) {
        LikenessProperties.Fetch fetch = settings.fetch();
        return new FetchSettings(
                Math.toIntExact(settings.maxBytes()),
                roots.stream().map(root -> root.toAbsolutePath().normalize()).toList(),
                fetch.allow(),
                fetch.connectTimeout(),
                fetch.totalTimeout(),
                fetch.maxRedirects(),
                fetch.threads(),
                fetch.queue());
    }

    private static int orCores(int threads) {
        return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    }
}
