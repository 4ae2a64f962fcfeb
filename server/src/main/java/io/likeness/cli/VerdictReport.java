package io.likeness.cli;

import io.likeness.copies.CopyMatch;
import io.likeness.evaluation.CopyVerdicts;
import io.likeness.evaluation.CopyVerdicts.Bin;
import io.likeness.evaluation.CopyVerdicts.Pair;
import io.likeness.evaluation.VerdictWeights;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes how right verdicts are. */
final class VerdictReport {
    private static final double PER = 1000;

    private VerdictReport() {}

    static void print(CopyVerdicts verdicts, PrintWriter out) {
        out.println("verdicts      original first, right verdict, overlap of the place:");
        verdicts.edits().forEach((edit, row) -> {
            String overlap = Double.isNaN(row.overlap()) ? "" : String.format(Locale.ROOT, "%.3f", row.overlap());
            out.printf(Locale.ROOT, "  %-11s %.3f %.3f %s%n", edit.label(), row.first(), row.right(), overlap);
        });
        out.printf(Locale.ROOT, "  %-11s %.3f%n", "mean", verdicts.meanFirst());
        out.printf(
                Locale.ROOT,
                "false copies  %d of %d pairs of different pictures, %.3f in 1000, at confidence %.2f%n",
                verdicts.falseCopies(),
                verdicts.lookAlikes(),
                PER * verdicts.falseCopies() / Math.max(1, verdicts.lookAlikes()),
                CopyMatch.RECOMMENDED);
        out.printf(
                Locale.ROOT,
                "time          %.1f ms of one core for the verdicts of a search, %.1f in nine of ten%n",
                verdicts.time().median(),
                verdicts.time().ninetieth());
        out.println("reliability   from, pairs, mean confidence, share that are copies:");
        for (Bin bin : verdicts.reliability()) {
            out.printf(Locale.ROOT, "  %.2f %8d %.3f %.3f%n", bin.from(), bin.pairs(), bin.mean(), bin.right());
        }
        out.printf(
                Locale.ROOT,
                "called copies within the folder: %d pairs, to be looked at%n",
                verdicts.named().size());
        for (Pair pair : verdicts.named()) {
            out.printf(Locale.ROOT, "  %.3f %s %s%n", pair.confidence(), pair.one(), pair.other());
        }
    }

    /** Writes weights as {@code model.json} and as the file {@code confidence.properties} hold them. */
    static void print(VerdictWeights weights, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "fitted on %d pairs%n%nfor model.json, beside the cosine of this model:%n",
                weights.samples());
        out.println(weights.withCosine().entrySet().stream()
                .map(each -> String.format(Locale.ROOT, "\"%s\": %.3f", each.getKey(), each.getValue()))
                .collect(Collectors.joining(", ", "  \"copies\": {", "}")));
        out.printf("%nwithout any cosine, for confidence.properties:%n");
        weights.withoutCosine().forEach((name, weight) -> out.printf(Locale.ROOT, "%s=%.3f%n", name, weight));
    }

    static Map<String, Object> asJson(CopyVerdicts verdicts) {
        Map<String, Object> edits = new LinkedHashMap<>();
        verdicts.edits().forEach((edit, row) -> {
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("original_first", row.first());
            figures.put("right_verdict", row.right());
            if (!Double.isNaN(row.overlap())) {
                figures.put("overlap", row.overlap());
            }
            edits.put(edit.label(), figures);
        });
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("edits", edits);
        json.put("mean_original_first", verdicts.meanFirst());
        json.put("different_pairs", verdicts.lookAlikes());
        json.put("false_copies", verdicts.falseCopies());
        json.put("reliability", verdicts.reliability());
        json.put(
                "verdict_millis",
                Map.of(
                        "median", verdicts.time().median(),
                        "ninetieth", verdicts.time().ninetieth()));
        json.put(
                "called_copies",
                verdicts.named().stream()
                        .map(pair -> Map.of(
                                "one", pair.one().toString(),
                                "other", pair.other().toString(),
                                "confidence", pair.confidence()))
                        .toList());
        return json;
    }
}
