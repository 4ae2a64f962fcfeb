package io.likeness.copies;

import java.util.Optional;

/**
 * Where the picture searched for lies in the stored one, in px of their previews.
 *
 * @param map of the picture searched for, mirrored where {@code mirrored} says so, onto the stored one
 * @param inliers pairs of different places that agree on it
 */
record Placement(Transform map, int inliers) {
    private static final int LEAST = 4;
    private static final double MAX_SCALE = 16;
    private static final double MAX_STRETCH = 2;
    private static final double TOLERANCE = 4;
    // How much the size and direction of one feature may be off.
    private static final double SEED_ERROR = 0.12;
    private static final double SIZE_ERROR = Math.log(1.7);
    private static final double ANGLE_COSINE = Math.cos(Math.toRadians(30));
    private static final int ROUNDS = 5;

    /**
     * Each pair alone says a place, a size and a direction, hence a whole map; the one that most others agree with roughly is fitted to them, closer in each
     * round. With a few hundred pairs all can be tried, so that nothing depends on chance as in RANSAC.
     */
    static Optional<Placement> find(LocalFeatures query, LocalFeatures stored, Matching pairs) {
        if (pairs.count() < LEAST) {
            return Optional.empty();
        }
        int best = 0;
        Placement found = null;
        for (int i = 0; i < pairs.count(); i++) {
            Transform seed = seed(query, stored, pairs.query()[i], pairs.stored()[i]);
            int votes = votes(query, stored, pairs, seed, i);
            // A seed that nearly as many agree with may end with more.
            if (votes >= LEAST && votes > 0.9 * best) {
                best = Math.max(best, votes);
                Optional<Placement> refined = refined(query, stored, pairs, seed, i);
                if (refined.isPresent() && (found == null || refined.get().inliers() > found.inliers())) {
                    found = refined.get();
                }
                if (found != null && found.inliers() > 0.8 * pairs.count()) {
                    break;
                }
            }
        }
        return Optional.ofNullable(found);
    }

    private static Transform seed(LocalFeatures query, LocalFeatures stored, int i, int j) {
        double scale = stored.size(j) / query.size(i);
        double turn = stored.angle(j) - query.angle(i);
        double cos = scale * Math.cos(turn);
        double sin = scale * Math.sin(turn);
        return new Transform(
                cos,
                -sin,
                stored.x(j) - cos * query.x(i) + sin * query.y(i),
                sin,
                cos,
                stored.y(j) - sin * query.x(i) - cos * query.y(i));
    }

    private static int votes(LocalFeatures query, LocalFeatures stored, Matching pairs, Transform seed, int from) {
        int votes = 0;
        for (int i = 0; i < pairs.count(); i++) {
            if (agrees(query, stored, pairs, seed, i, seedTolerance(stored, pairs, from, i))) {
                votes++;
            }
        }
        return votes;
    }

    /** The further from the seed, the more its errors of size and direction count. */
    private static double seedTolerance(LocalFeatures stored, Matching pairs, int from, int to) {
        int a = pairs.stored()[from];
        int b = pairs.stored()[to];
        double right = stored.x(a) - stored.x(b);
        double down = stored.y(a) - stored.y(b);
        return TOLERANCE + SEED_ERROR * Math.sqrt(right * right + down * down);
    }

    private static boolean agrees(
            LocalFeatures query, LocalFeatures stored, Matching pairs, Transform map, int pair, double tolerance) {
        return agrees(query, pairs.query()[pair], stored, pairs.stored()[pair], map, tolerance);
    }

    /** Whether {@code map} moves feature {@code i} to where {@code j} is, with its size and direction. */
    static boolean agrees(LocalFeatures query, int i, LocalFeatures stored, int j, Transform map, double tolerance) {
        double right = map.x(query.x(i), query.y(i)) - stored.x(j);
        double down = map.y(query.x(i), query.y(i)) - stored.y(j);
        if (right * right + down * down > tolerance * tolerance) {
            return false;
        }
        double scale = map.scale();
        if (Math.abs(Math.log(stored.size(j) / (query.size(i) * scale))) > SIZE_ERROR) {
            return false;
        }
        double cos = Math.cos(query.angle(i));
        double sin = Math.sin(query.angle(i));
        double toX = map.a() * cos + map.b() * sin;
        double toY = map.d() * cos + map.e() * sin;
        double along = toX * Math.cos(stored.angle(j)) + toY * Math.sin(stored.angle(j));
        return along >= ANGLE_COSINE * Math.sqrt(toX * toX + toY * toY);
    }

    private static Optional<Placement> refined(
            LocalFeatures query, LocalFeatures stored, Matching pairs, Transform seed, int from) {
        Transform map = seed;
        int inliers = 0;
        for (int round = 0; round < ROUNDS; round++) {
            AffineFit fit = new AffineFit();
            for (int i = 0; i < pairs.count(); i++) {
                double tolerance =
                        round == 0 ? seedTolerance(stored, pairs, from, i) : tolerance(map) * (round == 1 ? 2 : 1);
                if (agrees(query, stored, pairs, map, i, tolerance)) {
                    int q = pairs.query()[i];
                    int s = pairs.stored()[i];
                    fit.add(query.x(q), query.y(q), stored.x(s), stored.y(s));
                }
            }
            Optional<Transform> solved = fit.solve().filter(Placement::isPlausible);
            if (solved.isEmpty() || fit.count() < LEAST) {
                return Optional.empty();
            }
            map = solved.get();
            inliers = fit.count();
        }
        return Optional.of(new Placement(map, inliers));
    }

    /** Px of the stored picture by which a place may be off; what was enlarged is less exact. */
    static double tolerance(Transform map) {
        return TOLERANCE * Math.max(1, Math.sqrt(map.scale()));
    }

    static boolean isPlausible(Transform map) {
        double scale = map.scale();
        return map.determinant() > 0 && scale <= MAX_SCALE && scale >= 1 / MAX_SCALE && map.stretch() <= MAX_STRETCH;
    }
}
