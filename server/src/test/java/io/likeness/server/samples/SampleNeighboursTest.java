package io.likeness.server.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.embedding.Embedding;
import io.likeness.image.DecodedImage;
import io.likeness.image.EncodedImage;
import io.likeness.imaging.OpenCvImageDecoder;
import io.likeness.imaging.OpenCvImagePreprocessor;
import io.likeness.imaging.PixelBudget;
import io.likeness.onnx.ModelBundle;
import io.likeness.onnx.OnnxEmbedder;
import io.likeness.onnx.OnnxSettings;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A newcomer who searches with a sample finds those of its kind first. */
class SampleNeighboursTest {
    private final OpenCvImageDecoder decoder =
            new OpenCvImageDecoder(1_000_000, new PixelBudget(2_000_000, Duration.ofSeconds(10)));

    @Test
    void nearest_ofASample_areMostlyOfItsKind() {
        Map<SamplePicture, Embedding> embeddings = embedded();
        // By chance 0.2 of 3 would be of its kind. A few drawings lie between two kinds: a blossom is as round as
        // fruit.
        assertThat(embeddings.keySet().stream().filter(picture -> ofItsKind(picture, embeddings) < 2))
                .hasSizeLessThanOrEqualTo(4);
    }

    private Map<SamplePicture, Embedding> embedded() {
        try (OnnxEmbedder embedder =
                OnnxEmbedder.open(ModelBundle.builtIn(), new OpenCvImagePreprocessor(), OnnxSettings.defaults())) {
            return SamplePictures.all().stream().collect(Collectors.toMap(picture -> picture, picture -> {
                try (DecodedImage pixels = decoder.decode(EncodedImage.of(picture.png()), embedder.inputShortSide())) {
                    return embedder.embed(pixels).join();
                }
            }));
        }
    }

    /** How many of the three nearest. */
    private static long ofItsKind(SamplePicture picture, Map<SamplePicture, Embedding> embeddings) {
        Embedding own = Objects.requireNonNull(embeddings.get(picture));
        List<SamplePicture> nearest = embeddings.entrySet().stream()
                .filter(other -> !other.getKey().equals(picture))
                .sorted(Comparator.comparingDouble(other -> -own.cosine(other.getValue())))
                .limit(3)
                .map(Map.Entry::getKey)
                .toList();
        return nearest.stream()
                .filter(other -> other.tags().equals(picture.tags()))
                .count();
    }
}
