package io.likeness.index.lucene;

import io.likeness.image.ImageDigest;
import io.likeness.index.ImageRecord;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.NumericUtils;
import org.apache.lucene.util.StringHelper;

/** The Lucene document of a record. The fields are part of {@link Format#VERSION}. */
final class Fields {
    /** Term: the id as 8 sortable bytes; doc value: the id. */
    static final String ID = "id";

    /** Term: the bytes of the key, unanalysed. */
    static final String KEY = "key";

    /** Term: the digest's 32 bytes. */
    static final String DIGEST = "digest";

    /** Term: the digest's 32 bytes, then those of the key. */
    static final String IDENTITY = "identity";

    /** Binary doc value: the record ({@link RecordCodec}). */
    static final String RECORD = "record";

    /** Term: a hash of the embedding, by which equal ones are counted. */
    static final String SAME = "same";

    /** The embedding, in the graph; or else {@link #TWIN}. */
    static final String VECTOR = "vector";

    /** The embedding of one of many records with the same; these are scanned. */
    static final String TWIN = "twin";

    /** Both fields of embeddings. */
    static final List<String> VECTORS = List.of(VECTOR, TWIN);

    private Fields() {}

    static Document document(ImageRecord record, float[] vector, boolean twin) {
        Document document = new Document();
        document.add(new StringField(ID, idBytes(record.id()), Field.Store.NO));
        document.add(new NumericDocValuesField(ID, record.id()));
        document.add(new StringField(KEY, keyBytes(record.key()), Field.Store.NO));
        document.add(new StringField(DIGEST, digestBytes(record.digest()), Field.Store.NO));
        document.add(new StringField(IDENTITY, identityBytes(Identity.of(record)), Field.Store.NO));
        document.add(new BinaryDocValuesField(RECORD, new BytesRef(RecordCodec.toBytes(record))));
        document.add(new StringField(SAME, sameBytes(vector), Field.Store.NO));
        document.add(new KnnFloatVectorField(twin ? TWIN : VECTOR, vector, VectorSimilarityFunction.DOT_PRODUCT));
        return document;
    }

    static Term idTerm(long id) {
        return new Term(ID, idBytes(id));
    }

    static BytesRef idBytes(long id) {
        byte[] bytes = new byte[Long.BYTES];
        NumericUtils.longToSortableBytes(id, bytes, 0);
        return new BytesRef(bytes);
    }

    static long id(BytesRef bytes) {
        return NumericUtils.sortableBytesToLong(bytes.bytes, bytes.offset);
    }

    static BytesRef digestBytes(ImageDigest digest) {
        return new BytesRef(RecordCodec.digestBytes(digest));
    }

    static BytesRef keyBytes(String key) {
        return new BytesRef(RecordCodec.keyBytes(key));
    }

    static BytesRef sameBytes(float[] vector) {
        byte[] bytes = new byte[vector.length * Float.BYTES];
        ByteBuffer.wrap(bytes).asFloatBuffer().put(vector);
        long[] hash = StringHelper.murmurhash3_x64_128(new BytesRef(bytes));
        return new BytesRef(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(hash[0])
                .putLong(hash[1])
                .array());
    }

    static BytesRef identityBytes(Identity identity) {
        byte[] digest = RecordCodec.digestBytes(identity.digest());
        byte[] key = RecordCodec.keyBytes(identity.key());
        byte[] both = Arrays.copyOf(digest, digest.length + key.length);
        System.arraycopy(key, 0, both, digest.length, key.length);
        return new BytesRef(both);
    }
}
