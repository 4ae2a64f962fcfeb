package io.likeness.index.milvus;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.likeness.embedding.Embedding;
import io.likeness.failure.Failure;
import io.likeness.image.ImageDigest;
import io.likeness.image.ImageHeader;
import io.likeness.image.ImageType;
import io.likeness.index.Attributes;
import io.likeness.index.ImageRecord;
import io.likeness.index.StoredImage;
import io.likeness.index.Tags;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records as rows of Milvus and back. */
final class Rows {
    /** The columns of a record. */
    static final List<String> RECORD = List.of(
            Columns.ID,
            Columns.KEY,
            Columns.DIGEST,
            Columns.IMG_PATH,
            Columns.TAGS,
            Columns.WIDTH,
            Columns.HEIGHT,
            Columns.TYPE,
            Columns.ADDED);

    /** Milvus has no vectors of one dimension; those get a zero behind. */
    private static final int LEAST_DIMENSION = 2;

    private Rows() {}

    /** The dimension of the vectors in Milvus. */
    static int dimension(int ofEmbeddings) {
        return Math.max(LEAST_DIMENSION, ofEmbeddings);
    }

    /** The values of {@code embedding} as Milvus stores them. */
    static float[] values(Embedding embedding) {
        return Arrays.copyOf(embedding.toArray(), dimension(embedding.dimension()));
    }

    static JsonObject row(StoredImage image) {
        ImageRecord record = image.record();
        JsonObject row = new JsonObject();
        row.addProperty(Columns.ID, record.id());
        row.addProperty(Columns.KEY, record.key());
        row.addProperty(Columns.KEY_HASH, Hashes.key(record.key()));
        row.addProperty(Columns.DIGEST, record.digest().sha256());
        row.addProperty(Columns.DIGEST_HASH, Hashes.digest(record.digest()));
        row.addProperty(Columns.IMG_PATH, record.attributes().imgPath());
        addTags(row, record.attributes().tags());
        row.addProperty(Columns.WIDTH, record.header().width());
        row.addProperty(Columns.HEIGHT, record.header().height());
        row.addProperty(Columns.TYPE, record.header().type().name().toLowerCase(Locale.ROOT));
        row.addProperty(Columns.ADDED, record.added().toEpochMilli());
        float[] values = values(image.embedding());
        JsonArray vector = new JsonArray(values.length);
        for (float value : values) {
            vector.add(value);
        }
        row.add(Columns.VECTOR, vector);
        return row;
    }

    private static void addTags(JsonObject row, Map<String, String> tags) {
        JsonObject texts = new JsonObject();
        JsonObject numbers = new JsonObject();
        JsonArray marks = new JsonArray();
        tags.forEach((name, value) -> {
            texts.addProperty(name, value);
            marks.add(Hashes.mark(name, value));
            Tags.number(value).ifPresent(number -> {
                marks.add(Hashes.numberMark(name));
                numbers.addProperty(Hashes.numberName(name), number == 0 ? 0.0 : number);
            });
        });
        row.add(Columns.TAGS, texts);
        row.add(Columns.NUMBERS, numbers);
        row.add(Columns.MARKS, marks);
    }

    /**
     * The record in a row.
     *
     * @throws Failure.Conflict if it is none that this server would write
     */
    static ImageRecord record(Map<String, Object> row) {
        try {
            return new ImageRecord(
                    id(row),
                    text(row, Columns.KEY),
                    new ImageDigest(text(row, Columns.DIGEST)),
                    new ImageHeader(
                            ImageType.valueOf(text(row, Columns.TYPE).toUpperCase(Locale.ROOT)),
                            (int) number(row, Columns.WIDTH),
                            (int) number(row, Columns.HEIGHT)),
                    new Attributes(text(row, Columns.IMG_PATH), tags(row)),
                    Instant.ofEpochMilli(number(row, Columns.ADDED)));
        } catch (IllegalArgumentException | Failure.BadInput e) {
            throw new Failure.Conflict("the row of Milvus with id " + row.get(Columns.ID)
                    + " is none that this server wrote: " + e.getMessage());
        }
    }

    static long id(Map<String, Object> row) {
        return number(row, Columns.ID);
    }

    static long number(Map<String, Object> row, String column) {
        return ((Number) value(row, column)).longValue();
    }

    static String text(Map<String, Object> row, String column) {
        return (String) value(row, column);
    }

    private static Map<String, String> tags(Map<String, Object> row) {
        Map<String, String> tags = new HashMap<>();
        ((JsonElement) value(row, Columns.TAGS))
                .getAsJsonObject()
                .entrySet()
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue().getAsString()));
        return tags;
    }

    private static Object value(Map<String, Object> row, String column) {
        @Nullable Object value = row.get(column);
        if (value == null) {
            throw new IllegalArgumentException("it has no " + column);
        }
        return value;
    }

    /** The embedding in a row, of {@code dimension} values. */
    static Embedding embedding(Map<String, Object> row, int dimension) {
        List<?> values = (List<?>) value(row, Columns.VECTOR);
        float[] floats = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            floats[i] = ((Number) values.get(i)).floatValue();
        }
        return Embedding.ofUnit(floats);
    }
}
