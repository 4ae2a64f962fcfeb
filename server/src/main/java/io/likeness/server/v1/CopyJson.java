package io.likeness.server.v1;

import io.likeness.copies.CopyMatch;
import io.likeness.copies.Quad;
import io.likeness.copies.Transform;
import io.likeness.copies.VerifiedHit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes what a hit is to the picture searched for. */
final class CopyJson {
    private static final double DIGITS = 1e4;

    private CopyJson() {}

    /** Adds {@code verdict}, {@code confidence}, {@code region} and {@code transform}, each null where nothing can be said. */
    static void put(Map<String, @Nullable Object> json, VerifiedHit hit) {
        CopyMatch match = hit.match();
        json.put("verdict", match == null ? null : match.verdict().label());
        json.put("confidence", match == null ? null : rounded(match.confidence()));
        json.put("region", match == null ? null : regions(match));
        json.put("transform", match == null || match.transform() == null ? null : numbers(match.transform()));
    }

    private static @Nullable Map<String, Object> regions(CopyMatch match) {
        Quad query = match.queryRegion();
        Quad hit = match.hitRegion();
        if (query == null || hit == null) {
            return null;
        }
        Map<String, Object> regions = new LinkedHashMap<>();
        regions.put("query", corners(query));
        regions.put("hit", corners(hit));
        return regions;
    }

    private static List<List<Double>> corners(Quad quad) {
        return quad.corners().stream()
                .map(corner -> List.of(rounded(corner.x()), rounded(corner.y())))
                .toList();
    }

    private static List<Double> numbers(Transform map) {
        return List.of(
                rounded(map.a()),
                rounded(map.b()),
                rounded(map.c()),
                rounded(map.d()),
                rounded(map.e()),
                rounded(map.f()));
    }

    private static double rounded(double value) {
        // Without the sign of a zero.
        return Math.round(value * DIGITS) / DIGITS + 0.0;
    }
}
