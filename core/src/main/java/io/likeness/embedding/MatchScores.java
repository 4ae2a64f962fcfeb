package io.likeness.embedding;

import java.util.Locale;

/**
 * What the scores of one model mean: the least score of each word, measured for that model.
 *
 * @param same two files of one picture, such as a smaller or recompressed one
 * @param nearDuplicate an edited copy, or another picture of the same thing from almost the same place
 * @param similar the same kind of picture
 */
public record MatchScores(double same, double nearDuplicate, double similar) {
    /**
     * @throws IllegalArgumentException if they are not between -1 and 1, or do not fall in this order
     */
    public MatchScores {
        if (!(same <= 1 && same > nearDuplicate && nearDuplicate > similar && similar >= -1)) {
            throw new IllegalArgumentException("same " + same + ", near-duplicate " + nearDuplicate + ", similar "
                    + similar + " must fall from one to the next, within -1 and 1");
        }
    }

    /** What a score means; the words are in the order of likeness. */
    public enum Match {
        SAME,
        NEAR_DUPLICATE,
        SIMILAR,
        NONE;

        /** The word as it is answered: lower case, with a hyphen. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** What {@code score} means, a cosine. */
    public Match of(double score) {
        if (score >= same) {
            return Match.SAME;
        }
        if (score >= nearDuplicate) {
            return Match.NEAR_DUPLICATE;
        }
        return score >= similar ? Match.SIMILAR : Match.NONE;
    }
}
