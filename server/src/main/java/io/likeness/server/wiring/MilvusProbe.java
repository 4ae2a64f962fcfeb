package io.likeness.server.wiring;

import io.likeness.embedding.ModelFingerprint;
import io.likeness.failure.Failure;
import io.likeness.index.milvus.MilvusConnection;
import io.likeness.index.milvus.MilvusPlace;
import io.likeness.index.milvus.MilvusSettings;
import io.likeness.index.milvus.MilvusVectorIndex;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Milvus every other second whether it answers a read, on a connection of its own, so that a check of readiness need not wait. Safe for use by many
 * threads.
 */
final class MilvusProbe implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(MilvusProbe.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration MOST_PATIENCE = Duration.ofSeconds(3);

    private final MilvusConnection connection;
    private final MilvusVectorIndex index;
    private final Thread thread;
    private volatile Optional<String> problem = Optional.of("Milvus was not asked yet");
    private volatile boolean closed;

    /** Begins to ask. */
    MilvusProbe(MilvusSettings settings, MilvusPlace place, ModelFingerprint model) {
        Duration patience = settings.timeout().compareTo(MOST_PATIENCE) < 0 ? settings.timeout() : MOST_PATIENCE;
        this.connection = new MilvusConnection(settings.within(patience));
        this.index = MilvusVectorIndex.open(connection, place, model, InstantSource.system());
        this.thread = Thread.ofPlatform().name("probe-milvus").daemon().start(this::probe);
    }

    /** Why Milvus does not serve, or empty where it does; answers at once. */
    Optional<String> problem() {
        return problem;
    }

    private void probe() {
        while (!closed) {
            Optional<String> now = ask();
            if (!closed && !now.equals(problem)) {
                now.ifPresentOrElse(reason -> log.warn("Not ready: {}", reason), () -> log.info("Milvus answers."));
            }
            problem = now;
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private Optional<String> ask() {
        try {
            // No record need have it: an answer is all that is wanted.
            index.get(1);
            return Optional.empty();
        } catch (Failure e) {
            return Optional.of(e.getMessage());
        } catch (IllegalStateException e) {
            // Milvus finds the question wrong, which is a bug; asking must go on nevertheless.
            log.error("Milvus refuses a probe", e);
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        connection.close();
    }
}
