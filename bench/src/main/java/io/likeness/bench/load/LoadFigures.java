package io.likeness.bench.load;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What clients saw, and what it took.
 *
 * @param clients how many at once
 * @param rate requests answered a second
 * @param p50 median, ms; the three after it likewise
 * @param refused requests answered with "overloaded"
 * @param processorMillis processor time of the server for a request
 * @param stages mean of each stage for a request, ms
 * @param resident memory of the server afterwards, MiB
 */
record LoadFigures(
        int clients,
        double rate,
        double p50,
        double p95,
        double p99,
        double max,
        int refused,
        double processorMillis,
        Map<String, Double> stages,
        long resident) {
    static final String HEADER = """
            | pictures | what | clients | a second | p50, ms | p95 | p99 | max | processor, ms | resident, MiB | refused | stages, ms |
            |---|---|---|---|---|---|---|---|---|---|---|---|""";

    static LoadFigures of(
            int clients,
            double seconds,
            List<Double> millis,
            int refused,
            double processorMillis,
            Map<String, Double> stagesBefore,
            Map<String, Double> stagesAfter,
            long resident) {
        List<Double> sorted = millis.stream().sorted().toList();
        int count = sorted.size();
        if (count == 0) {
            throw new IllegalStateException("no request was answered, " + refused + " were refused");
        }
        Map<String, Double> stages = new TreeMap<>();
        stagesAfter.forEach((stage, after) -> {
            double each = (after - stagesBefore.getOrDefault(stage, 0.0)) * 1e3 / count;
            if (each > 0) {
                stages.put(stage, each);
            }
        });
        return new LoadFigures(
                clients,
                count / seconds,
                sorted.get(count / 2),
                sorted.get(count * 95 / 100),
                sorted.get(count * 99 / 100),
                sorted.getLast(),
                refused,
                processorMillis / count,
                stages,
                resident);
    }

    String line(String pictures, String what) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %d | %.1f | %.1f | %.1f | %.1f | %.1f | %.2f | %d | %d | %s |",
                pictures,
                what,
                clients,
                rate,
                p50,
                p95,
                p99,
                max,
                processorMillis,
                resident,
                refused,
                stages.entrySet().stream()
                        .map(stage -> String.format(Locale.ROOT, "%s %.2f", stage.getKey(), stage.getValue()))
                        .collect(Collectors.joining(", ")));
    }
}
