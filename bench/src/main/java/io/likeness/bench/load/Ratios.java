package io.likeness.bench.load;

import java.util.Locale;

/** A server beside the limit and the earlier system. Used by one thread. */
final class Ratios {
    static final String COLUMNS =
            "limit alone, ms | one client ÷ limit | limit, a second | best ÷ limit | limit, processor ms "
                    + "| 16 clients ÷ limit | p99 ÷ p50, 16 clients | earlier system, a second | best ÷ earlier";

    private static final int MANY = 16;

    private final Limit.Figures limit;
    private final double earlier;
    private double lone = Double.NaN;
    private double best;
    private double processor = Double.NaN;
    private double tail = Double.NaN;

    /**
     * @param earlier pictures a second of the earlier system, or NaN
     */
    Ratios(Limit.Figures limit, double earlier) {
        this.limit = limit;
        this.earlier = earlier;
    }

    void add(LoadFigures figures) {
        best = Math.max(best, figures.rate());
        if (figures.clients() == 1) {
            lone = figures.p50();
        }
        if (figures.clients() == MANY) {
            processor = figures.processorMillis();
            tail = figures.p99() / figures.p50();
        }
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.2f | %.2f | %.1f | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f",
                limit.loneMillis(),
                lone / limit.loneMillis(),
                limit.rate(),
                best / limit.rate(),
                limit.processorMillis(),
                processor / limit.processorMillis(),
                tail,
                earlier,
                best / earlier);
    }
}
