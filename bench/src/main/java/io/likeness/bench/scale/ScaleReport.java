package io.likeness.bench.scale;

import java.util.List;
import java.util.Locale;

/** Plans as a table of Markdown. */
final class ScaleReport {
    private static final List<Long> SIZES = List.of(10_000_000L, 100_000_000L, 1_000_000_000L);

    private ScaleReport() {}

    static String plans(Measured measured, Site site) {
        StringBuilder text = new StringBuilder("""
                | vectors | index | segments | shards | memory, GiB | disk, GiB | query nodes × replicas | a lone search, ms | our servers | price per million and month | first bottleneck |
                |---|---|---|---|---|---|---|---|---|---|---|
                """);
        for (long size : SIZES) {
            ScalePlan cheapest = ScalePlan.cheapest(measured, size, site);
            for (IndexKind kind : IndexKind.values()) {
                ScalePlan plan = ScalePlan.with(kind, measured, size, site);
                text.append(line(plan, plan.index() == cheapest.index()));
            }
        }
        return text.toString();
    }

    private static String line(ScalePlan plan, boolean chosen) {
        return String.format(
                Locale.ROOT,
                "| %,d | %s | %,d | %d | %,.0f | %,.0f | %d × %d | %.0f | %d | %.2f | %s |%n",
                plan.vectors(),
                chosen ? "**" + plan.index() + "**" : plan.index().toString(),
                plan.segments(),
                plan.shards(),
                plan.memoryGib(),
                plan.diskGib(),
                plan.nodes(),
                plan.replicas(),
                plan.searchMillis(),
                plan.servers(),
                plan.perMillion(),
                plan.bottleneck());
    }

    static String line(Measured m) {
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %.0f | %.1f | %.1f | %.2f | %.4f | %,d |",
                m.store(),
                m.vectors(),
                m.loadedPerSecond(),
                m.p50Millis(),
                m.p99Millis(),
                m.processorMillis(),
                m.recall(),
                m.residentBytes() >> 20);
    }
}
