package io.likeness.onnx;

import io.likeness.embedding.CopyWeights;
import io.likeness.embedding.MatchScores;
import io.likeness.embedding.Preprocessing;
import java.util.Optional;

/**
 * What a bundle's {@code model.json} says about its network.
 *
 * @param name for messages and pages, 1 to 100 characters
 * @param version free text, may be empty
 * @param licence free text, may be empty
 * @param source where the network comes from, free text, may be empty
 * @param file name of the network's file within the bundle
 * @param sha256 SHA-256 of that file, 64 lower-case hex digits
 * @param inputName name of the network's input
 * @param layout order of the input's values
 * @param preprocessing how pixels become the input
 * @param outputName name of the network's output that is the embedding
 * @param dimension number of values of the embedding
 * @param match what scores of the embeddings mean, where that was measured
 * @param copies how much each sign of a copy counts beside the cosine of the embeddings, where that was measured
 * @param normalised whether the network itself answers vectors of unit length; where not, the embedder divides them by their length
 */
public record ModelDescription(
        String name,
        String version,
        String licence,
        String source,
        String file,
        String sha256,
        String inputName,
        Layout layout,
        Preprocessing preprocessing,
        String outputName,
        int dimension,
        boolean normalised,
        Optional<MatchScores> match,
        Optional<CopyWeights> copies) {
    /** Order of the values of a network's input, slowest first; N pictures, C channels, H rows, W columns. */
    public enum Layout {
        NCHW,
        NHWC
    }
}
