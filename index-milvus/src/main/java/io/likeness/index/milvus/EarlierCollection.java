package io.likeness.index.milvus;

import io.likeness.failure.Failure;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.common.ConsistencyLevel;
import io.milvus.v2.common.DataType;
import io.milvus.v2.service.collection.request.CreateCollectionReq.CollectionSchema;
import io.milvus.v2.service.collection.request.CreateCollectionReq.FieldSchema;
import io.milvus.v2.service.collection.request.DescribeCollectionReq;
import io.milvus.v2.service.collection.request.GetLoadStateReq;
import io.milvus.v2.service.collection.request.HasCollectionReq;
import io.milvus.v2.service.collection.request.LoadCollectionReq;
import io.milvus.v2.service.collection.request.ReleaseCollectionReq;
import io.milvus.v2.service.collection.response.DescribeCollectionResp;
import io.milvus.v2.service.vector.request.QueryReq;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The earlier system's collection in a Milvus: {@code id}, {@code key}, {@code filepath} and vectors of a network of its own. It is read and otherwise
 * left as it is; Milvus reads only what is loaded, so one that is not is loaded and released again. For use by one thread.
 */
public final class EarlierCollection implements EarlierRows, AutoCloseable {
    /** The name it had. */
    public static final String NAME = "images";

    private static final String ID = "id";
    private static final String KEY = "key";
    private static final String FILEPATH = "filepath";
    private static final String COUNT = "count(*)";
    private static final int MOST_ROWS = 4096;

    private final MilvusConnection connection;
    private final String name;
    private final String vectors;
    private final boolean release;

    private EarlierCollection(MilvusConnection connection, String name, String vectors, boolean release) {
        this.connection = connection;
        this.name = name;
        this.vectors = vectors;
        this.release = release;
    }

    /**
     * Opens the collection {@code name}.
     *
     * @param connection stays open
     * @throws Failure.NotFound if there is none
     * @throws Failure.Conflict if it is of another shape
     * @throws Failure.Unavailable if Milvus does not answer
     */
    public static EarlierCollection open(MilvusConnection connection, String name) {
        boolean there = connection.call(
                "look for a collection",
                client -> client.hasCollection(
                        HasCollectionReq.builder().collectionName(name).build()));
        if (!there) {
            throw new Failure.NotFound("there is no collection \"" + name + "\" in the Milvus at "
                    + connection.settings().address() + "; name it as milvus://host:port/collection by --from");
        }
        DescribeCollectionResp found = connection.call(
                "describe a collection",
                client -> client.describeCollection(
                        DescribeCollectionReq.builder().collectionName(name).build()));
        String vectors = check(name, found);
        boolean loaded = connection.call(
                "ask whether a collection is loaded",
                client -> client.getLoadState(
                        GetLoadStateReq.builder().collectionName(name).build()));
        if (!loaded) {
            connection.run("load a collection", client -> load(client, name, connection));
        }
        return new EarlierCollection(connection, name, vectors, !loaded);
    }

    private static void load(MilvusClientV2 client, String name, MilvusConnection connection) {
        client.loadCollection(LoadCollectionReq.builder()
                .collectionName(name)
                .timeout(connection.settings().timeout().toMillis())
                .build());
    }

    private static String check(String name, DescribeCollectionResp found) {
        if (CollectionShape.isOurs(Objects.requireNonNullElse(found.getDescription(), ""))) {
            throw new Failure.Conflict(
                    "the collection \"" + name + "\" is one of Likeness, not of the earlier system; migrate moves it");
        }
        CollectionSchema schema = found.getCollectionSchema();
        require(name, schema, ID, DataType.Int64);
        require(name, schema, KEY, DataType.VarChar);
        require(name, schema, FILEPATH, DataType.VarChar);
        Optional<FieldSchema> vector = schema.getFieldSchemaList().stream()
                .filter(field -> field.getDataType() == DataType.FloatVector)
                .findFirst();
        return vector.map(field -> field.getDimension() + " numbers, in the field \"" + field.getName() + "\"")
                .orElse("none");
    }

    private static void require(String name, CollectionSchema schema, String field, DataType type) {
        @Nullable FieldSchema found = schema.getField(field);
        if (found == null || found.getDataType() != type) {
            throw new Failure.Conflict("the collection \"" + name + "\" is not one of the earlier system: "
                    + (found == null
                            ? "it has no field \"" + field + "\""
                            : "its field \"" + field + "\" is of type " + found.getDataType() + ", not " + type));
        }
    }

    /** What its vectors are, in words. */
    public String vectors() {
        return vectors;
    }

    @Override
    public long count() {
        return count(1, Long.MAX_VALUE);
    }

    @Override
    public void each(Consumer<List<Row>> consumer) {
        each(1, Long.MAX_VALUE, consumer);
    }

    /** Milvus gives rows in no order, so ids are halved until there are few enough to be sorted here. */
    private void each(long least, long most, Consumer<List<Row>> consumer) {
        long count = count(least, most);
        if (count == 0) {
            return;
        }
        if (count > MOST_ROWS && least < most) {
            long middle = least + (most - least) / 2;
            each(least, middle, consumer);
            each(middle + 1, most, consumer);
            return;
        }
        List<Row> rows = query(between(least, most), List.of(ID, KEY, FILEPATH), MOST_ROWS).stream()
                .map(row -> new Row(Rows.number(row, ID), text(row, KEY), text(row, FILEPATH)))
                .sorted(Comparator.comparingLong(Row::id))
                .toList();
        consumer.accept(rows);
    }

    private static String text(Map<String, Object> row, String column) {
        return Objects.toString(row.get(column), "");
    }

    private static String between(long least, long most) {
        return ID + " >= " + least + " and " + ID + " <= " + most;
    }

    private long count(long least, long most) {
        return Rows.number(query(between(least, most), List.of(COUNT), 0).getFirst(), COUNT);
    }

    private List<Map<String, Object>> query(String which, List<String> columns, long limit) {
        Function<MilvusClientV2, List<Map<String, Object>>> query = client -> {
            QueryReq.QueryReqBuilder request = QueryReq.builder()
                    .collectionName(name)
                    .filter(which)
                    .outputFields(columns)
                    .consistencyLevel(ConsistencyLevel.STRONG);
            if (limit > 0) {
                request.limit(limit);
            }
            return client.query(request.build()).getQueryResults().stream()
                    .map(result -> result.getEntity())
                    .toList();
        };
        return connection.call("read", query);
    }

    /** Releases it where it was not loaded before. */
    @Override
    public void close() {
        if (release) {
            connection.run(
                    "release a collection",
                    client -> client.releaseCollection(
                            ReleaseCollectionReq.builder().collectionName(name).build()));
        }
    }
}
