package io.likeness.server.wiring;

import io.likeness.embedding.Embedder;
import io.likeness.embedding.ModelFingerprint;
import io.likeness.failure.Failure;
import io.likeness.index.VectorIndex;
import io.likeness.index.lucene.LuceneSettings;
import io.likeness.index.lucene.LuceneVectorIndex;
import io.likeness.library.ImageCollections;
import io.likeness.onnx.ModelBundle;
import io.likeness.reembed.ModelStore;
import io.likeness.storage.DataDirectory;
import io.likeness.storage.DurableFiles;
import io.likeness.storage.Generation;
import io.likeness.storage.Generation.Beside;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/** The models and vectors of one data directory. Safe for use by many threads as its port says. */
final class LocalModels implements ModelStore {
    private final DataDirectory data;
    private final Function<ModelBundle, Embedder> opener;
    private final LuceneSettings settings;

    /**
     * @param opener opens the network of a bundle
     */
    LocalModels(DataDirectory data, Function<ModelBundle, Embedder> opener, LuceneSettings settings) {
        this.data = data;
        this.opener = opener;
        this.settings = settings;
    }

    /** Writes a bundle into a folder that is there and empty. */
    static void copy(ModelBundle bundle, Path emptyFolder) throws IOException {
        // A bundle is written as a whole and therefore wants to make its folder.
        Files.delete(emptyFolder);
        bundle.writeTo(emptyFolder);
    }

    /** The place of a collection. */
    Path home(String collection) {
        return collection.equals(ImageCollections.DEFAULT)
                ? data.path()
                : data.path().resolve("collections").resolve(collection);
    }

    /** Opens the index that answers, of the collection in {@code home}. */
    VectorIndex openServing(Path home) {
        return open(data.generations().serving(), home);
    }

    /** Opens the second index of the collection in {@code home}, if there is a second generation. */
    Optional<VectorIndex> openBeside(Path home) {
        return beside().map(second -> open(second.generation(), home));
    }

    private VectorIndex open(Generation generation, Path home) {
        Path folder = generation.indexFolder(home);
        try {
            DurableFiles.createDirectories(folder);
        } catch (IOException e) {
            throw new Failure.Unavailable("the folder " + folder + " cannot be made: " + e.getMessage(), e);
        }
        return LuceneVectorIndex.open(folder, generation.model().dimension(), settings, InstantSource.system());
    }

    /** Opens the network of the second generation, if there is one. */
    Optional<Embedder> openNetwork() {
        return beside().map(Beside::generation).map(this::openNetwork);
    }

    private Embedder openNetwork(Generation generation) {
        Path folder = generation.modelFolder(data.path());
        ModelBundle bundle = ModelBundle.load(folder);
        if (!bundle.fingerprint().matches(generation.model())) {
            throw new Failure.Conflict(folder + " holds the model "
                    + bundle.fingerprint().sha256() + ", expected is "
                    + generation.model().sha256()
                    + ": it was changed or damaged; restore this folder from a backup of the data directory");
        }
        return opener.apply(bundle);
    }

    @Override
    public Optional<Beside> beside() {
        return data.generations().beside();
    }

    @Override
    public ModelFingerprint fingerprint(Path bundle) {
        return ModelBundle.load(bundle).fingerprint();
    }

    @Override
    public Embedder begin(Optional<Path> folder) {
        ModelBundle bundle = folder.map(ModelBundle::load).orElseGet(ModelBundle::builtIn);
        ModelFingerprint own = data.generations().serving().model();
        if (own.matches(bundle.fingerprint())) {
            throw new Failure.Conflict("the library has the model " + own.name() + " (sha256 " + own.sha256()
                    + ") already: name another one");
        }
        // Before anything is written, so that a network that does not work changes nothing.
        Embedder network = opener.apply(bundle);
        boolean begun = false;
        try {
            data.generations().beginNext(bundle.fingerprint(), into -> copy(bundle, into));
            begun = true;
            return network;
        } finally {
            if (!begun) {
                network.close();
            }
        }
    }

    @Override
    public VectorIndex openIndex(String collection) {
        return openBeside(home(collection))
                .orElseThrow(() -> new IllegalStateException("there is no second generation of vectors"));
    }

    @Override
    public void switchToNext() {
        data.generations().switchToNext();
    }

    @Override
    public void returnToPrevious() {
        data.generations().returnToPrevious();
    }

    @Override
    public void drop() {
        data.generations().dropBeside();
    }

    @Override
    public void deleteUnused() {
        data.generations().deleteUnused();
    }
}
