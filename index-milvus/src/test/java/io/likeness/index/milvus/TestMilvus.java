package io.likeness.index.milvus;

import io.likeness.index.testkit.servers.MilvusServer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The Milvus that all tests of this module share; it ends with them. */
final class TestMilvus {
    private static final AtomicInteger LIBRARIES = new AtomicInteger();
    private static final String RUN = "t" + Long.toHexString(System.nanoTime());

    // Guarded by the class.
    private static @Nullable MilvusConnection connection;

    private TestMilvus() {}

    static synchronized MilvusConnection connection() {
        MilvusConnection now = connection;
        if (now == null) {
            MilvusServer server = MilvusServer.shared();
            now = new MilvusConnection(MilvusSettings.open(server.host(), server.port(), Duration.ofMinutes(2)));
            connection = now;
        }
        return now;
    }

    /** A place that no other test has. */
    static MilvusPlace place() {
        return new MilvusPlace(RUN + "_" + LIBRARIES.incrementAndGet(), MilvusPlace.DEFAULT);
    }
}
