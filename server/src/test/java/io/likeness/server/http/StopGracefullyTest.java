package io.likeness.server.http;

import static io.likeness.server.testing.FakeEngine.picture;
import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.server.testing.RawHttp;
import io.likeness.server.testing.TestServer;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StopGracefullyTest {
    private static final String ADD_URL = "/api/image/sim/add/url";

    @Test
    void stop_requestUnderWay_isFinishedFirst() throws Exception {
        TestServer server = TestServer.start(Map.of());
        CountDownLatch begun = new CountDownLatch(1);
        server.engine().places.put("http://slow.example/", _ -> {
            begun.countDown();
            sleep(1000);
            return picture(1, 0, 0);
        });
        var answer = CompletableFuture.supplyAsync(() -> server.json(ADD_URL, "{\"url\":\"http://slow.example/\"}"));
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        server.server().close();

        assertThat(answer.get(30, TimeUnit.SECONDS).body())
                .isEqualTo("{\"msg\":\"存储图片成功!\",\"code\":200,\"data\":true}");
        server.close();
    }

    @Test
    void stop_requestsThatDoNotEnd_areAnsweredAfterTheGraceAndTheServerEndsWithin10s() throws Exception {
        TestServer server = TestServer.start(Map.of());
        CountDownLatch begun = new CountDownLatch(1);
        server.engine().places.put("http://hanging.example/", _ -> {
            begun.countDown();
            // Deaf to interrupts, as native code and some reads are.
            long end = System.nanoTime() + 20_000_000_000L;
            while (System.nanoTime() < end) {
                sleep(100);
            }
            return picture(1, 0, 0);
        });
        var hanging =
                CompletableFuture.supplyAsync(() -> server.json(ADD_URL, "{\"url\":\"http://hanging.example/\"}"));
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        try (Socket upload = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            startUpload(upload, server.port());
            long start = System.nanoTime();
            server.server().close();
            Duration took = Duration.ofNanos(System.nanoTime() - start);

            assertThat(took).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(10));
            String stopping = "{\"msg\":\"存储图片失败!\",\"code\":500,\"data\":null,"
                    + "\"detail\":\"the server is stopping; try again when it is back\"}";
            HttpResponse<String> answer = hanging.get(5, TimeUnit.SECONDS);
            assertThat(answer.body()).isEqualTo(stopping);
            assertThat(answer.headers().firstValue("retry-after")).contains("1");
            upload.setSoTimeout(5000);
            assertThat(RawHttp.read(upload.getInputStream()).body()).isEqualTo(stopping);
        }
        server.close();
    }

    /** An upload of which one byte comes, and then nothing. */
    private static void startUpload(Socket socket, int port) throws Exception {
        OutputStream out = socket.getOutputStream();
        out.write(RawHttp.head(
                        port,
                        "POST /api/image/sim/add/file HTTP/1.1",
                        "Content-Type: multipart/form-data; boundary=b",
                        "Content-Length: 1000")
                .getBytes(StandardCharsets.UTF_8));
        out.write('-');
        out.flush();
        Thread.sleep(300);
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException _) {
            // Deaf on purpose.
        }
    }
}
