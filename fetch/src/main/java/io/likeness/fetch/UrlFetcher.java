package io.likeness.fetch;

import io.likeness.failure.Failure;
import io.likeness.image.EncodedImage;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/**
 * Fetches pictures from web addresses. Each fetch runs on a thread of its own pool, so that the caller gets its answer in time even where the system
 * hangs in a name look-up; such a thread stays taken until it is done. Safe for use by many threads; {@link #close()} ends what is under way.
 */
final class UrlFetcher implements AutoCloseable {
    private final FetchSettings settings;
    private final ByteLimit limit;
    private final CloseableHttpClient client;
    private final ThreadPoolExecutor workers;
    private final Set<Download> underWay = ConcurrentHashMap.newKeySet();

    UrlFetcher(FetchSettings settings, HostResolver resolver, SSLContext tls) {
        this.settings = settings;
        this.limit = new ByteLimit(settings.maxBytes());
        AllowList allow = AllowList.of(settings.allow());
        this.client = PictureHttpClient.create(settings, new GuardedDnsResolver(resolver, allow), tls);
        this.workers = new ThreadPoolExecutor(
                settings.threads(),
                settings.threads(),
                10,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(settings.queue()),
                Thread.ofPlatform().name("fetch-", 0).daemon().factory());
        workers.allowCoreThreadTimeOut(true);
    }

    EncodedImage fetch(String url) {
        long start = System.nanoTime();
        Download download = new Download(client, WebAddress.parse(url), settings.maxRedirects(), limit);
        FutureTask<byte[]> task = new FutureTask<>(download);
        underWay.add(download);
        try {
            enqueue(task);
            long left = settings.totalTimeout().toNanos() - (System.nanoTime() - start);
            return EncodedImage.of(task.get(left, TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            throw late(task);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.Unavailable("interrupted while waiting for a picture from the network", e);
        } catch (ExecutionException e) {
            throw unchecked(e.getCause());
        } finally {
            underWay.remove(download);
            if (!task.isDone()) {
                task.cancel(false);
                workers.remove(task);
                download.abort();
            }
        }
    }

    private void enqueue(FutureTask<byte[]> task) {
        try {
            workers.execute(task);
        } catch (RejectedExecutionException e) {
            if (workers.isShutdown()) {
                throw new Failure.Unavailable("the server is stopping", e);
            }
            throw new Failure.Overloaded("there are " + settings.threads() + " web addresses being fetched and "
                    + settings.queue() + " waiting already (likeness.fetch.threads, likeness.fetch.queue)");
        }
    }

    private Failure late(FutureTask<byte[]> task) {
        if (workers.getQueue().contains(task)) {
            return new Failure.Overloaded("no thread was free to fetch the web address within " + seconds()
                    + " (likeness.fetch.threads, likeness.fetch.total-timeout)");
        }
        return new Failure.Unavailable(
                "the picture did not come whole within " + seconds() + " (likeness.fetch.total-timeout)");
    }

    private String seconds() {
        return settings.totalTimeout().toMillis() / 1000.0 + " s";
    }

    private static RuntimeException unchecked(@Nullable Throwable cause) {
        return switch (cause) {
            case RuntimeException unchecked -> unchecked;
            case Error error -> throw error;
            case null, default -> new IllegalStateException(cause);
        };
    }

    @Override
    public void close() {
        workers.shutdownNow();
        underWay.forEach(Download::abort);
        client.close(CloseMode.IMMEDIATE);
    }
}
