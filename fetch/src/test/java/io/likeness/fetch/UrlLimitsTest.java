package io.likeness.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.likeness.failure.Failure;
import io.likeness.image.EncodedImage;
import io.likeness.image.ImageSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that send too much, too slowly, or not what they say. */
@Timeout(60)
final class UrlLimitsTest {
    private static final int LIMIT = TestSettings.MAX_BYTES;

    @Test
    void fetch_exactlyTheLimit_isTakenAndOneMoreIsTooLarge() throws IOException {
        try (ScriptedServer server = ScriptedServer.start((path, out) -> {
            int size = Integer.parseInt(path.substring(2));
            if (path.startsWith("/a")) {
                ScriptedServer.ok(out, new byte[size], "Content-Length: " + size);
            } else {
                ScriptedServer.ok(out, new byte[size]);
            }
        })) {
            for (String kind : List.of("/a", "/u")) {
                assertThat(fetch(TestSettings.LOOPBACK, server.url(kind + LIMIT))
                                .size())
                        .isEqualTo(LIMIT);
                assertThatThrownBy(() -> fetch(TestSettings.LOOPBACK, server.url(kind + (LIMIT + 1))))
                        .isInstanceOf(Failure.TooLarge.class)
                        .hasMessageContaining("100000")
                        .hasMessageContaining("likeness.max-bytes");
            }
        }
    }

    @Test
    void fetch_announcedTooLarge_isRefusedBeforeTheBodyComes() throws IOException {
        try (ScriptedServer server = ScriptedServer.start((path, out) -> {
            ScriptedServer.head(out, "200 OK", "Content-Length: 99999999999");
            Thread.sleep(20_000);
        })) {
            long start = System.nanoTime();
            assertThatThrownBy(() -> fetch(TestSettings.LOOPBACK, server.url("/")))
                    .isInstanceOf(Failure.TooLarge.class)
                    .hasMessageContaining("99999999999");
            assertThat(since(start)).isLessThan(Duration.ofSeconds(10));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "chunked"})
    void fetch_endlessBody_isTooLargeAndTheConnectionIsDropped(String kind) throws Exception {
        try (ScriptedServer server = ScriptedServer.start((path, out) -> endless(kind, out));
                GuardedFetcher fetcher = new GuardedFetcher(TestSettings.LOOPBACK)) {
            long start = System.nanoTime();
            // More often than there may be connections: one that is not given back is missed.
            for (int i = 0; i < 6; i++) {
                assertThatThrownBy(() -> fetcher.fetch(new ImageSource.Url(server.url("/"))))
                        .isInstanceOf(Failure.TooLarge.class);
            }
            assertThat(since(start)).isLessThan(Duration.ofSeconds(10));
            assertConnectionsEnd(server);
        }
    }

    private static void endless(String kind, OutputStream out) throws IOException {
        boolean chunked = kind.equals("chunked");
        ScriptedServer.head(out, "200 OK", chunked ? "Transfer-Encoding: chunked" : "X: y");
        byte[] kibibyte = new byte[1024];
        while (true) {
            if (chunked) {
                out.write("400\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            out.write(kibibyte);
            if (chunked) {
                out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    @Test
    void fetch_gzipBomb_isTooLarge() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(new byte[50 * 1024 * 1024]);
        }
        assertThat(packed.size()).isLessThan(LIMIT);
        try (ScriptedServer server = ScriptedServer.start(
                (path, out) -> ScriptedServer.ok(out, packed.toByteArray(), "Content-Encoding: gzip"))) {
            assertThatThrownBy(() -> fetch(TestSettings.LOOPBACK, server.url("/")))
                    .isInstanceOf(Failure.TooLarge.class);
        }
    }

    @Test
    void fetch_gzipThatIsCutOff_isAFailure() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(new byte[1000]);
        }
        byte[] cut = Arrays.copyOf(packed.toByteArray(), packed.size() - 12);
        try (ScriptedServer server =
                ScriptedServer.start((path, out) -> ScriptedServer.ok(out, cut, "Content-Encoding: gzip"))) {
            assertThatThrownBy(() -> fetch(TestSettings.LOOPBACK, server.url("/")))
                    .isInstanceOf(Failure.class);
        }
    }

    @Test
    void fetch_slowDrip_endsAtTheTotalTimeout() throws Exception {
        assertEndsInTime((path, out) -> {
            ScriptedServer.head(out, "200 OK", "Content-Length: 1000");
            drip(out);
        });
    }

    @Test
    void fetch_slowDripOfHeaders_endsAtTheTotalTimeout() throws Exception {
        assertEndsInTime((path, out) -> {
            out.write("HTTP/1.1 200 OK\r\nX: ".getBytes(StandardCharsets.US_ASCII));
            drip(out);
        });
    }

    @Test
    void fetch_slowDripOverRedirects_endsAtTheTotalTimeoutOfAllTogether() throws Exception {
        assertEndsInTime((path, out) -> {
            Thread.sleep(700);
            ScriptedServer.head(out, "302 Found", "Location: /x");
        });
    }

    @Test
    void fetch_silence_endsAtTheTotalTimeout() throws Exception {
        // The sleeping server does not notice that its client went away, so only the time is looked at.
        try (ScriptedServer server = ScriptedServer.start((path, out) -> Thread.sleep(20_000));
                GuardedFetcher fetcher = new GuardedFetcher(TestSettings.HURRIED)) {
            assertTimesOut(fetcher, server);
        }
    }

    @Test
    void fetch_endlessInterimAnswers_endAtTheTotalTimeout() throws Exception {
        assertEndsInTime((path, out) -> {
            while (true) {
                out.write("HTTP/1.1 103 Early Hints\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                out.flush();
                Thread.sleep(5);
            }
        });
    }

    private static void drip(OutputStream out) throws IOException, InterruptedException {
        while (true) {
            out.write('x');
            out.flush();
            Thread.sleep(20);
        }
    }

    private static void assertEndsInTime(ScriptedServer.Script script) throws Exception {
        try (ScriptedServer server = ScriptedServer.start(script);
                GuardedFetcher fetcher = new GuardedFetcher(TestSettings.HURRIED)) {
            assertTimesOut(fetcher, server);
            assertConnectionsEnd(server);
        }
    }

    private static void assertTimesOut(GuardedFetcher fetcher, ScriptedServer server) {
        long start = System.nanoTime();
        assertThatThrownBy(() -> fetcher.fetch(new ImageSource.Url(server.url("/"))))
                .isInstanceOf(Failure.Unavailable.class)
                .hasMessageContaining("1.5 s (likeness.fetch.total-timeout)");
        assertThat(since(start)).isBetween(TestSettings.SHORT, TestSettings.SHORT.plusSeconds(5));
    }

    @Test
    void fetch_hangingLookUp_endsAtTheTotalTimeoutAndKeepsItsThread() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        HostResolver hanging = host -> {
            awaitQuietly(released);
            return List.of();
        };
        try (GuardedFetcher fetcher = new GuardedFetcher(TestSettings.narrow(TestSettings.SHORT, 1, 1), hanging)) {
            assertThatThrownBy(() -> fetcher.fetch(new ImageSource.Url("http://a.test/")))
                    .isInstanceOf(Failure.Unavailable.class);
            assertThatThrownBy(() -> fetcher.fetch(new ImageSource.Url("http://b.test/")))
                    .isInstanceOf(Failure.Overloaded.class)
                    .hasMessageContaining("likeness.fetch.threads");
        } finally {
            released.countDown();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        boolean interrupted = true;
        while (interrupted) {
            try {
                latch.await();
                interrupted = false;
            } catch (InterruptedException e) {
                // A look-up in the operating system does not hear it either.
                interrupted = true;
            }
        }
    }

    @Test
    void fetch_bodyShorterThanAnnounced_isUnavailable() throws IOException {
        try (ScriptedServer server =
                ScriptedServer.start((path, out) -> ScriptedServer.ok(out, new byte[10], "Content-Length: 11"))) {
            assertThatThrownBy(() -> fetch(TestSettings.LOOPBACK, server.url("/")))
                    .isInstanceOf(Failure.Unavailable.class)
                    .hasMessageContaining("before the picture was whole");
        }
    }

    @Test
    void fetch_bodyLongerThanAnnounced_isCutThere() throws IOException {
        try (ScriptedServer server =
                ScriptedServer.start((path, out) -> ScriptedServer.ok(out, new byte[10], "Content-Length: 4"))) {
            assertThat(fetch(TestSettings.LOOPBACK, server.url("/")).size()).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.6\r\n",
                "HTTP/9.9 banana\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: minus one\r\n\r\nx",
                "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nx",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\nx",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nzz\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nx",
                "",
            })
    void fetch_answerThatIsNotHttp_isUnavailable(String answer) throws IOException {
        try (ScriptedServer server =
                ScriptedServer.start((path, out) -> out.write(answer.getBytes(StandardCharsets.US_ASCII)))) {
            assertThatThrownBy(() -> fetch(TestSettings.LOOPBACK, server.url("/")))
                    .isInstanceOf(Failure.Unavailable.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"line", "headers", "statusLine"})
    void fetch_endlessHead_isUnavailableAndEndsEarly(String kind) throws IOException {
        try (ScriptedServer server = ScriptedServer.start((path, out) -> {
            out.write(
                    kind.equals("statusLine")
                            ? new byte[0]
                            : "HTTP/1.1 200 OK\r\nX: ".getBytes(StandardCharsets.US_ASCII));
            byte[] piece = (kind.equals("headers") ? "y\r\nX: " : "yyyyyyyy").getBytes(StandardCharsets.US_ASCII);
            while (true) {
                out.write(piece);
            }
        })) {
            long start = System.nanoTime();
            assertThatThrownBy(() -> fetch(TestSettings.LOOPBACK, server.url("/")))
                    .isInstanceOf(Failure.Unavailable.class)
                    .hasMessageContaining("proper HTTP");
            assertThat(since(start)).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void fetch_moreThanThreadsAndQueue_isOverloaded() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.start((path, out) -> {
                    held.await();
                    ScriptedServer.ok(out, new byte[3]);
                });
                GuardedFetcher fetcher = new GuardedFetcher(TestSettings.narrow(Duration.ofSeconds(25), 2, 3));
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Throwable> call = () -> catchThrowable(() -> fetcher.fetch(new ImageSource.Url(server.url("/"))));
            List<Future<Throwable>> outcomes = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                outcomes.add(callers.submit(call));
            }
            while (outcomes.stream().filter(Future::isDone).count() < 4) {
                Thread.sleep(5);
            }
            held.countDown();
            int overloaded = 0;
            for (Future<Throwable> outcome : outcomes) {
                Throwable thrown = outcome.get();
                if (thrown != null) {
                    assertThat(thrown)
                            .isInstanceOf(Failure.Overloaded.class)
                            .hasMessageContaining("likeness.fetch.queue");
                    overloaded++;
                }
            }
            assertThat(overloaded).isEqualTo(4);
            assertThat(server.requests()).hasSize(5);
        }
    }

    @Test
    void close_fetchUnderWay_endsAtOnce() throws Exception {
        try (ScriptedServer server = ScriptedServer.start((path, out) -> Thread.sleep(20_000));
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            GuardedFetcher fetcher = new GuardedFetcher(TestSettings.LOOPBACK);
            Future<Throwable> outcome =
                    callers.submit(() -> catchThrowable(() -> fetcher.fetch(new ImageSource.Url(server.url("/")))));
            while (server.requests().isEmpty()) {
                Thread.sleep(5);
            }
            long start = System.nanoTime();
            fetcher.close();
            assertThat(outcome.get()).isInstanceOf(Failure.Unavailable.class);
            assertThat(since(start)).isLessThan(Duration.ofSeconds(10));
            assertThatThrownBy(() -> fetcher.fetch(new ImageSource.Url(server.url("/"))))
                    .isInstanceOf(Failure.Unavailable.class);
        }
    }

    @Test
    void fetch_interruptedCaller_isUnavailableAndDropsTheConnection() throws Exception {
        try (ScriptedServer server = ScriptedServer.start((path, out) -> drip(out));
                GuardedFetcher fetcher = new GuardedFetcher(TestSettings.LOOPBACK);
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch started = new CountDownLatch(1);
            Future<Throwable> outcome = callers.submit(() -> {
                Thread caller = Thread.currentThread();
                Thread.ofVirtual().start(() -> {
                    awaitQuietly(started);
                    caller.interrupt();
                });
                return catchThrowable(() -> fetcher.fetch(new ImageSource.Url(server.url("/"))));
            });
            while (server.requests().isEmpty()) {
                Thread.sleep(5);
            }
            started.countDown();
            assertThat(outcome.get()).isInstanceOf(Failure.Unavailable.class);
            assertConnectionsEnd(server);
        }
    }

    /** Waits until no script writes any more, which it can only as long as its client has not dropped the connection. */
    private static void assertConnectionsEnd(ScriptedServer server) throws InterruptedException {
        long start = System.nanoTime();
        while (server.openConnections() > 0 && since(start).toMillis() < 3000) {
            Thread.sleep(10);
        }
        assertThat(server.openConnections()).isZero();
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static EncodedImage fetch(FetchSettings settings, String url) {
        try (GuardedFetcher fetcher = new GuardedFetcher(settings)) {
            return fetcher.fetch(new ImageSource.Url(url));
        }
    }
}
