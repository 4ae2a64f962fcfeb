package io.likeness.index.lucene;

import io.likeness.image.ImageDigest;
import io.likeness.index.ImageRecord;
import io.likeness.index.Tags;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.BinaryPoint;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.NumericUtils;
import org.apache.lucene.util.StringHelper;

/** The Lucene document of a record. The fields and {@link #ORDER} are part of {@link Format#VERSION}. */
final class Fields {
    /** Term: the id as 8 sortable bytes; doc value: the id. */
    static final String ID = "id";

    /** Doc value: the time added, in milliseconds since 1970. */
    static final String ADDED = "added";

    /** Term: the bytes of the key, unanalysed. */
    static final String KEY = "key";

    /** Term: the digest's 32 bytes. */
    static final String DIGEST = "digest";

    /** Term: the digest's 32 bytes, then those of the key. */
    static final String IDENTITY = "identity";

    /** Terms, one for each tag: the bytes of its name, a 0, the bytes of its value. */
    static final String TAG = "tag";

    /** Points of three times 8 bytes, one for each tag whose value is a number: 16 bytes that stand for the name, then the sortable number. */
    static final String NUMBER = "number";

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

    /** The order of a segment's documents: that of walks. */
    static final Sort ORDER =
            new Sort(new SortField(ADDED, SortField.Type.LONG), new SortField(ID, SortField.Type.LONG));

    private Fields() {}

    static Document document(ImageRecord record, float[] vector, boolean twin) {
        Document document = new Document();
        document.add(new StringField(ID, idBytes(record.id()), Field.Store.NO));
        document.add(new NumericDocValuesField(ID, record.id()));
        document.add(new NumericDocValuesField(ADDED, record.added().toEpochMilli()));
        document.add(new StringField(KEY, keyBytes(record.key()), Field.Store.NO));
        document.add(new StringField(DIGEST, digestBytes(record.digest()), Field.Store.NO));
        document.add(new StringField(IDENTITY, identityBytes(Identity.of(record)), Field.Store.NO));
        for (Map.Entry<String, String> tag : record.attributes().tags().entrySet()) {
            document.add(new StringField(TAG, tagBytes(tag.getKey(), tag.getValue()), Field.Store.NO));
            OptionalDouble number = Tags.number(tag.getValue());
            if (number.isPresent()) {
                document.add(new BinaryPoint(NUMBER, numberPoint(tag.getKey(), number.getAsDouble())));
            }
        }
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

    static BytesRef identityBytes(Identity identity) {
        return new BytesRef(joined(RecordCodec.digestBytes(identity.digest()), RecordCodec.termBytes(identity.key())));
    }

    static BytesRef digestBytes(ImageDigest digest) {
        return new BytesRef(RecordCodec.digestBytes(digest));
    }

    static BytesRef keyBytes(String key) {
        return new BytesRef(RecordCodec.termBytes(key));
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

    static BytesRef tagBytes(String name, String value) {
        byte[] nameBytes = RecordCodec.termBytes(name);
        // Followed by the 0, which is in no text's bytes.
        byte[] withEnd = Arrays.copyOf(nameBytes, nameBytes.length + 1);
        return new BytesRef(joined(withEnd, RecordCodec.termBytes(value)));
    }

    static byte[][] numberPoint(String name, double number) {
        // A field for each name would be simpler, but whoever makes up names would fill the memory with fields.
        byte[] hash = sha256(name);
        byte[] value = new byte[Long.BYTES];
        // Adding 0 makes -0.0 to 0.0, which compare as equal.
        NumericUtils.longToSortableBytes(NumericUtils.doubleToSortableLong(number + 0.0), value, 0);
        return new byte[][] {
            Arrays.copyOf(hash, Long.BYTES), Arrays.copyOfRange(hash, Long.BYTES, 2 * Long.BYTES), value
        };
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(RecordCodec.termBytes(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
