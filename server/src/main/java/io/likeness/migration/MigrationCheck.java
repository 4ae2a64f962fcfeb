package io.likeness.migration;

import io.likeness.embedding.Embedding;
import io.likeness.image.PreviewStore;
import io.likeness.index.Hit;
import io.likeness.index.ImageRecord;
import io.likeness.index.SearchQuery;
import io.likeness.library.ImageLibrary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Compares a collection with the one that it was moved to. For use by one thread. */
final class MigrationCheck {
    private static final int HITS = 10;
    private static final int MOST_PROBLEMS = 5;

    /** What two exact scores of one pair of pictures may differ by: each index is exact to 1e-3. */
    private static final double SAME_SCORE = 2e-3;

    /** Both libraries search an approximate graph; below this they do not find the same. */
    private static final double LEAST_SAME_HITS = 0.9;

    private final ImageLibrary source;
    private final ImageLibrary target;
    private final List<String> problems = new ArrayList<>();
    private long hits;
    private long same;

    MigrationCheck(ImageLibrary source, ImageLibrary target) {
        this.source = source;
        this.target = target;
    }

    /** Both must hold as many pictures. */
    void counts() {
        long wanted = source.index().count();
        long found = target.index().count();
        if (found > wanted) {
            problems.add(
                    "--to holds " + found + " pictures, --from " + wanted + ": there were others before, or pictures"
                            + " were deleted from --from since an earlier run; delete them, or move into an empty place");
        } else if (found < wanted) {
            problems.add("--to holds " + found + " pictures, --from " + wanted
                    + ": pictures were added meanwhile; run the same command again");
        }
    }

    /** Each of {@code records} must be found by its own vector, among hits as good as before, and have its preview. */
    void samples(List<ImageRecord> records) {
        for (ImageRecord record : records) {
            Optional<Embedding> embedding = source.index().embedding(record.id());
            if (embedding.isPresent()) {
                search(record, embedding.get());
                compare(record, source.previews(), target.previews());
            }
        }
        if (sameHits() < LEAST_SAME_HITS) {
            problems.add("only " + same + " of " + hits + " hits of sampled searches are as good as before");
        }
    }

    private void search(ImageRecord record, Embedding embedding) {
        Optional<Embedding> moved = target.index().embedding(record.id());
        if (moved.isEmpty() || embedding.cosine(moved.get()) < 1 - SAME_SCORE) {
            problem("picture " + record.id() + " has " + (moved.isEmpty() ? "no" : "another") + " vector in --to");
            return;
        }
        List<Hit> before = source.index().search(new SearchQuery(embedding, HITS));
        List<Hit> now = target.index().search(new SearchQuery(embedding, HITS));
        for (int rank = 0; rank < before.size(); rank++) {
            hits++;
            // By score and not by id, because pictures of equal score stand in no order.
            if (rank < now.size() && now.get(rank).score() >= before.get(rank).score() - SAME_SCORE) {
                same++;
            }
        }
        if (now.isEmpty() || now.getFirst().score() < 1 - SAME_SCORE) {
            problem("picture " + record.id() + " is not found by its own vector in --to");
        }
    }

    private void compare(ImageRecord record, PreviewStore before, PreviewStore now) {
        Optional<byte[]> wanted = before.get(record.digest());
        Optional<byte[]> found = now.get(record.digest());
        if (wanted.isPresent() && (found.isEmpty() || !Arrays.equals(wanted.get(), found.get()))) {
            problem("picture " + record.id() + " has " + (found.isEmpty() ? "no" : "another") + " preview in --to");
        }
    }

    private void problem(String text) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(text);
        }
    }

    double sameHits() {
        return hits == 0 ? 1 : (double) same / hits;
    }

    List<String> problems() {
        return problems;
    }
}
