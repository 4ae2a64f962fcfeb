package io.likeness.copies;

import io.likeness.duplicates.PairVerifier;
import io.likeness.duplicates.Relation;
import io.likeness.duplicates.Suspects;
import io.likeness.failure.Failure;
import io.likeness.image.ImageDigest;
import io.likeness.library.ImageLibrary;
import java.util.Optional;

/**
 * Compares two stored pictures by the local features of their previews. The features of the {@value #KEPT} pictures used last are kept, about 16 kB
 * each, and {@value #KEPT_READY} made ready for many comparisons, about 100 kB each. Safe for use by many threads.
 */
public final class CopyPairVerifier implements PairVerifier {
    private static final int KEPT = 4000;
    /** More than threads that search at once, each of which compares one picture with several others in a row. */
    private static final int KEPT_READY = 64;
    /**
     * Weights are fitted where one in fifty of the pairs is a copy, as it is where somebody searches with one. Of the pairs that a search for duplicates compares it
     * is about one in 250, so the same evidence leaves a fifth of the odds (Bayes).
     */
    private static final double RARER = Math.log(5);

    private final CopyVerifier verifier;
    private final Recent<LocalFeatures> kept = new Recent<>(KEPT);
    private final Recent<QueryFeatures> ready = new Recent<>(KEPT_READY);

    public CopyPairVerifier(CopyVerifier verifier) {
        this.verifier = verifier;
    }

    @Override
    public Optional<Match> verify(Candidate pair, ImageLibrary library) {
        QueryFeatures a = ready.get(pair.a().digest(), digest -> QueryFeatures.of(features(digest, library)));
        LocalFeatures b = features(pair.b().digest(), library);
        CopyMatch match = verifier.verify(a, b, pair.cosine(), false);
        double confidence = Confidence.share(match.strength() - RARER);
        return relation(match.verdict())
                .filter(_ -> confidence >= CopyMatch.RECOMMENDED)
                .map(relation -> new Match(relation, confidence));
    }

    @Override
    public Suspects suspects(ImageLibrary library) {
        return new SharedDetails(record -> features(record.digest(), library));
    }

    private LocalFeatures features(ImageDigest digest, ImageLibrary library) {
        return kept.get(
                digest,
                missing -> new StoredFeatures(library)
                        .of(missing)
                        .orElseThrow(() -> new Failure.NotFound("the preview of " + missing + " is missing")));
    }

    private static Optional<Relation> relation(Verdict verdict) {
        return switch (verdict) {
            case EXACT -> Optional.of(Relation.EXACT);
            case EDITED -> Optional.of(Relation.EDITED);
            case CROP -> Optional.of(Relation.CROP);
            case CONTAINS -> Optional.of(Relation.CONTAINS);
            case MIRRORED -> Optional.of(Relation.MIRRORED);
            case ROTATED -> Optional.of(Relation.ROTATED);
            case SIMILAR -> Optional.empty();
        };
    }
}
