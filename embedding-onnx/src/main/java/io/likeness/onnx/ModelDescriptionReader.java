package io.likeness.onnx;

import io.likeness.embedding.CopyWeights;
import io.likeness.embedding.MatchScores;
import io.likeness.embedding.ModelFingerprint;
import io.likeness.embedding.Preprocessing;
import io.likeness.failure.Failure;
import io.likeness.onnx.ModelDescription.Layout;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code model.json}; {@code docs/models.md} describes its fields. */
final class ModelDescriptionReader {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final int MAX_SIDE = 4096;
    private static final double MAX_WEIGHT = 1e6;
    private static final String LEVELS = "in levels of 0 to 255";

    private ModelDescriptionReader() {}

    /**
     * @param json the bytes of {@code model.json}
     * @param where the file's name in messages
     * @throws Failure.BadInput naming the field that is missing or wrong, what was expected and what was found
     */
    static ModelDescription read(byte[] json, String where) {
        JsonFields root;
        try {
            root = JsonFields.root(where, MAPPER.readTree(json));
        } catch (JacksonException e) {
            throw new Failure.BadInput(where + " is no JSON: " + e.getOriginalMessage());
        }
        JsonFields input = root.object("input");
        JsonFields output = root.object("output");
        input.text("type", "\"float32\", the only type that is fed", "float32"::equals, "float32");
        return new ModelDescription(
                root.text("name", "a text of 1 to 100 characters", s -> !s.isBlank() && s.length() <= 100),
                root.text("version", "a text", s -> true, ""),
                root.text("licence", "a text", s -> true, ""),
                root.text("source", "a text", s -> true, ""),
                root.text(
                        "file",
                        "the name of a file in the same folder",
                        ModelDescriptionReader::plainName,
                        "model.onnx"),
                root.text(
                                "sha256",
                                "the SHA-256 of the network's file, 64 hex digits",
                                s -> s.matches("[0-9a-fA-F]{64}"))
                        .toLowerCase(Locale.ROOT),
                input.text("name", "the name of the network's input", s -> !s.isEmpty()),
                input.choice("layout", Layout.class, Layout.NCHW),
                preprocessing(input),
                output.text("name", "the name of the network's output", s -> !s.isEmpty()),
                output.integer("dimension", 1, ModelFingerprint.MAX_DIMENSION),
                output.flag("normalised", false),
                root.optional("match").map(ModelDescriptionReader::match),
                root.optional("copies").map(copies -> new CopyWeights(copies.numbers(MAX_WEIGHT))));
    }

    private static MatchScores match(JsonFields match) {
        double same = match.number("same", -1, 1);
        double nearDuplicate = match.number("near-duplicate", -1, 1);
        double similar = match.number("similar", -1, 1);
        if (!(same > nearDuplicate && nearDuplicate > similar)) {
            throw match.refused("has same " + same + ", near-duplicate " + nearDuplicate + ", similar " + similar
                    + ", expected is that they fall in this order");
        }
        return new MatchScores(same, nearDuplicate, similar);
    }

    private static Preprocessing preprocessing(JsonFields input) {
        List<Float> mean = input.threeNumbers("mean", 0, 255, LEVELS);
        // A std below one level is the 0-to-1 scale of most recipes: taken as it stands it would blow the input up by
        // 255.
        List<Float> std =
                input.threeNumbers("std", 1, 1024, LEVELS + "; a value of the 0 to 1 scale is multiplied by 255");
        return new Preprocessing(
                input.integer("width", 1, MAX_SIDE),
                input.integer("height", 1, MAX_SIDE),
                input.choice("resize", Preprocessing.Resize.class),
                input.choice("shrink", Preprocessing.Interpolation.class),
                input.choice("enlarge", Preprocessing.Interpolation.class),
                input.choice("channels", Preprocessing.ChannelOrder.class),
                mean,
                std);
    }

    // A description comes from somewhere else; it must not reach outside its folder.
    private static boolean plainName(String name) {
        return !name.isBlank()
                && name.length() <= 100
                && !name.startsWith(".")
                && !name.equals("model.json")
                && name.chars().noneMatch(c -> c == '/' || c == '\\' || c == ':' || Character.isISOControl(c));
    }
}
