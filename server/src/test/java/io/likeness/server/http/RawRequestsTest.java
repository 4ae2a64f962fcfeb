package io.likeness.server.http;

import static io.likeness.server.testing.FakeEngine.picture;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.server.testing.RawHttp;
import io.likeness.server.testing.RawHttp.Answer;
import io.likeness.server.testing.TestServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no client library sends: broken requests and bodies beyond every limit. All are answered with the envelope. */
class RawRequestsTest {
    private static final int MAX_BYTES = 1_000_000;

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(Map.of("likeness.max-bytes", MAX_BYTES));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "GET\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: 127.0.0.1\r\n\r\n",
                "GET /<script> HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                "GET /a%2fb HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                "GET /a\\b HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: abc\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: strange\r\n\r\n",
                "TRACE /api/image/sim/add/file HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
            })
    void request_broken_isRefusedInJson(String request) throws IOException {
        Answer answer = RawHttp.send(server.port(), request, new byte[0]);

        assertThat(answer.status()).isBetween(400, 505);
        assertEnvelope(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CONNECT /v1/search HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                "GET /v1/stats HTTP/3.7\r\nHost: 127.0.0.1\r\n\r\n",
                "GET /v1/stats HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: strange\r\n\r\n"
            })
    void request_thatNoServerTakes_isNoFaultOfThisOne(String request) throws IOException {
        Answer answer = RawHttp.send(server.port(), request, new byte[0]);

        assertThat(answer.status()).isIn(400, 501, 505);
        assertThat(answer.body()).startsWith("{\"type\":\"/docs/problems/bad-input\"");
    }

    @Test
    void fileName_withNul_isRefused() {
        String body =
                "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\0.png\"\r\n\r\nx\r\n--b--\r\n";

        assertThat(server.post("/v1/images", "multipart/form-data; boundary=b", body.getBytes(UTF_8))
                        .body())
                .contains("/docs/problems/bad-input", "a part's file name holds a NUL character");
    }

    @Test
    void header_tooLong_isRefusedInJson() throws IOException {
        Answer answer = RawHttp.send(
                server.port(), RawHttp.head(server.port(), "GET / HTTP/1.1", "X: " + "x".repeat(20_000)), new byte[0]);

        assertThat(answer.status()).isEqualTo(400);
        assertEnvelope(answer);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/api/image/sim/add/file",
        "PUT,/api/image/sim/search/url",
        "DELETE,/api/image/sim/del/id",
        "PATCH,/api/image/sim/del/key",
        "BREW,/api/image/sim/del/key",
        "GET,/api/nothing",
        "POST,/api/image/sim/add/base64",
        "POST,/api/image/sim/add/file/",
        "GET,/api",
        "GET,/api/"
    })
    void methodOrPath_unknownUnderApi_isTheEnvelopeWithStatus200(String method, String path) throws IOException {
        Answer answer = RawHttp.send(
                server.port(),
                RawHttp.head(server.port(), method + " " + path + " HTTP/1.1", "Content-Length: 0"),
                new byte[0]);

        assertThat(answer.status()).isEqualTo(200);
        assertEnvelope(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/error",
                "/index.html",
                "/docs/nothing",
                "/application.properties",
                "/webjars/",
                "/swagger-ui/index.html"
            })
    void path_unknownElsewhere_is404InJson(String path) throws IOException {
        Answer answer =
                RawHttp.send(server.port(), RawHttp.head(server.port(), "GET " + path + " HTTP/1.1"), new byte[0]);

        assertThat(answer.status()).isEqualTo(404);
        assertEnvelope(answer);
    }

    @Test
    void method_wrong_isNamed() throws IOException {
        Answer answer = RawHttp.send(
                server.port(), RawHttp.head(server.port(), "GET /api/image/sim/search/url HTTP/1.1"), new byte[0]);

        assertThat(answer.body())
                .isEqualTo("{\"msg\":\"检索图片失败!\",\"code\":500,\"data\":null,"
                        + "\"detail\":\"the method GET does nothing at this path; /docs shows what there is\"}");
    }

    @Test
    void upload_atTheLimit_isTaken() {
        byte[] bytes = Arrays.copyOf(picture(1, 0, 0), MAX_BYTES);
        Arrays.fill(bytes, picture(1, 0, 0).length, MAX_BYTES, (byte) ' ');

        assertThat(server.multipart("/api/image/sim/add/file", Map.of("file", bytes))
                        .body())
                .contains("\"code\":200");
    }

    @Test
    void upload_oneByteMore_isTooLarge() {
        assertThat(server.multipart("/api/image/sim/add/file", Map.of("file", new byte[MAX_BYTES + 1]))
                        .body())
                .isEqualTo("{\"msg\":\"存储图片失败!\",\"code\":500,\"data\":null,\"detail\":\"the picture has more than"
                        + " 1000000 bytes, which is the limit (likeness.max-bytes)\"}");
    }

    @Test
    void upload_farMore_isAnsweredAndTheConnectionReadOn() throws IOException {
        int length = 64 << 20;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(30_000);
            OutputStream out = socket.getOutputStream();
            out.write(RawHttp.head(
                            server.port(),
                            "POST /api/image/sim/add/file HTTP/1.1",
                            "Content-Type: multipart/form-data; boundary=b",
                            "Content-Length: " + length)
                    .getBytes(UTF_8));
            byte[] block = new byte[1 << 16];
            for (int sent = 0; sent < length; sent += block.length) {
                out.write(block);
            }
            Answer answer = RawHttp.read(socket.getInputStream());
            assertThat(answer.body())
                    .contains("the request has 67108864 bytes, a picture may have 1000000 (likeness.max-bytes)");
        }
    }

    @Test
    void upload_inChunksWithoutLength_isBoundedToo() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(30_000);
            OutputStream out = socket.getOutputStream();
            out.write(RawHttp.head(
                            server.port(),
                            "POST /api/image/sim/search/base64 HTTP/1.1",
                            "Content-Type: application/json",
                            "Transfer-Encoding: chunked")
                    .getBytes(UTF_8));
            out.write("b\r\n{\"base64\":\"\r\n".getBytes(UTF_8));
            byte[] block = ("10000\r\n" + "A".repeat(1 << 16) + "\r\n").getBytes(UTF_8);
            for (int i = 0; i < 100; i++) {
                out.write(block);
            }
            out.write("2\r\n\"}\r\n0\r\n\r\n".getBytes(UTF_8));
            assertThat(RawHttp.read(socket.getInputStream()).body())
                    .contains("the request has too many bytes, a picture may have 1000000 (likeness.max-bytes)");
        }
    }

    @Test
    void expectContinue_tooLarge_isAnsweredWithoutTheBody() throws IOException {
        Answer answer = RawHttp.send(
                server.port(),
                RawHttp.head(
                        server.port(),
                        "POST /api/image/sim/add/file HTTP/1.1",
                        "Content-Type: multipart/form-data; boundary=b",
                        "Content-Length: 50000000",
                        "Expect: 100-continue"),
                new byte[0]);

        assertThat(answer.body()).contains("likeness.max-bytes");
    }

    @Test
    void body_endingBeforeItsLength_isNoIncident() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream()
                    .write((RawHttp.head(
                                            server.port(),
                                            "POST /api/image/sim/del/key HTTP/1.1",
                                            "Content-Type: application/json",
                                            "Content-Length: 100")
                                    + "{\"key\":")
                            .getBytes(UTF_8));
            socket.shutdownOutput();
            assertThat(RawHttp.read(socket.getInputStream()).body()).doesNotContain("unexpected failure");
        }
    }

    private static void assertEnvelope(Answer answer) {
        assertThat(answer.headers().get("content-type"))
                .as(answer.toString())
                .isEqualTo("application/json;charset=UTF-8");
        assertThat(answer.headers()).doesNotContainKey("server");
        assertThat(answer.body()).startsWith("{\"msg\":\"").contains("\"code\":500,\"data\":null,\"detail\":\"");
        assertThat(answer.body()).doesNotContainIgnoringCase("tomcat").doesNotContain("<", "\tat ");
    }
}
