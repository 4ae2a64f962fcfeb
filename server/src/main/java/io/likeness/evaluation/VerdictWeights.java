package io.likeness.evaluation;

import io.likeness.copies.CopyVerifier;
import io.likeness.copies.Evidence;
import io.likeness.embedding.Embedder;
import io.likeness.image.ImageDecoder;
import io.likeness.image.PreviewEncoder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Weights of the evidence, fitted on randomly edited copies of a folder's pictures.
 *
 * @param samples pairs they were fitted on
 * @param withCosine by name, for cosines of the network they were fitted with
 * @param withoutCosine by name, for any other network
 */
public record VerdictWeights(int samples, Map<String, Double> withCosine, Map<String, Double> withoutCosine) {
    private static final int COSINE = Evidence.names().indexOf("cosine");

    /**
     * Edits each {@code every}-th picture of {@code folder}, compares the copies with their candidates, and fits.
     *
     * @param notes receives lines about progress and about files that are left out
     * @throws io.likeness.failure.Failure.BadInput if the folder has no labelled pictures
     */
    public static VerdictWeights fit(
            Path folder,
            int every,
            ImageDecoder decoder,
            PreviewEncoder previews,
            Embedder embedder,
            Consumer<String> notes) {
        try (PictureEmbedder pictures = new PictureEmbedder(decoder, embedder, notes)) {
            List<Embedded> gallery = pictures.embed(LabelledPicture.in(folder));
            notes.accept("editing and comparing " + gallery.size() / every + " pictures");
            CopyVerifier verifier = CopyVerifier.of(embedder.fingerprint());
            List<LogisticFit.Sample> samples = new VerdictTrial(pictures, previews, verifier, gallery).samples(every);
            List<LogisticFit.Sample> blind =
                    samples.stream().map(VerdictWeights::withoutCosine).toList();
            return new VerdictWeights(
                    samples.size(), named(LogisticFit.weights(samples)), named(LogisticFit.weights(blind)));
        }
    }

    private static LogisticFit.Sample withoutCosine(LogisticFit.Sample sample) {
        double[] values = sample.values().clone();
        values[COSINE] = 0;
        return new LogisticFit.Sample(values, sample.yes());
    }

    private static Map<String, Double> named(double[] weights) {
        Map<String, Double> named = new LinkedHashMap<>();
        for (int i = 0; i < weights.length; i++) {
            named.put(Evidence.names().get(i), weights[i]);
        }
        return named;
    }
}
