package io.likeness.copies;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A guess of where one picture lies in the other.
 *
 * @param map of shares of the picture searched for onto shares of the stored one
 */
record Finding(Transform map, Evidence evidence) {
    private static final Transform MIRROR = new Transform(-1, 0, 1, 0, 1, 0);
    private static final Transform QUARTER = new Transform(0, -1, 1, 1, 0, 0);
    /** As many agree, and so large a share, only where the pictures show the same; then nothing else need be tried. */
    private static final int ENOUGH = 30;

    private static final double ENOUGH_SHARE = 0.4;
    /** Pictures of which one lies over the other whole and whose brightness agrees less are not looked at closer. */
    private static final double WORTH_A_LOOK = 0.7;

    private static final double WHOLE = 0.8;
    private static final int SHAPES = 8;
    private static final double SHAPES_SHARE = 0.2;
    private static final double REPAINTED = 0.5;

    /**
     * The most certain of several guesses.
     *
     * @param worth the least logarithm of the odds at which one goes on to what takes longer: colours in few places, then in many
     */
    static Finding of(QueryFeatures query, LocalFeatures stored, double cosine, Confidence confidence, double worth) {
        Finding found = best(query, stored, cosine, confidence);
        if (confidence.strength(found.evidence) < worth) {
            return found;
        }
        boolean mirrored = found.map.determinant() < 0;
        Palette colours = mirrored ? query.mirroredPalette() : query.palette();
        Palette others = new Palette(stored.small());
        Transform over = mirrored ? MIRROR.then(found.map) : found.map;
        Finding coarse = found.with(Colours.coarsely(colours, others, over));
        return confidence.strength(coarse.evidence) < worth ? coarse : found.with(Colours.of(colours, others, over));
    }

    private Finding with(Colours colours) {
        return new Finding(map, evidence.with(colours, isRepainted(colours)));
    }

    /** Of a part the small pictures are too coarse to tell. */
    private boolean isRepainted(Colours colours) {
        return evidence.inliers() >= SHAPES
                && evidence.share() >= SHAPES_SHARE
                && Math.min(Regions.area(map), Regions.area(map.inverse())) >= WHOLE
                && colours.agreeing() < REPAINTED;
    }

    private static Finding best(QueryFeatures query, LocalFeatures stored, double cosine, Confidence confidence) {
        Optional<Finding> plain = located(query.plain(), stored, cosine, false);
        if (plain.filter(Finding::isClear).isPresent()) {
            return plain.get();
        }
        Finding whole = whole(query, stored, cosine);
        return Stream.of(plain, located(query.mirrored(), stored, cosine, true))
                .flatMap(Optional::stream)
                .filter(finding -> confidence.strength(finding.evidence()) > confidence.strength(whole.evidence()))
                .max(Comparator.comparingDouble(finding -> confidence.strength(finding.evidence())))
                .orElse(whole);
    }

    private boolean isClear() {
        return evidence.inliers() >= ENOUGH && evidence.share() >= ENOUGH_SHARE;
    }

    private static Optional<Finding> located(
            LocalFeatures query, LocalFeatures stored, double cosine, boolean mirrored) {
        Matching pairs = Matching.of(query, stored);
        return Placement.find(query, stored, pairs)
                .map(placement -> agreed(query, stored, placement.map(), cosine, mirrored));
    }

    /** The one of the eight ways to lay a picture over another whole at which their brightness agrees best. */
    private static Finding whole(QueryFeatures query, LocalFeatures stored, double cosine) {
        Transform best = Transform.IDENTITY;
        double most = -1;
        boolean bestMirrored = false;
        for (boolean mirrored : List.of(false, true)) {
            LocalFeatures features = mirrored ? query.mirrored() : query.plain();
            Transform map = Transform.IDENTITY;
            for (int turn = 0; turn < 4; turn++) {
                double correlation = Brightness.correlation(features.small(), stored.small(), turn);
                if (correlation > most) {
                    most = correlation;
                    best = map;
                    bestMirrored = mirrored;
                }
                map = map.then(QUARTER);
            }
        }
        LocalFeatures features = bestMirrored ? query.mirrored() : query.plain();
        if (most < WORTH_A_LOOK) {
            return new Finding(
                    bestMirrored ? MIRROR.then(best) : best,
                    new Evidence(cosine, 0, 0, 0, 1, 0.5, most, 1, 1, 1, 1, false));
        }
        return agreed(features, stored, px(best, features, stored), cosine, bestMirrored);
    }

    private static Finding agreed(
            LocalFeatures query, LocalFeatures stored, Transform guess, double cosine, boolean mirrored) {
        Agreement agreement = Agreement.of(query, stored, guess);
        Transform shares = shares(agreement.map(), query, stored);
        Evidence evidence = new Evidence(
                cosine,
                agreement.inliers(),
                agreement.share(),
                agreement.coverage(),
                agreement.error(),
                agreement.difference(),
                Brightness.correlation(query.small(), stored.small(), shares),
                1,
                1,
                agreement.map().scale(),
                Math.max(Regions.area(shares), Regions.area(shares.inverse())),
                false);
        return new Finding(mirrored ? MIRROR.then(shares) : shares, evidence);
    }

    private static Transform shares(Transform px, LocalFeatures query, LocalFeatures stored) {
        return scaled(px, query.width(), query.height(), stored.width(), stored.height());
    }

    private static Transform px(Transform shares, LocalFeatures query, LocalFeatures stored) {
        return scaled(shares, 1.0 / query.width(), 1.0 / query.height(), 1.0 / stored.width(), 1.0 / stored.height());
    }

    private static Transform scaled(Transform map, double w, double h, double toW, double toH) {
        return new Transform(
                map.a() * w / toW,
                map.b() * h / toW,
                map.c() / toW,
                map.d() * w / toH,
                map.e() * h / toH,
                map.f() / toH);
    }
}
