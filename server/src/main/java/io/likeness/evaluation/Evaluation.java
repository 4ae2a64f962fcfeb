package io.likeness.evaluation;

import io.likeness.copies.CopyVerifier;
import io.likeness.embedding.Embedder;
import io.likeness.failure.Failure;
import io.likeness.image.ImageDecoder;
import io.likeness.image.PreviewEncoder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * What was measured.
 *
 * @param model name of the network
 * @param dimension values of its vectors
 * @param leftOut number of files that could not be read as pictures
 * @param retrieval how well labels find each other
 * @param curve what scores mean, where that was asked for
 * @param editedCopies how often an edited copy finds its original, where that was asked for
 * @param verdicts how right verdicts are, where that was asked for
 */
public record Evaluation(
        String model,
        int dimension,
        int leftOut,
        Retrieval retrieval,
        Optional<EditedCopies> editedCopies,
        Optional<ScoreCurve> curve,
        Optional<CopyVerdicts> verdicts) {

    /**
     * What to measure.
     *
     * @param folder pictures in one folder for each label
     * @param queries pictures to search with, labelled alike; where empty, each picture of {@code folder} searches among the others
     * @param editEvery edit each so-manieth picture of {@code folder} and search with the copies, at least 1; where empty, no edits
     * @param unrelated pictures in labelled folders that have nothing in common with those of {@code folder}, to measure what scores mean
     * @param verdict whether to ask for verdicts of the edited copies, too
     */
    public record Task(
            Path folder, Optional<Path> queries, OptionalInt editEvery, Optional<Path> unrelated, boolean verdict) {}

    /** Copies for {@link ScoreCurve} are made of each so-manieth picture. */
    private static final int COPIES_EVERY = 4;

    /**
     * Embeds the pictures as the server does and measures.
     *
     * @param notes receives lines about progress and about files that are left out
     * @throws Failure.BadInput if a folder has no labelled pictures, or none that can be compared
     */
    public static Evaluation run(
            Task task, ImageDecoder decoder, PreviewEncoder previews, Embedder embedder, Consumer<String> notes) {
        try (PictureEmbedder pictures = new PictureEmbedder(decoder, embedder, notes)) {
            List<LabelledPicture> files = LabelledPicture.in(task.folder());
            List<LabelledPicture> queryFiles =
                    task.queries().map(LabelledPicture::in).orElse(List.of());
            notes.accept("embedding " + (files.size() + queryFiles.size()) + " pictures");
            List<Embedded> gallery = pictures.embed(files);
            List<Embedded> queries = pictures.embed(queryFiles);
            Retrieval retrieval =
                    task.queries().isPresent() ? Retrieval.of(queries, gallery) : Retrieval.leaveOneOut(gallery);
            if (retrieval.queries() == 0) {
                throw new Failure.BadInput("no two pictures of one label can be compared in " + task.folder()
                        + task.queries().map(path -> " and " + path).orElse(""));
            }
            Optional<EditedCopies> edited = Optional.empty();
            if (task.editEvery().isPresent()) {
                notes.accept("editing pictures and searching with the copies");
                edited = Optional.of(
                        EditedCopies.measure(pictures, gallery, task.editEvery().getAsInt()));
            }
            Optional<ScoreCurve> curve = Optional.empty();
            if (task.unrelated().isPresent()) {
                List<Embedded> others =
                        pictures.embed(LabelledPicture.in(task.unrelated().get()));
                notes.accept("comparing with " + others.size() + " unrelated pictures and with copies");
                curve = Optional.of(ScoreCurve.measure(
                        pictures, gallery, others, task.editEvery().orElse(COPIES_EVERY)));
            }
            Optional<CopyVerdicts> verdicts = Optional.empty();
            if (task.verdict() && task.editEvery().isPresent()) {
                notes.accept("asking for verdicts of the copies, and of each picture among all others");
                CopyVerifier verifier = CopyVerifier.of(embedder.copyWeights());
                VerdictTrial trial = new VerdictTrial(pictures, previews, verifier, gallery);
                verdicts = Optional.of(trial.run(task.editEvery().getAsInt()));
            }
            int leftOut = files.size() + queryFiles.size() - gallery.size() - queries.size();
            return new Evaluation(
                    embedder.fingerprint().name(),
                    embedder.fingerprint().dimension(),
                    leftOut,
                    retrieval,
                    edited,
                    curve,
                    verdicts);
        }
    }
}
