package io.likeness.server.wiring;

import io.likeness.embedding.ModelFingerprint;
import io.likeness.failure.Failure;
import io.likeness.image.PreviewStore;
import io.likeness.index.milvus.MilvusCatalog;
import io.likeness.index.milvus.MilvusConnection;
import io.likeness.index.milvus.MilvusPlace;
import io.likeness.index.milvus.MilvusSettings;
import io.likeness.index.milvus.MilvusVectorIndex;
import io.likeness.library.CollectionStore;
import io.likeness.library.ImageCollections;
import io.likeness.library.ImageLibrary;
import io.likeness.server.settings.LikenessProperties;
import io.likeness.server.settings.MilvusProperties;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Collections that many servers share in one Milvus. Safe for use by many threads. */
final class MilvusStore implements CollectionStore {
    private static final Logger log = LoggerFactory.getLogger(MilvusStore.class);

    private final MilvusConnection connection;
    private final String library;
    private final ModelFingerprint model;
    private final SharedPreviews previews;
    private final MilvusCatalog catalog;
    private final MilvusProbe probe;

    private MilvusStore(MilvusConnection connection, String library, ModelFingerprint model, SharedPreviews previews) {
        this.connection = connection;
        this.library = library;
        this.model = model;
        this.previews = previews;
        this.catalog = new MilvusCatalog(connection, library);
        this.probe = new MilvusProbe(connection.settings(), new MilvusPlace(library, ImageCollections.DEFAULT), model);
    }

    /**
     * Opens the collections. A Milvus that is away is no failure: the calls are, until it is back.
     *
     * @throws Failure.Conflict if the collection in Milvus is not ours or of another model
     */
    static ImageCollections open(LikenessProperties settings, ModelFingerprint model) {
        MilvusConnection connection = new MilvusConnection(settings(settings.milvus()));
        String library = settings.milvus().collection();
        MilvusVectorIndex index = MilvusVectorIndex.open(
                connection, new MilvusPlace(library, ImageCollections.DEFAULT), model, InstantSource.system());
        SharedPreviews previews = SharedPreviews.open(settings);
        boolean opened = false;
        try {
            prepare(index);
            MilvusStore store = new MilvusStore(connection, library, model, previews);
            opened = true;
            return ImageCollections.over(
                    store,
                    new ImageLibrary(
                            index, previews.of(ImageCollections.DEFAULT), previews.features(ImageCollections.DEFAULT)));
        } finally {
            if (!opened) {
                previews.close();
                connection.close();
            }
        }
    }

    private static void prepare(MilvusVectorIndex index) {
        try {
            index.prepare();
        } catch (Failure.Unavailable e) {
            log.warn("The server starts without its store: {}", e.getMessage());
        }
    }

    private static MilvusSettings settings(MilvusProperties milvus) {
        return new MilvusSettings(
                milvus.host(),
                milvus.port(),
                milvus.user(),
                milvus.password(),
                milvus.token(),
                milvus.database(),
                new MilvusSettings.Tls(
                        milvus.tls(), milvus.tlsCa(), milvus.tlsCertificate(), milvus.tlsKey(), milvus.tlsServerName()),
                milvus.timeout());
    }

    @Override
    public Set<String> names() {
        return catalog.names();
    }

    @Override
    public ImageLibrary open(String name) {
        MilvusVectorIndex index =
                MilvusVectorIndex.open(connection, new MilvusPlace(library, name), model, InstantSource.system());
        index.prepare();
        PreviewStore store = previews.of(name);
        return new ImageLibrary(index, store, previews.features(name));
    }

    @Override
    public void delete(String name) {
        catalog.delete(name);
        previews.delete(name);
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public Optional<String> problem() {
        return probe.problem();
    }

    @Override
    public void close() {
        probe.close();
        previews.close();
        connection.close();
    }
}
