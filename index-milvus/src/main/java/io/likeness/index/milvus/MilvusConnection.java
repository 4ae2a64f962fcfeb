package io.likeness.index.milvus;

import io.likeness.failure.Failure;
import io.milvus.v2.client.ConnectConfig;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.client.RetryConfig;
import io.milvus.v2.exception.ErrorCode;
import io.milvus.v2.exception.MilvusClientException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one connection of a server to a Milvus. It is made by the first call and again whenever Milvus was away; nothing is done before. Safe for use by
 * many threads.
 */
public final class MilvusConnection implements AutoCloseable {
    // Codes of Milvus, pkg/util/merr: stable since 2.3.
    private static final int COLLECTION_NOT_FOUND = 100;
    private static final int RATE_LIMIT = 8;
    private static final int PARAMETER_INVALID = 1100;
    // Of versions that tell the old codes only.
    private static final int OLD_COLLECTION_NOT_EXISTS = 4;

    private static final String NO_ANSWER = "DEADLINE_EXCEEDED";
    private static final Duration QUIET = Duration.ofMillis(500);

    // gRPC waits longer and longer, up to two minutes, before it tries a broken connection again; a new one is tried at
    // once.
    private static final Duration DEAD_AFTER = Duration.ofSeconds(5);

    private final MilvusSettings settings;
    private final ReentrantLock connecting = new ReentrantLock();
    // Written under connecting.
    private volatile @Nullable MilvusClientV2 client;
    // Calls before its end fail as the last one did: who waited for that one, or tidies up behind it, waits no second
    // time.
    private volatile Silence silence = new Silence(System.nanoTime(), "");
    private volatile long lastAnswer = System.nanoTime();
    private volatile boolean closed;

    /** Why Milvus is not asked until a moment of {@link System#nanoTime}. */
    private record Silence(long until, String reason) {}

    /** Does nothing yet. */
    public MilvusConnection(MilvusSettings settings) {
        this.settings = settings;
    }

    /** How Milvus is reached. */
    public MilvusSettings settings() {
        return settings;
    }

    /**
     * Makes one call.
     *
     * @throws Failure.Unavailable if Milvus does not answer in time, or says that it cannot now
     * @throws Failure.Overloaded if Milvus says that it is asked too much
     * @throws Failure.NotFound if the collection is not there
     * @throws IllegalStateException if Milvus finds the call itself wrong, which is a bug
     */
    <T> T call(String what, Function<MilvusClientV2, T> call) {
        checkSilence();
        MilvusClientV2 connected = connected();
        try {
            T answer = call.apply(connected);
            lastAnswer = System.nanoTime();
            return answer;
        } catch (MilvusClientException e) {
            if (isSilent(e)) {
                silence = new Silence(System.nanoTime() + QUIET.toNanos(), reason(e));
            }
            RuntimeException failure = inPlainWords(what, e);
            if (failure instanceof Failure.Unavailable) {
                dropIfDead(connected);
            } else {
                lastAnswer = System.nanoTime();
            }
            throw failure;
        }
    }

    /** Gives up a connection over which nothing has been answered for a while; the next call makes another. */
    private void dropIfDead(MilvusClientV2 failed) {
        if (System.nanoTime() - lastAnswer < DEAD_AFTER.toNanos() || !connecting.tryLock()) {
            return;
        }
        try {
            if (failed.equals(client)) {
                client = null;
                lastAnswer = System.nanoTime();
                failed.close(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connecting.unlock();
        }
    }

    private void checkSilence() {
        Silence now = silence;
        if (System.nanoTime() - now.until() < 0) {
            throw away(now.reason(), null);
        }
    }

    private static boolean isSilent(Throwable e) {
        return String.valueOf(e.getMessage()).contains(NO_ANSWER)
                || (e.getCause() != null
                        && String.valueOf(e.getCause().getMessage()).contains(NO_ANSWER));
    }

    /** Makes one call that answers nothing. */
    void run(String what, Consumer<MilvusClientV2> call) {
        call(what, connected -> {
            call.accept(connected);
            return true;
        });
    }

    private MilvusClientV2 connected() {
        MilvusClientV2 now = client;
        return now != null && !closed ? now : connect();
    }

    private MilvusClientV2 connect() {
        boolean mine = false;
        try {
            // Others wait no longer than for a call of their own.
            mine = connecting.tryLock(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
            if (closed) {
                throw new Failure.Unavailable("the index is closed");
            }
            MilvusClientV2 now = client;
            if (now != null) {
                return now;
            }
            if (!mine) {
                throw away("it did not answer within " + settings.timeout().toMillis() + " ms", null);
            }
            checkSilence();
            MilvusClientV2 made = new MilvusClientV2(config(settings));
            // Whoever asks decides whether to ask again; the client would go on for minutes.
            made.retryConfig(RetryConfig.builder().maxRetryTimes(1).build());
            client = made;
            return made;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.Unavailable("interrupted while connecting to Milvus", e);
        } catch (Failure e) {
            throw e;
        } catch (RuntimeException e) {
            // The client throws what its gRPC does, whose classes it hides, and plain RuntimeExceptions.
            silence = new Silence(System.nanoTime() + QUIET.toNanos(), reason(e));
            throw away(reason(e), e);
        } finally {
            if (mine) {
                connecting.unlock();
            }
        }
    }

    private static ConnectConfig config(MilvusSettings settings) {
        MilvusSettings.Tls tls = settings.tls();
        Duration timeout = settings.timeout();
        ConnectConfig.ConnectConfigBuilder builder = ConnectConfig.builder()
                .uri((tls.enabled() ? "https://" : "http://") + settings.address())
                .connectTimeoutMs(timeout.toMillis())
                .rpcDeadlineMs(timeout.toMillis())
                .secure(tls.enabled());
        if (!settings.database().isEmpty()) {
            builder.dbName(settings.database());
        }
        if (!settings.token().isEmpty()) {
            builder.token(settings.token());
        } else if (!settings.user().isEmpty()) {
            builder.username(settings.user()).password(settings.password());
        }
        if (!tls.serverName().isEmpty()) {
            builder.serverName(tls.serverName());
        }
        if (!tls.certificate().isEmpty()) {
            builder.clientPemPath(tls.certificate()).clientKeyPath(tls.key()).caPemPath(tls.ca());
        } else if (!tls.ca().isEmpty()) {
            builder.serverPemPath(tls.ca());
        }
        return builder.build();
    }

    private RuntimeException inPlainWords(String what, MilvusClientException e) {
        int code = e.getServerErrCode();
        if (code == COLLECTION_NOT_FOUND || (code == 0 && e.getLegacyServerCode() == OLD_COLLECTION_NOT_EXISTS)) {
            return new Failure.NotFound("the collection is not in the Milvus at " + settings.address()
                    + " any more: it was deleted by this or another server, or by hand");
        }
        if (code == RATE_LIMIT) {
            return new Failure.Overloaded("the Milvus at " + settings.address() + " is asked too much: " + reason(e));
        }
        if (code == PARAMETER_INVALID || e.getErrorCode() == ErrorCode.INVALID_PARAMS) {
            return new IllegalStateException("Milvus refuses to " + what + ": " + reason(e), e);
        }
        return away("it cannot " + what + ": " + reason(e), e);
    }

    Failure.Unavailable away(String reason, @Nullable Throwable cause) {
        String text = "the Milvus at " + settings.address() + " (likeness.milvus.host, MILVUS_HOST) does not serve: "
                + reason;
        return cause == null ? new Failure.Unavailable(text) : new Failure.Unavailable(text, cause);
    }

    private String reason(Throwable e) {
        Throwable root = e.getCause() != null ? e.getCause() : e;
        String text = Objects.requireNonNullElse(root.getMessage(), root.toString());
        if (text.contains(NO_ANSWER)) {
            return "no answer within " + settings.timeout().toMillis() + " ms (likeness.milvus.timeout)";
        }
        // One line is enough for whoever reads it; the cause has all.
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }

    /** Ends the connection; closing again does nothing. */
    @Override
    public void close() {
        connecting.lock();
        try {
            closed = true;
            MilvusClientV2 now = client;
            client = null;
            if (now != null) {
                now.close(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connecting.unlock();
        }
    }
}
