package io.likeness.onnx;

import io.likeness.embedding.CopyWeights;
import io.likeness.embedding.MatchScores;
import io.likeness.embedding.ModelFingerprint;
import io.likeness.embedding.Preprocessing;
import io.likeness.failure.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A network and what must be known to feed it: {@code model.json} and the ONNX file that it names. Immutable, hence safe for use by many threads.
 *
 * <p>A bundle read by {@link #load} reads its network again when it is opened or written; the files must stay as they are until then.
 */
public final class ModelBundle {
    /** Name of the description within a bundle. */
    static final String DESCRIPTION_FILE = "model.json";

    private static final String BUILT_IN = "likeness-v0/";
    // A description is a page of text; what is larger is something else.
    private static final int MAX_DESCRIPTION_BYTES = 1 << 20;

    private final String where;
    private final byte[] json;
    private final ModelDescription description;
    private final NetworkFile network;

    private ModelBundle(String where, byte[] json, ModelDescription description, NetworkFile network) {
        this.where = where;
        this.json = json;
        this.description = description;
        this.network = network;
    }

    /** The bundle that comes with this jar; it holds its network in memory. */
    public static ModelBundle builtIn() {
        String where = "the built-in model";
        byte[] json = resource(DESCRIPTION_FILE);
        ModelDescription description = ModelDescriptionReader.read(json, where + "'s " + DESCRIPTION_FILE);
        NetworkFile network =
                new NetworkFile.InMemory(where + "'s " + description.file(), resource(description.file()));
        return checked(new ModelBundle(where, json, description, network));
    }

    /**
     * Reads the bundle in {@code folder} and checks its network against the hash; the network itself is checked when it is opened.
     *
     * @throws Failure.BadInput if the folder or one of its files is missing, or a field of the description is missing or wrong
     * @throws Failure.Conflict if the network's file is not the one that the description was written for
     * @throws Failure.Unavailable if a file cannot be read
     */
    public static ModelBundle load(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new Failure.BadInput("the model %s is no folder; expected one with %s and a network"
                    .formatted(folder, DESCRIPTION_FILE));
        }
        Path jsonFile = requireFile(folder.resolve(DESCRIPTION_FILE));
        byte[] json;
        try {
            long size = Files.size(jsonFile);
            if (size > MAX_DESCRIPTION_BYTES) {
                throw new Failure.BadInput(
                        "%s has %d bytes, the limit is %d".formatted(jsonFile, size, MAX_DESCRIPTION_BYTES));
            }
            json = Files.readAllBytes(jsonFile);
        } catch (IOException e) {
            throw new Failure.Unavailable("%s cannot be read: %s".formatted(jsonFile, e), e);
        }
        ModelDescription description = ModelDescriptionReader.read(json, jsonFile.toString());
        Path networkFile = requireFile(folder.resolve(description.file()));
        return checked(new ModelBundle(folder.toString(), json, description, new NetworkFile.OnDisk(networkFile)));
    }

    /** What the bundle says about its network. */
    public ModelDescription description() {
        return description;
    }

    /** How pixels become the network's input. */
    public Preprocessing preprocessing() {
        return description.preprocessing();
    }

    /**
     * The identity of the vectors this bundle makes. It depends on the network's bytes, the output taken from it, its dimension and the preprocessing;
     * not on names, licences or how the description is laid out.
     */
    public ModelFingerprint fingerprint() {
        return fingerprint(description);
    }

    /**
     * What scores of this model mean. A copy of the built-in model that was made before that was measured takes it from the one in this jar.
     */
    public Optional<MatchScores> matchScores() {
        return description.match().or(() -> {
            ModelDescription builtIn = builtInDescription();
            return fingerprint().matches(fingerprint(builtIn)) ? builtIn.match() : Optional.empty();
        });
    }

    /**
     * How much each sign of a copy counts. A copy of the built-in model takes it from the one in this jar, which goes with the signs that this version looks for.
     */
    public Optional<CopyWeights> copyWeights() {
        ModelDescription builtIn = builtInDescription();
        return fingerprint().matches(fingerprint(builtIn)) ? builtIn.copies() : description.copies();
    }

    private static ModelDescription builtInDescription() {
        return ModelDescriptionReader.read(resource(DESCRIPTION_FILE), BUILT_IN + DESCRIPTION_FILE);
    }

    private static ModelFingerprint fingerprint(ModelDescription description) {
        Preprocessing how = description.preprocessing();
        String canonical = String.join(
                "\n",
                "likeness model fingerprint 1",
                description.sha256(),
                description.outputName(),
                Integer.toString(description.dimension()),
                how.width() + "x" + how.height(),
                how.resize().name(),
                how.shrink().name(),
                how.enlarge().name(),
                how.channelOrder().name(),
                how.mean().toString(),
                how.std().toString());
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8));
            return new ModelFingerprint(description.name(), HexFormat.of().formatHex(hash), description.dimension());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /**
     * Writes a copy of this bundle as the new folder {@code folder}. When the call returns the copy is on disk; where it is cut short, {@code folder}
     * does not exist.
     *
     * @throws Failure.Conflict if {@code folder} exists
     * @throws Failure.Unavailable if it cannot be written
     */
    public void writeTo(Path folder) {
        BundleWriter.write(folder, json, description.file(), network);
    }

    /** The size of the network's file in bytes. */
    public long networkBytes() {
        return network.size();
    }

    /** Where this bundle was found, for messages. */
    String where() {
        return where;
    }

    NetworkFile network() {
        return network;
    }

    private static ModelBundle checked(ModelBundle bundle) {
        String found = bundle.network.sha256();
        String expected = bundle.description.sha256();
        if (!found.equals(expected)) {
            throw new Failure.Conflict(
                    "%s has the SHA-256 %s, but %s was written for %s; copy the bundle again, or correct the field sha256"
                            .formatted(bundle.network.where(), found, DESCRIPTION_FILE, expected));
        }
        return bundle;
    }

    private static Path requireFile(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new Failure.BadInput("the model's file %s is missing".formatted(file));
        }
        return file;
    }

    private static byte[] resource(String file) {
        try (InputStream bytes = ModelBundle.class.getResourceAsStream(BUILT_IN + file)) {
            if (bytes == null) {
                throw new IllegalStateException("the jar lacks " + BUILT_IN + file);
            }
            return bytes.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
