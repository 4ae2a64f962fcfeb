package io.likeness.index.testkit;

import io.likeness.embedding.Embedding;
import io.likeness.image.ImageDigest;
import io.likeness.image.ImageHeader;
import io.likeness.image.ImageType;
import io.likeness.index.Attributes;
import io.likeness.index.IndexEntry;
import io.likeness.index.NewImage;
import java.util.random.RandomGenerator;

/** Pictures as an index sees them: made up, with contents that are numbers. */
public final class Pictures {
    private Pictures() {}

    /** The digest of content number {@code content}. */
    public static ImageDigest digest(long content) {
        return new ImageDigest(String.format("%064x", content * 0x9e3779b97f4a7c15L));
    }

    /** A picture without attributes. */
    public static NewImage image(String key, long content) {
        return image(key, content, Attributes.NONE);
    }

    /** A picture; its type and size follow from the content. */
    public static NewImage image(String key, long content, Attributes attributes) {
        ImageType[] types = ImageType.values();
        ImageHeader header = new ImageHeader(
                types[(int) Math.floorMod(content, (long) types.length)],
                1 + (int) Math.floorMod(content, 5000L),
                1 + (int) Math.floorMod(content, 7000L));
        return new NewImage(key, digest(content), header, attributes);
    }

    /** A picture without attributes, with its embedding. */
    public static IndexEntry entry(String key, long content, Embedding embedding) {
        return new IndexEntry(image(key, content), embedding);
    }

    /** A direction, all equally likely. */
    public static Embedding randomEmbedding(int dimension, RandomGenerator random) {
        float[] values = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Embedding.normalised(values);
    }
}
