package io.likeness.server.durability;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.likeness.index.testkit.servers.MilvusServer;
import io.milvus.v2.client.ConnectConfig;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.common.ConsistencyLevel;
import io.milvus.v2.common.DataType;
import io.milvus.v2.common.IndexParam;
import io.milvus.v2.service.collection.request.AddFieldReq;
import io.milvus.v2.service.collection.request.CreateCollectionReq;
import io.milvus.v2.service.collection.request.CreateCollectionReq.CollectionSchema;
import io.milvus.v2.service.index.request.CreateIndexReq;
import io.milvus.v2.service.vector.request.InsertReq;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A collection as the earlier system made it: vectors of 2048 numbers in an IVF_FLAT index by L2, two shards, not loaded. */
final class EarlierImages {
    private static final int DIMENSION = 2048;

    private EarlierImages() {}

    /** Makes it with these filepaths by id; the ids are given here, where Milvus gave them once. */
    static void make(MilvusServer milvus, String name, Map<Long, String> filepaths) throws InterruptedException {
        MilvusClientV2 client = new MilvusClientV2(ConnectConfig.builder()
                .uri("http://" + milvus.host() + ":" + milvus.port())
                .rpcDeadlineMs(120_000)
                .connectTimeoutMs(120_000)
                .build());
        try {
            client.createCollection(CreateCollectionReq.builder()
                    .collectionName(name)
                    .collectionSchema(schema())
                    .numShards(2)
                    .consistencyLevel(ConsistencyLevel.STRONG)
                    .build());
            client.createIndex(CreateIndexReq.builder()
                    .collectionName(name)
                    .indexParams(List.of(IndexParam.builder()
                            .fieldName("embedding")
                            .indexType(IndexParam.IndexType.IVF_FLAT)
                            .metricType(IndexParam.MetricType.L2)
                            .extraParams(Map.of("nlist", 1024))
                            .build()))
                    .sync(false)
                    .build());
            client.insert(InsertReq.builder()
                    .collectionName(name)
                    .data(rows(filepaths))
                    .build());
        } finally {
            client.close(5);
        }
    }

    private static CollectionSchema schema() {
        CollectionSchema schema =
                CollectionSchema.builder().enableDynamicField(false).build();
        schema.addField(AddFieldReq.builder()
                .fieldName("id")
                .dataType(DataType.Int64)
                .isPrimaryKey(true)
                .autoID(false)
                .build());
        schema.addField(AddFieldReq.builder()
                .fieldName("key")
                .dataType(DataType.VarChar)
                .maxLength(64)
                .build());
        schema.addField(AddFieldReq.builder()
                .fieldName("filepath")
                .dataType(DataType.VarChar)
                .maxLength(512)
                .build());
        schema.addField(AddFieldReq.builder()
                .fieldName("embedding")
                .dataType(DataType.FloatVector)
                .dimension(DIMENSION)
                .build());
        return schema;
    }

    private static List<JsonObject> rows(Map<Long, String> filepaths) {
        List<JsonObject> rows = new ArrayList<>();
        filepaths.forEach((id, filepath) -> {
            JsonObject row = new JsonObject();
            row.addProperty("id", id);
            row.addProperty("key", "key " + (id - 445085583623111723L));
            row.addProperty("filepath", filepath);
            JsonArray vector = new JsonArray(DIMENSION);
            for (int i = 0; i < DIMENSION; i++) {
                vector.add((float) (id % 7) + i);
            }
            row.add("embedding", vector);
            rows.add(row);
        });
        return rows;
    }
}
