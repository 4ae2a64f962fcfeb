package io.likeness.embedding;

import java.util.Map;

/**
 * By how much each sign that two pictures are one counts beside the cosine of one model's embeddings: the weights of a logistic regression. Immutable, hence safe for use by
 * many threads.
 *
 * @param byName weight of each sign; whoever weighs the signs knows their names
 */
public record CopyWeights(Map<String, Double> byName) {
    public CopyWeights {
        byName = Map.copyOf(byName);
    }
}
