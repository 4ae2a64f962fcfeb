package io.likeness.server.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.copies.CopyMatch;
import io.likeness.copies.CopyVerifier;
import io.likeness.copies.FeatureExtractor;
import io.likeness.copies.LocalFeatures;
import io.likeness.copies.QueryFeatures;
import io.likeness.onnx.ModelBundle;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The samples are the first pictures that a newcomer searches among; those of one family are alike, and each is a picture of its own. */
class SampleVerdictsTest {
    /** Of two of one family. */
    private static final double COSINE = 0.9;

    private final CopyVerifier verifier = CopyVerifier.of(ModelBundle.builtIn().copyWeights());

    @Test
    void verdict_ofTwoSamples_isThatTheyAreDifferentPictures() {
        FeatureExtractor extractor = new FeatureExtractor();
        List<SamplePicture> pictures = SamplePictures.all();
        List<LocalFeatures> features = pictures.stream()
                .map(picture -> extractor.extract(picture.png()))
                .toList();
        List<String> copies = new ArrayList<>();
        for (int i = 0; i < pictures.size(); i++) {
            // Both ways, as a verdict depends on which of the two is searched for.
            for (int j = 0; j < pictures.size(); j++) {
                if (i == j) {
                    continue;
                }
                CopyMatch match = verifier.verify(QueryFeatures.of(features.get(i)), features.get(j), COSINE, false);
                if (match.verdict().isCopy()) {
                    copies.add(pictures.get(i).key() + " in " + pictures.get(j).key() + ": " + match.confidence());
                }
            }
        }
        assertThat(copies).isEmpty();
    }
}
