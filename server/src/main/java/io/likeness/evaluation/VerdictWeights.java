package io.likeness.evaluation;

import io.likeness.cli.access.TemporaryFolder;
import io.likeness.copies.CopyVerifier;
import io.likeness.copies.Evidence;
import io.likeness.embedding.Embedder;
import io.likeness.image.ImageDecoder;
import io.likeness.image.PreviewEncoder;
import java.nio.file.Path;
import java.util.ArrayList;
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
    private static final double DOUBT = 0.3;
    private static final int COSINE = Evidence.names().indexOf("cosine");

    /**
     * Edits each {@code every}-th picture of {@code folder} and of drawings, compares the copies with their candidates, and fits.
     *
     * @param families of four drawings each that have much in common and are different pictures, which photographs hardly ever are
     * @param notes receives lines about progress and about files that are left out
     * @throws io.likeness.failure.Failure.BadInput if the folder has no labelled pictures
     */
    public static VerdictWeights fit(
            Path folder,
            int families,
            int every,
            ImageDecoder decoder,
            PreviewEncoder previews,
            Embedder embedder,
            Consumer<String> notes) {
        List<LabelledPicture> files = new ArrayList<>(LabelledPicture.in(folder));
        Path drawings = TemporaryFolder.create("likeness-drawings");
        try (PictureEmbedder pictures = new PictureEmbedder(decoder, embedder, notes)) {
            List<LabelledPicture> drawn = DrawnFamilies.write(drawings, families);
            notes.accept("embedding " + files.size() + " pictures, and " + drawn.size() + " drawn for this");
            files.addAll(drawn);
            List<Embedded> gallery = pictures.embed(files);
            notes.accept("editing and comparing " + gallery.size() / every + " pictures");
            CopyVerifier verifier = CopyVerifier.ofAllSigns();
            VerdictTrial trial = new VerdictTrial(pictures, previews, verifier, gallery);
            int photographs = gallery.size() - drawn.size();
            List<LogisticFit.Sample> samples = new ArrayList<>(trial.samples(0, photographs, every));
            List<LogisticFit.Sample> certain = trial.samples(photographs, gallery.size(), every);
            samples.addAll(certain);
            int before = samples.size();
            samples = withoutDuplicates(samples, certain.size());
            notes.accept("left out " + (before - samples.size()) + " pairs of the folder that look like one picture");
            List<LogisticFit.Sample> blind =
                    samples.stream().map(VerdictWeights::withoutCosine).toList();
            return new VerdictWeights(
                    samples.size(), named(LogisticFit.weights(samples)), named(LogisticFit.weights(blind)));
        } finally {
            TemporaryFolder.delete(drawings);
        }
    }

    /**
     * A folder of photographs holds some of one picture, which are no examples of different ones: what a first fit takes for copies though it is none is left out. Of drawings
     * it is certain.
     *
     * @param certain so many at the end are kept
     */
    private static List<LogisticFit.Sample> withoutDuplicates(List<LogisticFit.Sample> samples, int certain) {
        double[] first = LogisticFit.weights(samples);
        List<LogisticFit.Sample> kept = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            LogisticFit.Sample sample = samples.get(i);
            if (i >= samples.size() - certain || sample.yes() || LogisticFit.share(first, sample.values()) <= DOUBT) {
                kept.add(sample);
            }
        }
        return kept;
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
