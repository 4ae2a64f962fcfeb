package io.likeness.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.likeness.failure.Failure;
import io.likeness.image.EncodedImage;
import io.likeness.image.ImageSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
final class UrlFetcherTest {
    private static final byte[] PICTURE = randomBytes(50_000);

    private static byte[] randomBytes(int n) {
        byte[] bytes = new byte[n];
        new Random(n).nextBytes(bytes);
        return bytes;
    }

    @Test
    void fetch_ordinaryServer_givesTheBytes() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(
                    200, exchange.getRequestURI().getPath().equals("/chunked") ? 0 : PICTURE.length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(PICTURE);
            }
        });
        server.start();
        try (GuardedFetcher fetcher = new GuardedFetcher(TestSettings.LOOPBACK)) {
            String base = "http://127.0.0.1:" + server.getAddress().getPort();
            assertThat(bytes(fetch(fetcher, base + "/whole"))).isEqualTo(PICTURE);
            assertThat(bytes(fetch(fetcher, base + "/chunked"))).isEqualTo(PICTURE);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void fetch_chineseNameAndSpaces_areSentPercentEncoded() throws IOException {
        try (ScriptedServer server = ScriptedServer.start((path, out) -> ScriptedServer.ok(out, PICTURE));
                GuardedFetcher fetcher = new GuardedFetcher(TestSettings.LOOPBACK)) {
            fetch(fetcher, server.url("/图 片.jpg?名=值#x"));
            assertThat(server.paths()).containsExactly("/%E5%9B%BE%20%E7%89%87.jpg?%E5%90%8D=%E5%80%BC");
        }
    }

    @Test
    void fetch_request_saysWhoAsksAndNothingElse() throws IOException {
        System.setProperty("http.proxyHost", "127.0.0.1");
        System.setProperty("http.proxyPort", "1");
        try (ScriptedServer server = ScriptedServer.start(
                        (path, out) -> ScriptedServer.ok(out, PICTURE, "Set-Cookie: a=b; Path=/"));
                GuardedFetcher fetcher = new GuardedFetcher(TestSettings.LOOPBACK)) {
            fetch(fetcher, server.url("/1"));
            fetch(fetcher, server.url("/2"));
            assertThat(server.requests()).hasSize(2);
            assertThat(server.requests().get(1))
                    .contains("GET /2 HTTP/1.1", "Host: 127.0.0.1:" + server.port(), "Accept-Encoding: identity")
                    .anyMatch(line -> line.startsWith("User-Agent: ") && line.contains("Likeness"))
                    .noneMatch(line -> line.matches("(?i)(cookie|upgrade|authorization|referer):.*"));
        } finally {
            System.clearProperty("http.proxyHost");
            System.clearProperty("http.proxyPort");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 410})
    void fetch_nothingThere_isNotFound(int status) throws IOException {
        assertStatus(status, Failure.NotFound.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 304, 400, 401, 403, 407, 418, 429, 500, 503})
    void fetch_otherStatus_isUnavailableAndNamesIt(int status) throws IOException {
        assertStatus(status, Failure.Unavailable.class);
    }

    private void assertStatus(int status, Class<? extends Failure> failure) throws IOException {
        try (ScriptedServer server = ScriptedServer.start((path, out) -> {
                    ScriptedServer.head(out, status + " Oops", "WWW-Authenticate: Basic realm=\"x\"");
                    out.write("the body tells a secret".getBytes(StandardCharsets.UTF_8));
                });
                GuardedFetcher fetcher = new GuardedFetcher(TestSettings.LOOPBACK)) {
            assertThatThrownBy(() -> fetch(fetcher, server.url("/a/b?sig=hunter2")))
                    .isInstanceOf(failure)
                    .message()
                    .contains("HTTP " + status, "http://127.0.0.1:" + server.port())
                    .doesNotContain("secret", "hunter2");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void fetch_nobodyListens_isUnavailable() throws IOException {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            port = taken.getLocalPort();
        }
        try (GuardedFetcher fetcher = new GuardedFetcher(TestSettings.LOOPBACK)) {
            assertThatThrownBy(() -> fetch(fetcher, "http://127.0.0.1:" + port + "/"))
                    .isInstanceOf(Failure.Unavailable.class);
        }
    }

    @Test
    void fetch_unknownHost_isUnavailable() {
        try (GuardedFetcher fetcher = new GuardedFetcher(TestSettings.LOOPBACK, new FakeResolver())) {
            assertThatThrownBy(() -> fetch(fetcher, "http://nowhere.test/"))
                    .isInstanceOf(Failure.Unavailable.class)
                    .hasMessageContaining("nowhere.test");
        }
    }

    @Test
    void fetch_gzipThatWasNotAskedFor_isUnpacked() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(PICTURE);
        }
        try (ScriptedServer server = ScriptedServer.start(
                        (path, out) -> ScriptedServer.ok(out, packed.toByteArray(), "Content-Encoding: GZIP"));
                GuardedFetcher fetcher = new GuardedFetcher(TestSettings.LOOPBACK)) {
            assertThat(bytes(fetch(fetcher, server.url("/")))).isEqualTo(PICTURE);
        }
    }

    @ParameterizedTest
    @CsvSource({"br", "deflate", "gzip", "'gzip, gzip'", "zstd"})
    void fetch_otherOrFalseContentEncoding_isUnsupported(String encoding) throws IOException {
        try (ScriptedServer server = ScriptedServer.start(
                        (path, out) -> ScriptedServer.ok(out, PICTURE, "Content-Encoding: " + encoding));
                GuardedFetcher fetcher = new GuardedFetcher(TestSettings.LOOPBACK)) {
            assertThatThrownBy(() -> fetch(fetcher, server.url("/"))).isInstanceOf(Failure.UnsupportedImage.class);
        }
    }

    @Test
    void fetch_emptyAnswer_isBadInput() throws IOException {
        try (ScriptedServer server = ScriptedServer.start((path, out) -> ScriptedServer.head(
                        out,
                        path.equals("/204") ? "204 No Content" : "200 OK",
                        path.equals("/0") ? "Content-Length: 0" : "X: y"));
                GuardedFetcher fetcher = new GuardedFetcher(TestSettings.LOOPBACK)) {
            for (String path : List.of("/204", "/0", "/closed")) {
                assertThatThrownBy(() -> fetch(fetcher, server.url(path)))
                        .as(path)
                        .isInstanceOf(Failure.BadInput.class);
            }
        }
    }

    @Test
    void fetch_upload_isCheckedAgainstTheLimit() {
        try (GuardedFetcher fetcher = new GuardedFetcher(TestSettings.LOOPBACK)) {
            EncodedImage exact = EncodedImage.of(new byte[TestSettings.MAX_BYTES]);
            assertThat(fetcher.fetch(new ImageSource.Upload(exact))).isSameAs(exact);
            assertThatThrownBy(() -> fetcher.fetch(
                            new ImageSource.Upload(EncodedImage.of(new byte[TestSettings.MAX_BYTES + 1]))))
                    .isInstanceOf(Failure.TooLarge.class)
                    .hasMessage("the picture has 100001 bytes; the limit is 100000 (likeness.max-bytes)");
            assertThatThrownBy(() -> fetcher.fetch(new ImageSource.Upload(EncodedImage.of(new byte[0]))))
                    .isInstanceOf(Failure.BadInput.class);
        }
    }

    @Test
    void fetch_base64AndPath_reachTheirReaders() {
        try (GuardedFetcher fetcher = new GuardedFetcher(TestSettings.LOOPBACK)) {
            assertThat(bytes(fetcher.fetch(new ImageSource.Base64("AQID")))).isEqualTo(new byte[] {1, 2, 3});
            assertThatThrownBy(() -> fetcher.fetch(new ImageSource.LocalPath("/etc/passwd")))
                    .isInstanceOf(Failure.Forbidden.class);
        }
    }

    private static EncodedImage fetch(GuardedFetcher fetcher, String url) {
        return fetcher.fetch(new ImageSource.Url(url));
    }

    private static byte[] bytes(EncodedImage image) {
        return image.range(0, image.size());
    }
}
