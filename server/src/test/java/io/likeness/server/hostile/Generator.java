package io.likeness.server.hostile;

import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * Hostile requests without end: the same seed and number always make the same one. Immutable, hence safe for use by many threads.
 *
 * @param root the folder that is open to paths
 * @param host a host that is open to fetches
 */
record Generator(long seed, String root, HostileHost host) {
    /** A kind of request, and how many of all weights are of it. */
    private record Kind(int weight, Function<Random, Hostile> make) {}

    private static final List<Kind> KINDS = List.of(
            new Kind(140, DamagedPictures::cut),
            new Kind(200, DamagedPictures::flipped),
            new Kind(100, DamagedPictures::extremes),
            new Kind(100, DamagedPictures::spliced),
            new Kind(30, DamagedPictures::oddSides),
            new Kind(30, DamagedPictures::noPicture),
            new Kind(20, DamagedPictures::polyglot),
            new Kind(30, Bombs::hugeSides),
            new Kind(2, Bombs::largestAllowed),
            new Kind(10, Bombs::packedMetadata),
            new Kind(40, Bombs::directory),
            new Kind(20, Bombs::manyPieces),
            new Kind(4, Bombs::manyScans),
            new Kind(20, HostileBodies::deep),
            new Kind(20, HostileBodies::large),
            new Kind(40, HostileBodies::wrongValues),
            new Kind(20, HostileBodies::noJson),
            new Kind(20, HostileBodies::parts),
            new Kind(15, HostileBodies::types),
            new Kind(10, HostileBodies::base64),
            new Kind(2, HostileBodies::tooManyBytes),
            new Kind(20, HostileLines::heads),
            new Kind(30, HostileLines::chunks),
            new Kind(10, HostileLines::halves),
            new Kind(20, HostileLines::paths),
            new Kind(10, HostileLines::queries),
            new Kind(10, HostileLines::methods),
            new Kind(10, HostileLines::foreign),
            new Kind(10, HostileLines::noise),
            new Kind(30, HostileSources::url));

    private static final int PATH_WEIGHT = 30;
    private static final int HOST_WEIGHT = 30;
    private static final int SLOW_HOST_WEIGHT = 2;
    private static final int WEIGHTS =
            KINDS.stream().mapToInt(Kind::weight).sum() + PATH_WEIGHT + HOST_WEIGHT + SLOW_HOST_WEIGHT;

    /** Request {@code number}. */
    Hostile request(long number) {
        Random random = new Random(seed * 1_000_003 + number);
        // The first numbers of neighbouring seeds are alike.
        random.nextInt();
        int at = random.nextInt(WEIGHTS);
        for (Kind kind : KINDS) {
            at -= kind.weight();
            if (at < 0) {
                return kind.make().apply(random);
            }
        }
        return at < PATH_WEIGHT
                ? HostileSources.path(random, root)
                : host.request(random, at >= PATH_WEIGHT + HOST_WEIGHT);
    }
}
