package io.likeness.evaluation;

import io.likeness.embedding.Embedding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a score means: how many pairs of pictures that do not belong together reach it, and how many copies do.
 *
 * @param unrelated cosines of pictures of two folders that have nothing in common, ascending
 * @param lookAlike cosines of two pictures of one label, ascending
 * @param copies for each kind of copy the cosines to the originals, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // Lives between measuring and printing and is never compared.
public record ScoreCurve(double[] unrelated, double[] lookAlike, Map<String, double[]> copies) {
    private static final double MILLION = 1e6;

    /** The scores that a table has rows for. */
    public static final List<Double> STEPS = IntStream.rangeClosed(2, 19)
            .mapToObj(i -> i / 20.0)
            .flatMap(step -> step == 0.95 ? List.of(0.95, 0.97, 0.98, 0.99).stream() : List.of(step).stream())
            .toList();

    /**
     * Measures.
     *
     * @param others pictures that have nothing in common with {@code pictures}
     * @param every copies are made of each so-manieth picture
     */
    static ScoreCurve measure(PictureEmbedder embedder, List<Embedded> pictures, List<Embedded> others, int every) {
        double[] unrelated = pictures.stream()
                .flatMapToDouble(
                        a -> others.stream().mapToDouble(b -> a.embedding().cosine(b.embedding())))
                .sorted()
                .toArray();
        double[] lookAlike = IntStream.range(0, pictures.size())
                .boxed()
                .flatMapToDouble(i -> IntStream.range(i + 1, pictures.size())
                        .filter(j -> pictures.get(i)
                                .picture()
                                .label()
                                .equals(pictures.get(j).picture().label()))
                        .mapToDouble(j -> pictures.get(i)
                                .embedding()
                                .cosine(pictures.get(j).embedding())))
                .sorted()
                .toArray();
        return new ScoreCurve(unrelated, lookAlike, copies(embedder, pictures, every));
    }

    private static Map<String, double[]> copies(PictureEmbedder embedder, List<Embedded> pictures, int every) {
        List<Integer> chosen = IntStream.range(0, pictures.size())
                .filter(i -> i % every == 0)
                .boxed()
                .toList();
        List<Map<String, Double>> scores = embedder.map(chosen, i -> {
            Raster picture = embedder.whole(pictures.get(i));
            Raster other = embedder.whole(pictures.get((i + pictures.size() / 2) % pictures.size()));
            Embedding original = pictures.get(i).embedding();
            Map<String, Double> found = new LinkedHashMap<>();
            found.put("resaved", embedder.embed(resaved(picture)).cosine(original));
            for (Edit edit : Edit.values()) {
                found.put(
                        edit.label(),
                        embedder.embed(edit.encode(picture, other)).cosine(original));
            }
            return found;
        });
        Map<String, double[]> copies = new LinkedHashMap<>();
        for (String kind : scores.getFirst().keySet()) {
            copies.put(
                    kind,
                    scores.stream()
                            .mapToDouble(each -> each.getOrDefault(kind, 0.0))
                            .sorted()
                            .toArray());
        }
        return copies;
    }

    /** The same picture, as it comes back from a chat: half as wide and high, JPEG of quality 75. */
    private static byte[] resaved(Raster picture) {
        Raster half = Resample.BOX.to(picture, Math.max(1, picture.width() / 2), Math.max(1, picture.height() / 2));
        return RasterFiles.jpeg(half, 0.75f);
    }

    /** Of a million unrelated pairs, how many reach {@code score}. */
    public double unrelatedPerMillion(double score) {
        return shareFrom(unrelated, score) * MILLION;
    }

    /** Of a million pairs of one label, how many reach {@code score}. */
    public double lookAlikePerMillion(double score) {
        return shareFrom(lookAlike, score) * MILLION;
    }

    /** For each kind of copy, and for {@code edits} all that are edited, the share that reaches {@code score}. */
    public Map<String, Double> copiesFrom(double score) {
        Map<String, Double> shares = new LinkedHashMap<>();
        List<Double> edits = new ArrayList<>();
        copies.forEach((kind, scores) -> {
            shares.put(kind, shareFrom(scores, score));
            if (!kind.equals("resaved")) {
                edits.add(shareFrom(scores, score));
            }
        });
        shares.put(
                "edits",
                edits.stream().mapToDouble(Double::doubleValue).average().orElse(0));
        return shares;
    }

    /** The median cosine of unrelated pictures. */
    public double median() {
        return quantile(0.5);
    }

    /** The cosine that a share of {@code share} of unrelated pairs stays at or below. */
    public double quantile(double share) {
        return unrelated[(int) Math.min(unrelated.length - 1L, Math.round(share * (unrelated.length - 1)))];
    }

    private static double shareFrom(double[] ascending, double score) {
        if (ascending.length == 0) {
            return 0;
        }
        int at = Arrays.binarySearch(ascending, score);
        int from = at >= 0 ? at : -at - 1;
        while (from > 0 && ascending[from - 1] >= score) {
            from--;
        }
        return (double) (ascending.length - from) / ascending.length;
    }
}
