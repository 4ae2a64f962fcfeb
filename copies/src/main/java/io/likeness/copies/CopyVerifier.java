package io.likeness.copies;

import io.likeness.embedding.CopyWeights;
import java.util.Optional;

/**
 * Tells what a stored picture is to one that is searched for. A call computes for less than a millisecond. Immutable, hence safe for use by many threads.
 */
public final class CopyVerifier {
    private static final double WHOLE = 0.8;
    private static final double TURNED = 7;

    /** Odds of 1 to 150, if colours agree; with less nobody looks at them closely. */
    private static final double WORTH_A_LOOK = -5;

    private final Confidence confidence;
    private final double worth;

    private CopyVerifier(Confidence confidence, double worth) {
        this.confidence = confidence;
        this.worth = worth;
    }

    /**
     * With the weights of a model; of one that nobody measured, the cosine says nothing.
     *
     * @throws io.likeness.failure.Failure.BadInput if these are weights of other signs than those of {@link Evidence}
     */
    public static CopyVerifier of(Optional<CopyWeights> weights) {
        return new CopyVerifier(weights.map(Confidence::of).orElseGet(Confidence::withoutCosine), WORTH_A_LOOK);
    }

    /** One that looks at all signs of every pair, also of those that are certainly different: for whoever fits weights. */
    public static CopyVerifier ofAllSigns() {
        return new CopyVerifier(Confidence.withoutCosine(), Double.NEGATIVE_INFINITY);
    }

    /**
     * Compares a picture with a stored one.
     *
     * @param cosine of their embeddings
     * @param sameBytes whether both are the same file
     */
    public CopyMatch verify(QueryFeatures query, LocalFeatures stored, double cosine, boolean sameBytes) {
        if (sameBytes) {
            return new CopyMatch(
                    Verdict.EXACT,
                    1,
                    Double.POSITIVE_INFINITY,
                    Quad.WHOLE,
                    Quad.WHOLE,
                    Transform.IDENTITY,
                    Evidence.all(stored.count()));
        }
        Finding finding = Finding.of(query, stored, cosine, confidence, worth);
        double strength = confidence.strength(finding.evidence());
        double share = Confidence.share(strength);
        if (share < CopyMatch.RECOMMENDED) {
            return new CopyMatch(Verdict.SIMILAR, share, strength, null, null, null, finding.evidence());
        }
        Transform map = finding.map();
        return new CopyMatch(
                verdict(map, query.plain(), stored),
                share,
                strength,
                Regions.of(map.inverse()),
                Regions.of(map),
                map,
                finding.evidence());
    }

    static Verdict verdict(Transform map, LocalFeatures query, LocalFeatures stored) {
        if (map.determinant() < 0) {
            return Verdict.MIRRORED;
        }
        // In px, since shares of sides of unequal length turn wrongly.
        double w = query.width();
        double h = query.height();
        Transform px = new Transform(
                map.a() * stored.width() / w,
                map.b() * stored.width() / h,
                0,
                map.d() * stored.height() / w,
                map.e() * stored.height() / h,
                0);
        if (Math.abs(px.degrees()) > TURNED) {
            return Verdict.ROTATED;
        }
        double ofStored = Regions.area(map);
        double ofQuery = Regions.area(map.inverse());
        if (Math.min(ofStored, ofQuery) >= WHOLE) {
            return Verdict.EDITED;
        }
        return ofStored < ofQuery ? Verdict.CROP : Verdict.CONTAINS;
    }
}
