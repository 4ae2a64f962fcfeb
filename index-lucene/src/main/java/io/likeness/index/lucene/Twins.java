package io.likeness.index.lucene;

import io.likeness.image.ImageDigest;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.util.BytesRef;

/**
 * Tells which embeddings to keep out of the graph because it holds enough of the same. A graph links a new node to the nearest it finds; where these
 * are all alike, it links it to nothing else, and a search that comes there finds no way on. Which records are kept out is no promise: it makes
 * searches good, not right. For use by one thread.
 */
final class Twins {
    /** So many records with the same content or the same embedding are linked; further ones are scanned. */
    static final int LINKED = 8;

    private final BaseSnapshot before;
    private final Map<Object, Integer> added = new HashMap<>();

    /**
     * @param before what is stored already
     */
    Twins(BaseSnapshot before) {
        this.before = before;
    }

    /** Takes note of a record and answers whether it is to be kept out. */
    boolean add(ImageDigest digest, float[] vector) throws IOException {
        BytesRef hash = Fields.sameBytes(vector);
        // The embeddings of one content differ in the last bits where it was computed together with others.
        int ofDigest = added.merge(digest, 1, Integer::sum);
        int ofHash = added.merge(hash, 1, Integer::sum);
        return ofDigest + before.count(Fields.DIGEST, Fields.digestBytes(digest)) > LINKED
                || ofHash + before.count(Fields.SAME, hash) > LINKED;
    }
}
