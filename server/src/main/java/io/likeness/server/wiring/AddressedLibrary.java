package io.likeness.server.wiring;

import io.likeness.embedding.Embedder;
import io.likeness.embedding.ModelFingerprint;
import io.likeness.failure.Failure;
import io.likeness.index.lucene.LuceneSettings;
import io.likeness.library.ImageCollections;
import io.likeness.migration.LibraryAddress;
import io.likeness.onnx.ModelBundle;
import io.likeness.server.settings.LikenessProperties;
import io.likeness.server.settings.ProductVersion;
import io.likeness.server.settings.SettingsLoader;
import io.likeness.storage.DataDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A library that a command opens by its address, without a server. For use by one thread; its collections are safe for use by many. */
public final class AddressedLibrary implements AutoCloseable {
    private final String place;
    private final ImageCollections collections;
    private final ModelBundle model;
    private final Closers closers;

    private AddressedLibrary(String place, ImageCollections collections, ModelBundle model, Closers closers) {
        this.place = place;
        this.collections = collections;
        this.model = model;
        this.closers = closers;
    }

    /**
     * What a library in a Milvus needs beside its address; the settings of a server tell what is not given.
     *
     * @param data folder of a server, where its previews are while there is no bucket
     * @param previews bucket of the previews
     * @param model folder of the bundle whose vectors it holds
     */
    public record Surroundings(Optional<Path> data, Optional<String> previews, Optional<Path> model) {
        LikenessProperties settings(LibraryAddress.Milvus milvus) {
            return settings(milvus, Map.of());
        }

        LikenessProperties settings(LibraryAddress.Milvus milvus, Map<String, Object> more) {
            Map<String, Object> given = new HashMap<>(more);
            data.ifPresent(folder -> given.put("likeness.data", folder.toString()));
            previews.ifPresent(bucket -> given.put("likeness.previews", bucket));
            model.ifPresent(folder -> given.put("likeness.model", folder.toString()));
            if (!milvus.host().isEmpty()) {
                given.put("likeness.milvus.host", milvus.host());
            }
            if (milvus.port() > 0) {
                given.put("likeness.milvus.port", milvus.port());
            }
            if (!milvus.collection().isEmpty()) {
                given.put("likeness.milvus.collection", milvus.collection());
            }
            LikenessProperties settings = SettingsLoader.load(given);
            if (!settings.milvus().isUsed()) {
                throw new Failure.BadInput("which Milvus? Name it as milvus://host:port/collection, or by MILVUS_HOST");
            }
            return settings;
        }
    }

    /**
     * Opens a library that is there.
     *
     * @throws Failure.NotFound if it is not
     * @throws Failure.Conflict if a server has it, or it is of another model
     * @throws Failure.Unavailable if Milvus or the disk does not answer
     */
    public static AddressedLibrary open(LibraryAddress address, Surroundings around) {
        return switch (address) {
            case LibraryAddress.Folder(Path folder) -> {
                if (!Files.exists(folder.resolve("manifest.properties"))) {
                    throw new Failure.NotFound("there is no library in " + folder);
                }
                yield folder(folder, Optional.empty());
            }
            case LibraryAddress.Milvus milvus -> {
                LikenessProperties settings = around.settings(milvus);
                Path previews = SharedPreviews.folder(settings);
                if (settings.previews().isEmpty() && !Files.isDirectory(previews)) {
                    throw new Failure.NotFound("there are no previews in " + previews
                            + ": name their bucket by --previews s3://… (LIKENESS_PREVIEWS), or the server's data folder by"
                            + " --data (LIKENESS_DATA)");
                }
                yield milvus(settings, given(settings));
            }
        };
    }

    /**
     * Opens a library, or makes it where it is missing, for vectors of the same model as those of {@code other}.
     *
     * @throws Failure.Conflict if a server has it, or it is of another model
     * @throws Failure.Unavailable if Milvus or the disk does not answer
     */
    public static AddressedLibrary openFor(LibraryAddress address, AddressedLibrary other, Surroundings around) {
        return switch (address) {
            case LibraryAddress.Folder(Path folder) -> folder(folder, Optional.of(other.model));
            case LibraryAddress.Milvus milvus -> milvus(around.settings(milvus), other.model);
        };
    }

    private static ModelBundle given(LikenessProperties settings) {
        return settings.model().isEmpty() ? ModelBundle.builtIn() : ModelBundle.load(Path.of(settings.model()));
    }

    private static AddressedLibrary folder(Path folder, Optional<ModelBundle> wanted) {
        Closers closers = new Closers();
        boolean opened = false;
        try {
            DataDirectory data = DataDirectory.open(folder, ProductVersion.CURRENT, InstantSource.system());
            closers.add(data::close);
            if (data.manifestModel().isEmpty()) {
                ModelBundle bundle = wanted.orElseThrow();
                data.create(bundle.fingerprint(), empty -> LocalModels.copy(bundle, empty));
            }
            ModelBundle own = ModelBundle.load(data.model());
            data.checkModelCopy(own.fingerprint());
            wanted.ifPresent(bundle -> checkSame(folder, own.fingerprint(), bundle.fingerprint()));
            if (data.generations().beside().isPresent()) {
                throw new Failure.Conflict("the library in " + folder
                        + " is between two models: end that first, by likeness reembed --confirm or --roll-back");
            }
            EmbeddedStore store =
                    new EmbeddedStore(data, new LocalModels(data, AddressedLibrary::none, LuceneSettings.DEFAULT));
            closers.add(store::close);
            opened = true;
            return new AddressedLibrary("the folder " + folder, store.collections(), own, closers);
        } finally {
            if (!opened) {
                closers.close();
            }
        }
    }

    private static void checkSame(Path folder, ModelFingerprint own, ModelFingerprint wanted) {
        if (!own.matches(wanted)) {
            throw new Failure.Conflict("the library in " + folder + " was made with the model " + own.name()
                    + ", the other one with " + wanted.name()
                    + ", and their vectors cannot be compared; move it into an empty folder");
        }
    }

    private static Embedder none(ModelBundle bundle) {
        throw new IllegalStateException("no picture is embedded when a library is moved: "
                + bundle.fingerprint().name());
    }

    private static AddressedLibrary milvus(LikenessProperties settings, ModelBundle bundle) {
        ImageCollections collections = MilvusStore.open(settings, bundle.fingerprint());
        Closers closers = new Closers();
        closers.add(collections::close);
        boolean opened = false;
        try {
            // Unlike a server, a command does not go on without it.
            collections.all();
            opened = true;
        } finally {
            if (!opened) {
                closers.close();
            }
        }
        return new AddressedLibrary(
                "the Milvus at " + settings.milvus().host() + ":"
                        + settings.milvus().port() + ", collection "
                        + settings.milvus().collection(),
                collections,
                bundle,
                closers);
    }

    /** Where it is, for people. */
    public String place() {
        return place;
    }

    /** Its collections; closed with this. */
    public ImageCollections collections() {
        return collections;
    }

    @Override
    public void close() {
        closers.close();
    }
}
