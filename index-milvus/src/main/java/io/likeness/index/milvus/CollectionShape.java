package io.likeness.index.milvus;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.likeness.embedding.ModelFingerprint;
import io.likeness.failure.Failure;
import io.milvus.v2.common.DataType;
import io.milvus.v2.common.IndexParam;
import io.milvus.v2.service.collection.request.AddFieldReq;
import io.milvus.v2.service.collection.request.CreateCollectionReq;
import io.milvus.v2.service.collection.request.CreateCollectionReq.CollectionSchema;
import io.milvus.v2.service.collection.request.CreateCollectionReq.FieldSchema;
import io.milvus.v2.service.collection.response.DescribeCollectionResp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a collection of ours looks like in Milvus, and how one of another shape is told. Whose it is and which model its vectors come from stands in its
 * description, as JSON.
 *
 * @param library the name of the library, which is that of its default collection in Milvus
 * @param collection the name of the collection in that library
 * @param model whose vectors it holds
 */
record CollectionShape(String library, String collection, ModelFingerprint model) {
    private static final int FORMAT = 1;
    /** Links of a vector; 16 is what HNSW's authors found enough for real data. */
    private static final int GRAPH_LINKS = 16;

    private static final int GRAPH_EFFORT = 200;

    /** What the description says. */
    String description() {
        JsonObject text = new JsonObject();
        text.addProperty("likeness", FORMAT);
        text.addProperty("library", library);
        text.addProperty("collection", collection);
        text.addProperty("model", model.name());
        text.addProperty("model_sha256", model.sha256());
        text.addProperty("dimension", model.dimension());
        return text.toString();
    }

    /** The name of the collection of {@code library} that {@code description} says it is, or empty where it is none. */
    static Optional<String> collectionOf(String library, String description) {
        return parsed(description)
                .filter(text -> said(text, "library").equals(library))
                .map(text -> said(text, "collection"))
                .filter(name -> !name.isEmpty());
    }

    /** Whether {@code description} says that Likeness made the collection. */
    static boolean isOurs(String description) {
        return parsed(description).isPresent();
    }

    private static Optional<JsonObject> parsed(String description) {
        try {
            return Optional.of(JsonParser.parseString(description))
                    .filter(element -> element.isJsonObject())
                    .map(element -> element.getAsJsonObject())
                    .filter(text -> text.has("likeness"));
        } catch (JsonParseException e) {
            return Optional.empty();
        }
    }

    private static String said(JsonObject text, String name) {
        return text.has(name) && text.get(name).isJsonPrimitive()
                ? text.get(name).getAsString()
                : "";
    }

    CollectionSchema schema() {
        CollectionSchema schema =
                CollectionSchema.builder().enableDynamicField(false).build();
        fields().forEach(schema::addField);
        return schema;
    }

    private List<AddFieldReq> fields() {
        List<AddFieldReq> fields = new ArrayList<>();
        fields.add(AddFieldReq.builder()
                .fieldName(Columns.ID)
                .dataType(DataType.Int64)
                .isPrimaryKey(true)
                .autoID(false)
                .build());
        fields.add(AddFieldReq.builder()
                .fieldName(Columns.VECTOR)
                .dataType(DataType.FloatVector)
                .dimension(Rows.dimension(model.dimension()))
                .build());
        fields.add(text(Columns.KEY, Columns.MAX_KEY_BYTES));
        fields.add(plain(Columns.KEY_HASH, DataType.Int64));
        fields.add(text(Columns.DIGEST, Columns.DIGEST_BYTES));
        fields.add(plain(Columns.DIGEST_HASH, DataType.Int64));
        fields.add(text(Columns.IMG_PATH, Columns.MAX_IMG_PATH_BYTES));
        fields.add(plain(Columns.TAGS, DataType.JSON));
        fields.add(AddFieldReq.builder()
                .fieldName(Columns.MARKS)
                .dataType(DataType.Array)
                .elementType(DataType.VarChar)
                .maxLength(Columns.MAX_MARK_BYTES)
                .maxCapacity(Columns.MAX_MARKS)
                .build());
        fields.add(plain(Columns.NUMBERS, DataType.JSON));
        fields.add(plain(Columns.WIDTH, DataType.Int32));
        fields.add(plain(Columns.HEIGHT, DataType.Int32));
        fields.add(text(Columns.TYPE, Columns.MAX_TYPE_BYTES));
        fields.add(plain(Columns.ADDED, DataType.Int64));
        return fields;
    }

    private static AddFieldReq plain(String name, DataType type) {
        return AddFieldReq.builder().fieldName(name).dataType(type).build();
    }

    private static AddFieldReq text(String name, int bytes) {
        return AddFieldReq.builder()
                .fieldName(name)
                .dataType(DataType.VarChar)
                .maxLength(bytes)
                .build();
    }

    /** The graph, and sorted numbers for what is looked up. */
    static List<IndexParam> indexes() {
        return List.of(
                IndexParam.builder()
                        .fieldName(Columns.VECTOR)
                        .indexName(Columns.VECTOR)
                        .indexType(IndexParam.IndexType.HNSW)
                        // The cosine, as all vectors have length 1; COSINE would divide by it again.
                        .metricType(IndexParam.MetricType.IP)
                        .extraParams(Map.of("M", GRAPH_LINKS, "efConstruction", GRAPH_EFFORT))
                        .build(),
                sorted(Columns.KEY_HASH),
                sorted(Columns.DIGEST_HASH),
                sorted(Columns.ADDED));
    }

    private static IndexParam sorted(String column) {
        return IndexParam.builder()
                .fieldName(column)
                .indexName(column)
                .indexType(IndexParam.IndexType.STL_SORT)
                .build();
    }

    /**
     * Checks a collection that is there.
     *
     * @throws Failure.Conflict if it is not ours, or of another model or format; the message says what helps
     */
    void check(String name, DescribeCollectionResp found) {
        String description = Objects.requireNonNullElse(found.getDescription(), "");
        JsonObject said = parsed(description)
                .orElseThrow(() -> other(name, "Likeness did not make it: its description says nothing of Likeness"));
        if (!said(said, "likeness").equals(Integer.toString(FORMAT))) {
            throw other(name, "it has format " + said(said, "likeness") + ", this version knows format " + FORMAT);
        }
        if (!said(said, "library").equals(library) || !said(said, "collection").equals(collection)) {
            throw other(
                    name,
                    "it is the collection \"" + said(said, "collection") + "\" of the library \""
                            + said(said, "library") + "\"");
        }
        if (!said(said, "model_sha256").equals(model.sha256())) {
            throw new Failure.Conflict("the collection \"" + name + "\" in Milvus holds vectors of the model \""
                    + said(said, "model") + "\" (" + shortened(said(said, "model_sha256")) + "), this server has \""
                    + model.name() + "\" (" + shortened(model.sha256())
                    + "): start it with the other model by --model (likeness.model), such as the folder \"model\" of"
                    + " another server's data, or name another collection by MILVUS_COLLECTION"
                    + " (likeness.milvus.collection)");
        }
        checkFields(name, found.getCollectionSchema());
    }

    private static String shortened(String sha256) {
        return sha256.length() > 12 ? sha256.substring(0, 12) : sha256;
    }

    private void checkFields(String name, CollectionSchema found) {
        for (FieldSchema wanted : schema().getFieldSchemaList()) {
            @Nullable FieldSchema field = found.getField(wanted.getName());
            if (field == null) {
                throw other(name, "it has no field \"" + wanted.getName() + "\"");
            }
            if (field.getDataType() != wanted.getDataType()) {
                throw other(
                        name,
                        "its field \"" + wanted.getName() + "\" is of type " + field.getDataType() + ", not "
                                + wanted.getDataType());
            }
            if (wanted.getDimension() != null && !wanted.getDimension().equals(field.getDimension())) {
                throw other(
                        name,
                        "its vectors have " + field.getDimension() + " numbers, the model's have "
                                + wanted.getDimension());
            }
        }
    }

    private static Failure.Conflict other(String name, String why) {
        return new Failure.Conflict("the collection \"" + name + "\" in Milvus cannot be used: " + why
                + "; name another one by MILVUS_COLLECTION (likeness.milvus.collection), which is made where it is"
                + " missing");
    }

    /** What makes the collection {@code name}. */
    CreateCollectionReq creation(String name) {
        return CreateCollectionReq.builder()
                .collectionName(name)
                .description(description())
                .collectionSchema(schema())
                .consistencyLevel(io.milvus.v2.common.ConsistencyLevel.STRONG)
                .build();
    }
}
