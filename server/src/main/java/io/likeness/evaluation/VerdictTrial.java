package io.likeness.evaluation;

import io.likeness.copies.CopyMatch;
import io.likeness.copies.CopyVerifier;
import io.likeness.copies.FeatureExtractor;
import io.likeness.copies.FindCopies;
import io.likeness.copies.LocalFeatures;
import io.likeness.copies.QueryFeatures;
import io.likeness.embedding.Embedding;
import io.likeness.image.DecodedImage;
import io.likeness.image.EncodedImage;
import io.likeness.image.PreviewEncoder;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Searches with edited copies and asks for verdicts, as the server does. Used by one thread. */
final class VerdictTrial {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final PictureEmbedder embedder;
    private final PreviewEncoder previews;
    private final CopyVerifier verifier;
    private final FeatureExtractor extractor = new FeatureExtractor();
    private final List<Embedded> gallery;
    private final List<LocalFeatures> features;

    VerdictTrial(PictureEmbedder embedder, PreviewEncoder previews, CopyVerifier verifier, List<Embedded> gallery) {
        this.embedder = embedder;
        this.previews = previews;
        this.verifier = verifier;
        this.gallery = gallery;
        this.features = embedder.map(gallery, each -> stored(each.picture()));
    }

    private LocalFeatures stored(LabelledPicture picture) {
        try (DecodedImage pixels = embedder.decode(picture, PreviewEncoder.SHORT_SIDE)) {
            return LocalFeatures.decode(
                    extractor.extract(previews.encode(pixels)).encode());
        }
    }

    /** One picture looked at. */
    private record Candidate(int index, double cosine, CopyMatch match) {}

    /** What the copies of one picture were told. */
    private record Told(Edit edit, List<Candidate> candidates, OptionalDouble overlap, long nanos) {}

    /** Edits each {@code every}-th picture in every way and searches with the copies; also each picture among all others. */
    CopyVerdicts run(int every) {
        CopyVerdicts.Tally tally = new CopyVerdicts.Tally();
        List<Integer> chosen = IntStream.range(0, gallery.size())
                .filter(i -> i % every == 0)
                .boxed()
                .toList();
        List<List<Told>> all = embedder.map(chosen, this::told);
        for (int i = 0; i < chosen.size(); i++) {
            for (Told told : all.get(i)) {
                count(tally, chosen.get(i), told);
            }
        }
        List<Integer> everyone = IntStream.range(0, gallery.size()).boxed().toList();
        List<List<Candidate>> others = embedder.map(everyone, this::among);
        for (int i = 0; i < others.size(); i++) {
            for (Candidate each : others.get(i)) {
                if (each.match().verdict().isCopy() && i < each.index()) {
                    tally.name(new CopyVerdicts.Pair(
                            gallery.get(i).picture().file(),
                            gallery.get(each.index()).picture().file(),
                            each.match().confidence()));
                }
            }
        }
        return tally.result();
    }

    /** What random copies of each {@code every}-th picture have in common with their candidates, and whether those are their originals. */
    List<LogisticFit.Sample> samples(int from, int to, int every) {
        List<Integer> chosen =
                IntStream.range(from, to).filter(i -> i % every == 0).boxed().toList();
        return embedder.map(chosen, this::samplesOf).stream()
                .flatMap(List::stream)
                .toList();
    }

    private List<LogisticFit.Sample> samplesOf(int i) {
        int other = otherOf(i);
        List<LogisticFit.Sample> samples = new ArrayList<>();
        for (RandomEdits.Copy copy :
                RandomEdits.of(embedder.whole(gallery.get(i)), embedder.whole(gallery.get(other)), i)) {
            for (Candidate each : search(embedder.embed(copy.file()), query(copy.file()), -1)) {
                boolean isCopy = each.index() == i || (copy.onOther() && each.index() == other);
                samples.add(new LogisticFit.Sample(each.match().evidence().values(), isCopy));
            }
        }
        return samples;
    }

    private void count(CopyVerdicts.Tally tally, int original, Told told) {
        int other = otherOf(original);
        int first = told.candidates().getFirst().index();
        boolean right = false;
        for (Candidate each : told.candidates()) {
            boolean isOriginal = each.index() == original;
            // What a picture was pasted onto is in the copy as well.
            boolean isCopy = isOriginal || (told.edit() == Edit.PASTE && each.index() == other);
            tally.pair(each.match(), isCopy);
            right |= isOriginal && each.match().verdict() == told.edit().verdict();
        }
        tally.query(told.edit(), first == original, right);
        tally.time(told.nanos());
        told.overlap().ifPresent(overlap -> tally.overlap(told.edit(), overlap));
    }

    private int otherOf(int i) {
        return (i + gallery.size() / 2) % gallery.size();
    }

    private List<Told> told(int i) {
        Raster picture = embedder.whole(gallery.get(i));
        Raster other = embedder.whole(gallery.get(otherOf(i)));
        List<Told> told = new ArrayList<>();
        for (Edit edit : Edit.values()) {
            byte[] copy = edit.encode(picture, other);
            Embedding embedding = embedder.embed(copy);
            QueryFeatures query = query(copy);
            long begun = THREADS.getCurrentThreadCpuTime();
            List<Candidate> candidates = search(embedding, query, -1);
            long nanos = THREADS.getCurrentThreadCpuTime() - begun;
            OptionalDouble overlap = candidates.stream()
                    .filter(each -> each.index() == i && each.match().verdict().isCopy())
                    .map(each -> edit.overlap(each.match(), picture, other))
                    .filter(OptionalDouble::isPresent)
                    .findFirst()
                    .orElse(OptionalDouble.empty());
            told.add(new Told(edit, candidates, overlap, nanos));
        }
        return told;
    }

    private QueryFeatures query(byte[] file) {
        try (DecodedImage pixels = embedder.decode(EncodedImage.of(file), PreviewEncoder.SHORT_SIDE)) {
            return QueryFeatures.of(extractor.extractQuery(pixels));
        }
    }

    private List<Candidate> among(int i) {
        return search(gallery.get(i).embedding(), QueryFeatures.of(features.get(i)), i);
    }

    /** The candidates of a search, copies first. */
    private List<Candidate> search(Embedding query, QueryFeatures features, int except) {
        double[] cosines = gallery.stream()
                .mapToDouble(each -> query.cosine(each.embedding()))
                .toArray();
        Comparator<Candidate> copiesFirst = Comparator.comparingDouble(
                each -> each.match().verdict().isCopy() ? -each.match().rank() : Double.POSITIVE_INFINITY);
        return IntStream.range(0, cosines.length)
                .filter(i -> i != except)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -cosines[i]))
                .limit(FindCopies.CANDIDATES)
                .map(i -> new Candidate(
                        i, cosines[i], verifier.verify(features, this.features.get(i), cosines[i], false)))
                .sorted(copiesFirst)
                .toList();
    }
}
