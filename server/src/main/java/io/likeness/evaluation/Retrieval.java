package io.likeness.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How well pictures of one label find each other.
 *
 * @param gallery number of pictures searched among
 * @param queries number of pictures searched with; those of a label that the gallery lacks are not counted
 * @param labels number of labels of the gallery
 * @param precisionAt for each k the mean share of right pictures among the first k
 * @param recallAt for each k the share of queries with a right picture among the first k
 * @param meanAveragePrecision the mean over queries of the precision at the rank of each right picture, averaged over the right pictures
 */
public record Retrieval(
        int gallery,
        int queries,
        int labels,
        Map<Integer, Double> precisionAt,
        Map<Integer, Double> recallAt,
        double meanAveragePrecision) {
    private static final List<Integer> RANKS = List.of(1, 5, 10);

    /** Each picture searches among all others. */
    static Retrieval leaveOneOut(List<Embedded> pictures) {
        return measure(pictures, pictures, true);
    }

    /** Each query searches the gallery. */
    static Retrieval of(List<Embedded> queries, List<Embedded> gallery) {
        return measure(queries, gallery, false);
    }

    private static Retrieval measure(List<Embedded> queries, List<Embedded> gallery, boolean withoutItself) {
        List<boolean[]> rankings = IntStream.range(0, queries.size())
                .parallel()
                .mapToObj(i -> ranking(queries.get(i), gallery, withoutItself ? i : -1))
                .filter(Retrieval::hasRight)
                .toList();
        Map<Integer, Double> precision = new TreeMap<>();
        Map<Integer, Double> recall = new TreeMap<>();
        for (int k : RANKS) {
            precision.put(k, mean(rankings, ranking -> (double) rightAmong(ranking, k) / k));
            recall.put(k, mean(rankings, ranking -> rightAmong(ranking, k) > 0 ? 1 : 0));
        }
        int labels = (int)
                gallery.stream().map(each -> each.picture().label()).distinct().count();
        return new Retrieval(
                gallery.size(),
                rankings.size(),
                labels,
                precision,
                recall,
                mean(rankings, Retrieval::averagePrecision));
    }

    /** For each picture of the gallery, nearest first and equal ones in their order, whether it is of the query's label. */
    private static boolean[] ranking(Embedded query, List<Embedded> gallery, int left) {
        record Scored(double score, boolean right) {}
        List<Scored> scored = new ArrayList<>(gallery.size());
        for (int i = 0; i < gallery.size(); i++) {
            if (i != left) {
                Embedded other = gallery.get(i);
                boolean right = other.picture().label().equals(query.picture().label());
                scored.add(new Scored(query.embedding().cosine(other.embedding()), right));
            }
        }
        scored.sort(Comparator.comparingDouble(Scored::score).reversed());
        boolean[] ranking = new boolean[scored.size()];
        for (int i = 0; i < ranking.length; i++) {
            ranking[i] = scored.get(i).right();
        }
        return ranking;
    }

    private static boolean hasRight(boolean[] ranking) {
        return rightAmong(ranking, ranking.length) > 0;
    }

    private static int rightAmong(boolean[] ranking, int k) {
        int right = 0;
        for (int i = 0; i < Math.min(k, ranking.length); i++) {
            right += ranking[i] ? 1 : 0;
        }
        return right;
    }

    private static double averagePrecision(boolean[] ranking) {
        int right = 0;
        double sum = 0;
        for (int i = 0; i < ranking.length; i++) {
            if (ranking[i]) {
                right++;
                sum += (double) right / (i + 1);
            }
        }
        return sum / right;
    }

    private static double mean(List<boolean[]> rankings, ToDoubleFunction<boolean[]> measure) {
        return rankings.stream().mapToDouble(measure).average().orElse(0);
    }
}
