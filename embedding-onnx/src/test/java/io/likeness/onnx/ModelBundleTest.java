package io.likeness.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.embedding.CopyWeights;
import io.likeness.embedding.MatchScores;
import io.likeness.embedding.Preprocessing;
import io.likeness.embedding.Preprocessing.ChannelOrder;
import io.likeness.embedding.Preprocessing.Interpolation;
import io.likeness.embedding.Preprocessing.Resize;
import io.likeness.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelBundleTest {
    private static final byte[] NETWORK = ColourNetwork.colours().toByteArray();

    @TempDir
    Path temp;

    private ModelBundle load(String description) {
        return ModelBundle.load(BundleFolder.write(temp.resolve("bundle"), description, NETWORK));
    }

    @Test
    void load_goodBundle_readsEveryField() {
        ModelDescription found = load(BundleFolder.DESCRIPTION).description();
        assertThat(found)
                .isEqualTo(new ModelDescription(
                        "colour",
                        "1",
                        "CC0-1.0",
                        "written by a test",
                        "colour.onnx",
                        BundleFolder.sha256(NETWORK),
                        "image",
                        ModelDescription.Layout.NCHW,
                        new Preprocessing(
                                32,
                                32,
                                Resize.CROP,
                                Interpolation.AREA,
                                Interpolation.LINEAR,
                                ChannelOrder.BGR,
                                List.of(10f, 20f, 30f),
                                List.of(50f, 60f, 70f)),
                        "features",
                        5,
                        false,
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void matchScores_ofTheBundle_areThoseItSays() {
        String more = BundleFolder.DESCRIPTION.replace(
                "\"version\"", "\"match\": {\"same\": 0.9, \"near-duplicate\": 0.5, \"similar\": -0.25}, \"version\"");
        assertThat(load(more).matchScores()).contains(new MatchScores(0.9, 0.5, -0.25));
        assertThat(load(more).fingerprint())
                .isEqualTo(load(BundleFolder.DESCRIPTION).fingerprint());
    }

    @Test
    void copyWeights_ofTheBundle_areThoseItSays() {
        String more = BundleFolder.DESCRIPTION.replace(
                "\"version\"", "\"copies\": {\"constant\": -2.5, \"cosine\": 3}, \"version\"");
        assertThat(load(more).copyWeights()).contains(new CopyWeights(Map.of("constant", -2.5, "cosine", 3.0)));
        assertThat(load(more).fingerprint())
                .isEqualTo(load(BundleFolder.DESCRIPTION).fingerprint());
        assertThat(load(BundleFolder.DESCRIPTION).copyWeights()).isEmpty();
    }

    @Test
    void copyWeights_thatAreNoNumbers_areRefused() {
        String wrong =
                BundleFolder.DESCRIPTION.replace("\"version\"", "\"copies\": {\"cosine\": \"much\"}, \"version\"");
        assertThatThrownBy(() -> load(wrong))
                .isInstanceOf(Failure.BadInput.class)
                .hasMessageContaining("copies.cosine");
    }

    @Test
    void copyWeights_ofACopyOfTheBuiltInModelWithOlderOnes_areThoseOfTheBuiltIn() throws IOException {
        Path copy = temp.resolve("older");
        ModelBundle.builtIn().writeTo(copy);
        Path json = copy.resolve("model.json");
        Files.writeString(json, Files.readString(json).replace("\"constant\"", "\"of-an-older-version\""));
        assertThat(ModelBundle.load(copy).copyWeights())
                .isPresent()
                .isEqualTo(ModelBundle.builtIn().copyWeights());
    }

    @Test
    void matchScores_ofACopyOfTheBuiltInModelFromBeforeTheyWereMeasured_areThoseOfTheBuiltIn() throws IOException {
        Path copy = temp.resolve("copy");
        ModelBundle.builtIn().writeTo(copy);
        String json = Files.readString(copy.resolve("model.json"));
        Files.writeString(copy.resolve("model.json"), json.replaceFirst("\"match\"", "\"unknown\""));

        ModelBundle older = ModelBundle.load(copy);

        assertThat(older.description().match()).isEmpty();
        assertThat(older.matchScores())
                .isPresent()
                .isEqualTo(ModelBundle.builtIn().matchScores());
    }

    @Test
    void load_unknownFields_areIgnored() {
        String more = BundleFolder.DESCRIPTION.replace("\"version\"", "\"author\": {\"x\": [1]}, \"version\"");
        assertThat(load(more).description().name()).isEqualTo("colour");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    "name": "colour",         | "name": " ",               | name
                    "name": "colour",         |                            | name
                    "sha256": "SHA",          |                            | sha256
                    "sha256": "SHA",          | "sha256": "12ab",          | sha256
                    "file": "colour.onnx"     | "file": "../colour.onnx"   | file
                    "file": "colour.onnx"     | "file": "model.json"       | file
                    "type": "float32",        | "type": "float16",         | input.type
                    "layout": "NCHW",         | "layout": "CHWN",          | input.layout
                    "channels": "BGR",        | "channels": "GRAY",        | input.channels
                    "channels": "BGR",        |                            | input.channels
                    "width": 32,              | "width": 0,                | input.width
                    "width": 32,              | "width": "32",             | input.width
                    "height": 32,             | "height": 5000,            | input.height
                    "height": 32,             | "height": 32.5,            | input.height
                    "resize": "crop",         | "resize": "pad",           | input.resize
                    "shrink": "area",         | "shrink": 3,               | input.shrink
                    "enlarge": "linear",      |                            | input.enlarge
                    "mean": [10, 20, 30]      | "mean": [10, 20]           | input.mean
                    "mean": [10, 20, 30]      | "mean": [10, 20, 300]      | input.mean
                    "mean": [10, 20, 30]      | "mean": 10                 | input.mean
                    "std": [50, 60, 70]       | "std": [0.2, 0.2, 0.2]     | input.std
                    "std": [50, 60, 70]       | "std": [50, 60, "70"]      | input.std
                    "dimension": 5,           | "dimension": 4097,         | output.dimension
                    "dimension": 5,           |                            | output.dimension
                    "normalised": false       | "normalised": "no"         | output.normalised
                    "output":                 | "out":                     | output
                    """)
    void load_fieldMissingOrWrong_isRefusedByName(String good, String bad, String field) {
        String description = BundleFolder.DESCRIPTION.replace(good, bad == null ? "" : bad);
        assertThat(description).isNotEqualTo(BundleFolder.DESCRIPTION);
        assertThatThrownBy(() -> load(description))
                .isInstanceOf(Failure.BadInput.class)
                .hasMessageContaining(
                        temp.resolve("bundle").resolve("model.json").toString())
                .hasMessageContaining("the field " + field + " is ")
                .hasMessageContaining("expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"name\":", "nonsense"})
    void load_noJsonObject_isRefused(String text) {
        assertThatThrownBy(() -> load(text))
                .isInstanceOf(Failure.BadInput.class)
                .hasMessageContaining("JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.json", "colour.onnx"})
    void load_fileMissing_isRefusedByName(String file) throws IOException {
        Path folder = BundleFolder.write(temp.resolve("bundle"), BundleFolder.DESCRIPTION, NETWORK);
        Files.delete(folder.resolve(file));
        assertThatThrownBy(() -> ModelBundle.load(folder))
                .isInstanceOf(Failure.BadInput.class)
                .hasMessageContaining(folder.resolve(file).toString())
                .hasMessageContaining("missing");
    }

    @Test
    void load_noFolder_isRefusedByName() {
        Path nowhere = temp.resolve("nowhere");
        assertThatThrownBy(() -> ModelBundle.load(nowhere))
                .isInstanceOf(Failure.BadInput.class)
                .hasMessageContaining(nowhere.toString());
    }

    @Test
    void load_otherNetwork_isRefusedWithBothHashes() throws IOException {
        byte[] other = ColourNetwork.colours().dimension(6).toByteArray();
        Path folder = BundleFolder.write(temp.resolve("bundle"), BundleFolder.DESCRIPTION, NETWORK);
        Files.write(folder.resolve("colour.onnx"), other);
        assertThatThrownBy(() -> ModelBundle.load(folder))
                .isInstanceOf(Failure.Conflict.class)
                .hasMessageContaining(folder.resolve("colour.onnx").toString())
                .hasMessageContaining(BundleFolder.sha256(NETWORK))
                .hasMessageContaining(BundleFolder.sha256(other));
    }

    @Test
    void fingerprint_otherWordsAndSpaces_isTheSame() {
        String reworded = BundleFolder.DESCRIPTION
                .replace("\"CC0-1.0\"", "\"MIT\"")
                .replace("\"written by a test\"", "\"elsewhere\"")
                .replace(": ", " :\n  ")
                .replace("[10, 20, 30]", "[1e1, 20.0, 30]");
        assertThat(load(reworded).fingerprint())
                .isEqualTo(load(BundleFolder.DESCRIPTION).fingerprint());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    "width": 32          | "width": 33
                    "height": 32         | "height": 33
                    "resize": "crop"     | "resize": "stretch"
                    "shrink": "area"     | "shrink": "linear"
                    "enlarge": "linear"  | "enlarge": "cubic"
                    "channels": "BGR"    | "channels": "RGB"
                    "mean": [10, 20, 30] | "mean": [10, 20, 30.5]
                    "std": [50, 60, 70]  | "std": [50, 60, 71]
                    "dimension": 5       | "dimension": 6
                    "name": "features"   | "name": "other"
                    """)
    void fingerprint_whateverChangesTheVectors_changesIt(String from, String to) {
        ModelBundle before = load(BundleFolder.DESCRIPTION);
        ModelBundle after = load(BundleFolder.DESCRIPTION.replace(from, to));
        assertThat(after.fingerprint().sha256())
                .isNotEqualTo(before.fingerprint().sha256());
        assertThat(after.fingerprint().matches(before.fingerprint())).isFalse();
    }

    @Test
    void fingerprint_otherNetwork_changesIt() {
        byte[] other = ColourNetwork.colours().lastStep("Sigmoid").toByteArray();
        ModelBundle after =
                ModelBundle.load(BundleFolder.write(temp.resolve("other"), BundleFolder.DESCRIPTION, other));
        assertThat(after.fingerprint().sha256())
                .isNotEqualTo(load(BundleFolder.DESCRIPTION).fingerprint().sha256());
    }

    @Test
    void writeTo_newFolder_holdsTheSameBundle() throws IOException {
        ModelBundle bundle = load(BundleFolder.DESCRIPTION);
        Path copy = temp.resolve("library").resolve("model");
        bundle.writeTo(copy);
        assertThat(ModelBundle.load(copy).fingerprint()).isEqualTo(bundle.fingerprint());
        assertThat(copy.resolve("colour.onnx")).hasBinaryContent(NETWORK);
        assertThat(copy.resolve("model.json")).hasSameBinaryContentAs(temp.resolve("bundle/model.json"));
        try (Stream<Path> files = Files.list(temp.resolve("library"))) {
            assertThat(files).containsExactly(copy);
        }
    }

    @Test
    void writeTo_leftOverOfAnEarlierTry_isReplaced() throws IOException {
        Path leftOver = Files.createDirectories(temp.resolve(".model.partial"));
        Files.writeString(leftOver.resolve("colour.onnx"), "half");
        load(BundleFolder.DESCRIPTION).writeTo(temp.resolve("model"));
        assertThat(temp.resolve("model/colour.onnx")).hasBinaryContent(NETWORK);
        assertThat(leftOver).doesNotExist();
    }

    @Test
    void writeTo_existingFolder_isRefusedAndLeftAlone() throws IOException {
        Path taken = Files.createDirectories(temp.resolve("model"));
        ModelBundle bundle = load(BundleFolder.DESCRIPTION);
        assertThatThrownBy(() -> bundle.writeTo(taken))
                .isInstanceOf(Failure.Conflict.class)
                .hasMessageContaining(taken.toString());
        assertThat(taken).isEmptyDirectory();
    }

    @Test
    void builtIn_writtenAndLoaded_isTheSameModel() {
        ModelBundle bundle = ModelBundle.builtIn();
        bundle.writeTo(temp.resolve("model"));
        assertThat(ModelBundle.load(temp.resolve("model")).fingerprint()).isEqualTo(bundle.fingerprint());
    }
}
