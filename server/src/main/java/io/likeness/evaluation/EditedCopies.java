package io.likeness.evaluation;

import io.likeness.embedding.Embedding;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How often an edited copy finds its original first.
 *
 * @param gallery number of originals searched among
 * @param queries number of pictures that were edited in each way
 * @param originalFirst for each edit the share of copies whose nearest picture is their original
 */
public record EditedCopies(int gallery, int queries, Map<Edit, Double> originalFirst) {
    /** The mean over all edits. */
    public double mean() {
        return originalFirst.values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(0);
    }

    /**
     * Edits pictures 0, {@code every}, 2 × {@code every} … in every way, encodes the copies, and searches with them.
     *
     * @param originals at least one, in their order; that of half their number further on is what {@link Edit#PASTE} pastes onto
     */
    static EditedCopies measure(PictureEmbedder embedder, List<Embedded> originals, int every) {
        List<Integer> chosen = IntStream.range(0, originals.size())
                .filter(i -> i % every == 0)
                .boxed()
                .toList();
        List<Map<Edit, Boolean>> found = embedder.map(chosen, i -> searches(embedder, originals, i));
        Map<Edit, Double> shares = new EnumMap<>(Edit.class);
        for (Edit edit : Edit.values()) {
            long first = found.stream()
                    .filter(each -> each.getOrDefault(edit, false))
                    .count();
            shares.put(edit, (double) first / chosen.size());
        }
        return new EditedCopies(originals.size(), chosen.size(), shares);
    }

    private static Map<Edit, Boolean> searches(PictureEmbedder embedder, List<Embedded> originals, int i) {
        Raster picture = embedder.whole(originals.get(i));
        Raster other = embedder.whole(originals.get((i + originals.size() / 2) % originals.size()));
        Map<Edit, Boolean> found = new EnumMap<>(Edit.class);
        for (Edit edit : Edit.values()) {
            Embedding copy = embedder.embed(edit.encode(picture, other));
            found.put(edit, nearest(copy, originals) == i);
        }
        return found;
    }

    private static int nearest(Embedding query, List<Embedded> originals) {
        int nearest = 0;
        double best = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < originals.size(); i++) {
            double score = query.cosine(originals.get(i).embedding());
            if (score > best) {
                best = score;
                nearest = i;
            }
        }
        return nearest;
    }
}
