package io.likeness.bench.scale;

import io.likeness.embedding.ModelFingerprint;
import io.likeness.index.VectorIndex;
import io.likeness.index.milvus.MilvusConnection;
import io.likeness.index.milvus.MilvusPlace;
import io.likeness.index.milvus.MilvusSettings;
import io.likeness.index.milvus.MilvusVectorIndex;
import io.likeness.index.testkit.servers.MilvusServer;
import io.likeness.storage.DurableFiles;
import io.milvus.v2.client.ConnectConfig;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.service.collection.request.DropCollectionReq;
import io.milvus.v2.service.utility.request.FlushReq;
import io.milvus.v2.service.utility.request.GetQuerySegmentInfoReq;
import io.milvus.v2.service.utility.response.GetQuerySegmentInfoResp.QuerySegmentInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Milvus that is measured: one that exists, or one that is started for it and deleted with its data. Used by one thread. */
final class MeasuredMilvus implements AutoCloseable {
    private static final Duration CALL = Duration.ofMinutes(5);
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final @Nullable MilvusServer own;
    private final Path folder;
    private final long process;
    private final String name;
    private final MilvusConnection connection;
    private final MilvusVectorIndex index;
    private final MilvusClientV2 client;

    private MeasuredMilvus(
            @Nullable MilvusServer own, Path folder, String host, int port, long process, int dimension) {
        this.own = own;
        this.folder = folder;
        this.process = process;
        this.name = "scale" + System.nanoTime();
        this.connection = new MilvusConnection(MilvusSettings.open(host, port, CALL));
        this.index = MilvusVectorIndex.open(
                connection,
                new MilvusPlace(name, MilvusPlace.DEFAULT),
                new ModelFingerprint("scale", "0".repeat(64), dimension),
                InstantSource.system());
        this.client = new MilvusClientV2(ConnectConfig.builder()
                .uri("http://" + host + ":" + port)
                .rpcDeadlineMs(CALL.toMillis())
                .build());
    }

    /** The Milvus that {@code milvus} or {@code milvus://host:port PID} means. */
    static MeasuredMilvus of(List<String> arguments, int dimension) throws IOException {
        Path folder = Files.createTempDirectory("likeness-scale");
        if (arguments.size() == 1) {
            MilvusServer own = MilvusServer.start(folder);
            return new MeasuredMilvus(own, folder, own.host(), own.port(), own.process(), dimension);
        }
        String[] parts = arguments.getFirst().replace("milvus://", "").split(":", 2);
        return new MeasuredMilvus(
                null, folder, parts[0], Integer.parseInt(parts[1]), Long.parseLong(arguments.get(1)), dimension);
    }

    VectorIndex index() {
        return index;
    }

    /** The process of Milvus itself. */
    long process() {
        return process;
    }

    /** Has Milvus close its segments, and waits until all of {@code rows} are searched by a graph; answers how long that took. */
    Duration seal(long rows, Duration most) {
        long begin = System.nanoTime();
        client.flush(FlushReq.builder()
                .collectionNames(List.of(name))
                .waitFlushedTimeoutMs(most.toMillis())
                .build());
        while (indexedRows() < rows) {
            if (System.nanoTime() - begin > most.toNanos()) {
                throw new IllegalStateException(indexedRows() + " of " + rows + " rows are indexed after " + most);
            }
            pause();
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private long indexedRows() {
        return client
                .getQuerySegmentInfo(
                        GetQuerySegmentInfoReq.builder().collectionName(name).build())
                .getSegmentInfos()
                .stream()
                .filter(segment -> segment.getState().equals("Sealed") && segment.getIndexID() != 0)
                .mapToLong(QuerySegmentInfo::getNumOfRows)
                .sum();
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() throws IOException {
        index.close();
        connection.close();
        client.dropCollection(DropCollectionReq.builder().collectionName(name).build());
        client.close();
        if (own != null) {
            own.close();
        }
        DurableFiles.deleteTree(folder);
    }
}
