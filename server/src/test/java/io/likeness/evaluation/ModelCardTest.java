package io.likeness.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.likeness.imaging.OpenCvImageDecoder;
import io.likeness.imaging.OpenCvImagePreprocessor;
import io.likeness.imaging.OpenCvPreviewEncoder;
import io.likeness.imaging.PixelBudget;
import io.likeness.onnx.ModelBundle;
import io.likeness.onnx.OnnxEmbedder;
import io.likeness.onnx.OnnxSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The model that is shipped is the one that its card describes. */
class ModelCardTest {
    private static final int EVERY = 6;
    /** One of 88 copies or 48 pictures, on a processor that rounds otherwise. */
    private static final double ROUNDING = 0.025;

    private final String card = card();

    private static String card() {
        try (InputStream bytes = ModelBundle.class.getResourceAsStream("likeness-v0/MODEL_CARD.md")) {
            assertThat(bytes).isNotNull();
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The number that the card gives in the row of this name. */
    private double row(String name) {
        Matcher row = Pattern.compile("\\| " + Pattern.quote(name) + " \\| (-?[0-9.]+) \\|")
                .matcher(card);
        assertThat(row.find()).as("a row of the card for " + name).isTrue();
        return Double.parseDouble(row.group(1));
    }

    @Test
    void card_digestAndWords_areThoseOfTheBundle() {
        ModelBundle bundle = ModelBundle.builtIn();
        assertThat(card).contains(bundle.description().sha256());
        var scores = bundle.description().match().orElseThrow();
        assertThat(row("same")).isEqualTo(scores.same());
        assertThat(row("near-duplicate")).isEqualTo(scores.nearDuplicate());
        assertThat(row("similar")).isEqualTo(scores.similar());
    }

    @Test
    void bundle_onTheGeneratedSet_scoresWhatTheCardSays(@TempDir Path folder) {
        Path pictures = GeneratedSet.write(folder);
        Evaluation found;
        try (OnnxEmbedder embedder =
                OnnxEmbedder.open(ModelBundle.builtIn(), new OpenCvImagePreprocessor(), OnnxSettings.defaults())) {
            found = Evaluation.run(
                    new Evaluation.Task(
                            pictures, Optional.empty(), OptionalInt.of(EVERY), Optional.of(pictures), false),
                    new OpenCvImageDecoder(100_000_000, new PixelBudget(200_000_000, Duration.ofMinutes(1))),
                    new OpenCvPreviewEncoder(),
                    embedder,
                    line -> {});
        }
        ScoreCurve curve = found.curve().orElseThrow();
        assertThat(found.retrieval().gallery()).isEqualTo(48);
        assertThat(found.retrieval().precisionAt().get(5))
                .as("precision@5")
                .isCloseTo(row("precision@5"), within(ROUNDING));
        assertThat(found.retrieval().meanAveragePrecision()).as("mAP").isCloseTo(row("mAP"), within(ROUNDING));
        assertThat(found.editedCopies().orElseThrow().mean())
                .as("edited copies")
                .isCloseTo(row("edited copies, original first"), within(ROUNDING));
        assertThat(curve.copiesFrom(row("near-duplicate")).get("resaved"))
                .as("resaved copies that are near-duplicates or the same")
                .isCloseTo(row("resaved copies from near-duplicate up"), within(0.13));
    }
}
