package io.likeness.index.milvus;

import com.google.gson.JsonObject;
import io.likeness.failure.Failure;
import io.likeness.index.ImageRecord;
import io.likeness.index.StoredImage;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.common.ConsistencyLevel;
import io.milvus.v2.service.collection.request.DescribeCollectionReq;
import io.milvus.v2.service.collection.request.HasCollectionReq;
import io.milvus.v2.service.collection.request.LoadCollectionReq;
import io.milvus.v2.service.index.request.CreateIndexReq;
import io.milvus.v2.service.index.request.ListIndexesReq;
import io.milvus.v2.service.vector.request.DeleteReq;
import io.milvus.v2.service.vector.request.QueryReq;
import io.milvus.v2.service.vector.request.SearchReq;
import io.milvus.v2.service.vector.request.UpsertReq;
import io.milvus.v2.service.vector.request.data.FloatVec;
import io.milvus.v2.service.vector.response.SearchResp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The calls to one collection of Milvus. The first call that gets through makes the collection, its indexes and loads it, or finds that they are there;
 * no other does. Every read is STRONG: it sees what any server's call stored that ended before. Safe for use by many threads.
 */
final class MilvusTable {
    /** The most rows of one answer, {@code quotaAndLimits.limits.maxQueryResultWindow} and {@code topKLimit} of Milvus. */
    static final int MAX_ROWS = 16_384;

    private static final String COUNT = "count(*)";
    private static final int UPSERT_ROWS = 500;

    private final MilvusConnection connection;
    private final String name;
    private final CollectionShape shape;
    // Written while holding this.
    private volatile boolean prepared;
    private volatile boolean closed;

    MilvusTable(MilvusConnection connection, String name, CollectionShape shape) {
        this.connection = connection;
        this.name = name;
        this.shape = shape;
    }

    /** Makes the collection, or checks that it is as it should be, and loads it. */
    void prepare() {
        checkOpen();
        if (!prepared) {
            prepareOnce();
        }
    }

    private synchronized void prepareOnce() {
        if (prepared) {
            return;
        }
        connection.run("prepare the collection " + name, client -> {
            if (!client.hasCollection(
                    HasCollectionReq.builder().collectionName(name).build())) {
                // Another server may do the same now: creating what is there in the same shape is no error in Milvus.
                client.createCollection(shape.creation(name));
            }
            shape.check(
                    name,
                    client.describeCollection(
                            DescribeCollectionReq.builder().collectionName(name).build()));
            createIndexes(client);
            client.loadCollection(LoadCollectionReq.builder()
                    .collectionName(name)
                    .timeout(connection.settings().timeout().toMillis())
                    .build());
        });
        prepared = true;
    }

    private void createIndexes(MilvusClientV2 client) {
        Set<String> there = new HashSet<>(
                client.listIndexes(ListIndexesReq.builder().collectionName(name).build()));
        CollectionShape.indexes().stream()
                .filter(index -> !there.contains(index.getIndexName()))
                .forEach(index -> client.createIndex(CreateIndexReq.builder()
                        .collectionName(name)
                        .indexParams(List.of(index))
                        .sync(false)
                        .build()));
    }

    private <T> T call(String what, Function<MilvusClientV2, T> call) {
        prepare();
        return connection.call(what, call);
    }

    /** Rows with {@code columns}, at most {@link #MAX_ROWS}, in no order. */
    List<Map<String, Object>> rows(Expression which, List<String> columns) {
        if (which.equals(Expression.Constant.NONE)) {
            prepare();
            return List.of();
        }
        return call(
                "read",
                client -> client
                        .query(QueryReq.builder()
                                .collectionName(name)
                                .filter(which.text())
                                .outputFields(columns)
                                .consistencyLevel(ConsistencyLevel.STRONG)
                                .limit(MAX_ROWS)
                                .build())
                        .getQueryResults()
                        .stream()
                        .map(result -> result.getEntity())
                        .toList());
    }

    /** The records that {@code which} means, at most {@link #MAX_ROWS}, in no order. */
    List<ImageRecord> records(Expression which) {
        return rows(which, Rows.RECORD).stream().map(Rows::record).toList();
    }

    /**
     * The number of rows.
     *
     * @param level STRONG where the number is an answer, EVENTUALLY where it is a hint
     */
    long count(Expression which, ConsistencyLevel level) {
        if (which.equals(Expression.Constant.NONE)) {
            prepare();
            return 0;
        }
        return call("count", client -> {
            Map<String, Object> row = client.query(QueryReq.builder()
                            .collectionName(name)
                            .filter(which.equals(Expression.Constant.ALL) ? "" : which.text())
                            .outputFields(List.of(COUNT))
                            .consistencyLevel(level)
                            .build())
                    .getQueryResults()
                    .getFirst()
                    .getEntity();
            return Rows.number(row, COUNT);
        });
    }

    /** The {@code limit} rows of the highest inner product with {@code vector}, best first. */
    List<SearchResp.SearchResult> search(float[] vector, int limit, int effort, Expression which) {
        return call("search", client -> {
            SearchReq.SearchReqBuilder request = SearchReq.builder()
                    .collectionName(name)
                    .annsField(Columns.VECTOR)
                    .data(List.of(new FloatVec(vector)))
                    .limit(limit)
                    .searchParams(Map.of("ef", effort))
                    .outputFields(Rows.RECORD)
                    .consistencyLevel(ConsistencyLevel.STRONG);
            if (!which.equals(Expression.Constant.ALL)) {
                request.filter(which.text());
            }
            return client.search(request.build()).getSearchResults().getFirst();
        });
    }

    /** Stores rows, in the place of those of the same ids. */
    void upsert(Collection<StoredImage> images) {
        List<StoredImage> all = List.copyOf(images);
        for (int from = 0; from < all.size(); from += UPSERT_ROWS) {
            List<JsonObject> rows = new ArrayList<>();
            all.subList(from, Math.min(all.size(), from + UPSERT_ROWS)).forEach(image -> rows.add(Rows.row(image)));
            call(
                    "store",
                    client -> client.upsert(
                            UpsertReq.builder().collectionName(name).data(rows).build()));
        }
    }

    /** Deletes rows by id. */
    void delete(Collection<Long> ids) {
        call(
                "delete",
                client -> client.delete(DeleteReq.builder()
                        .collectionName(name)
                        .filter(Expression.anyOf(Columns.ID, ids).text())
                        .build()));
    }

    void close() {
        closed = true;
    }

    private void checkOpen() {
        if (closed) {
            throw new Failure.Unavailable("the index is closed");
        }
    }
}
