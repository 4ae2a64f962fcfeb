package io.likeness.copies;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The best guess of where one picture lies in the other.
 *
 * @param located whether local features tell the place; else it is guessed that both pictures are whole
 * @param map of shares of the picture searched for onto shares of the stored one
 */
record Finding(boolean located, Transform map, Evidence evidence) {
    private static final Transform MIRROR = new Transform(-1, 0, 1, 0, 1, 0);
    private static final Transform QUARTER = new Transform(0, -1, 1, 1, 0, 0);
    /** As many agree, and so large a share, only where the pictures show the same; then the mirror need not be tried. */
    private static final int ENOUGH = 30;

    private static final double ENOUGH_SHARE = 0.4;

    static Finding of(QueryFeatures query, LocalFeatures stored, double cosine) {
        Optional<Finding> plain = located(query.plain(), stored, cosine, false);
        if (plain.filter(Finding::isClear).isPresent()) {
            return plain.get();
        }
        Optional<Finding> mirrored = located(query.mirrored(), stored, cosine, true);
        return Stream.of(plain, mirrored)
                .flatMap(Optional::stream)
                .max(Comparator.comparingDouble(Finding::weight))
                .orElseGet(() -> whole(query.plain(), stored, cosine));
    }

    private boolean isClear() {
        return evidence.inliers() >= ENOUGH && evidence.share() >= ENOUGH_SHARE;
    }

    private double weight() {
        return evidence.inliers() * evidence.share();
    }

    private static Optional<Finding> located(
            LocalFeatures query, LocalFeatures stored, double cosine, boolean mirrored) {
        Matching pairs = Matching.of(query, stored);
        return Placement.find(query, stored, pairs).map(placement -> {
            Agreement agreement = Agreement.of(query, stored, placement.map());
            Transform shares = shares(placement.map(), query, stored);
            Brightness brightness = Brightness.of(query, stored, shares);
            double area = Math.max(Regions.area(shares), Regions.area(shares.inverse()));
            Evidence evidence = new Evidence(
                    cosine,
                    Math.max(placement.inliers(), agreement.inliers()),
                    agreement.share(),
                    agreement.coverage(),
                    brightness.correlation(),
                    brightness.trimmed(),
                    placement.map().scale(),
                    area);
            return new Finding(true, mirrored ? MIRROR.then(shares) : shares, evidence);
        });
    }

    /** The one of the eight ways to lay a picture over another whole at which their brightness agrees best. */
    private static Finding whole(LocalFeatures query, LocalFeatures stored, double cosine) {
        Transform best = Transform.IDENTITY;
        Brightness most = new Brightness(-1, -1);
        for (Transform start : List.of(Transform.IDENTITY, MIRROR)) {
            Transform map = start;
            for (int turn = 0; turn < 4; turn++) {
                Brightness brightness = Brightness.of(query, stored, map);
                if (brightness.correlation() > most.correlation()) {
                    most = brightness;
                    best = map;
                }
                map = map.then(QUARTER);
            }
        }
        double scale = Math.sqrt((double) stored.width() * stored.height() / query.width() / query.height());
        return new Finding(false, best, new Evidence(cosine, 0, 0, 0, most.correlation(), most.trimmed(), scale, 1));
    }

    private static Transform shares(Transform px, LocalFeatures query, LocalFeatures stored) {
        double w = query.width();
        double h = query.height();
        double toW = stored.width();
        double toH = stored.height();
        return new Transform(
                px.a() * w / toW, px.b() * h / toW, px.c() / toW, px.d() * w / toH, px.e() * h / toH, px.f() / toH);
    }
}
