package io.likeness.index.lucene;

import io.likeness.index.ImageRecord;
import java.util.Arrays;
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

/** The Lucene document of a record. The fields are part of {@link Format#VERSION}. */
final class Fields {
    /** Term: the id as 8 sortable bytes; doc value: the id. */
    static final String ID = "id";

    /** Term: the bytes of the key, unanalysed. */
    static final String KEY = "key";

    /** Term: the digest's 32 bytes, then those of the key; so it finds a record by both, and by the digest alone as a prefix. */
    static final String IDENTITY = "identity";

    /** Binary doc value: the record ({@link RecordCodec}). */
    static final String RECORD = "record";

    /** The embedding. */
    static final String VECTOR = "vector";

    private Fields() {}

    static Document document(ImageRecord record, float[] vector) {
        Document document = new Document();
        document.add(new StringField(ID, idBytes(record.id()), Field.Store.NO));
        document.add(new NumericDocValuesField(ID, record.id()));
        document.add(new StringField(KEY, new BytesRef(RecordCodec.keyBytes(record.key())), Field.Store.NO));
        document.add(new StringField(IDENTITY, identityBytes(Identity.of(record)), Field.Store.NO));
        document.add(new BinaryDocValuesField(RECORD, new BytesRef(RecordCodec.toBytes(record))));
        document.add(new KnnFloatVectorField(VECTOR, vector, VectorSimilarityFunction.DOT_PRODUCT));
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

    static BytesRef identityBytes(Identity identity) {
        byte[] digest = RecordCodec.digestBytes(identity.digest());
        byte[] key = RecordCodec.keyBytes(identity.key());
        byte[] both = Arrays.copyOf(digest, digest.length + key.length);
        System.arraycopy(key, 0, both, digest.length, key.length);
        return new BytesRef(both);
    }
}
