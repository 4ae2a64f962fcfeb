package io.likeness.server.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.server.testing.RawHttp;
import io.likeness.server.testing.RawHttp.Answer;
import io.likeness.server.testing.SharedServer;
import io.likeness.server.testing.TestServer;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers without a token: web pages from elsewhere must not use them through a browser. */
class OriginAccessTest {
    private static TestServer remote;

    private final TestServer local = SharedServer.get();

    @BeforeAll
    static void start() {
        remote = TestServer.start(Map.of(
                "likeness.allow-remote-without-token",
                true,
                "likeness.host",
                "127.0.0.1",
                "likeness.allowed-hosts",
                "pictures.example,  Other.example"));
    }

    @AfterAll
    static void stop() {
        remote.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.1:%d", "localhost:%d", "LocalHost", "[::1]:%d", "localhost:8080"})
    void host_ofThisMachine_passes(String host) throws IOException {
        assertThat(delete(local, host).body()).contains("is missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pictures.example",
                "evil.example:%d",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "192.168.0.10",
                "localhost@evil.example",
                "localhost.",
                ""
            })
    void host_foreign_isRefused(String host) throws IOException {
        Answer answer = delete(local, host);

        assertThat(answer.body()).startsWith("{\"msg\":\"请求非法\",\"code\":500,\"data\":null,\"detail\":\"");
        assertThat(answer.body()).doesNotContain("is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:%d,Origin: http://localhost:%d",
        "127.0.0.1:%d,Origin: http://127.0.0.1:%d",
        "localhost:%d,Sec-Fetch-Site: same-origin",
        "localhost:%d,Sec-Fetch-Site: none"
    })
    void origin_own_passes(String host, String header) throws IOException {
        assertThat(delete(local, host, header.formatted(local.port())).body()).contains("is missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: https://evil.example",
                "Origin: http://localhost:1",
                "Origin: http://localhost",
                "Origin: null",
                "Origin: http://localhost:%d.evil.example",
                "Origin: http://evil.example/localhost:%d",
                "Origin: %%%",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site"
            })
    void origin_foreign_isRefused(String header) throws IOException {
        Answer answer = delete(local, "localhost:%d", header.replace("%d", "" + local.port()));

        assertThat(answer.body())
                .startsWith("{\"msg\":\"请求非法\",\"code\":500,\"data\":null,\"detail\":\"the request comes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pictures.example",
                "PICTURES.example:8443",
                "other.example",
                "10.1.2.3:7000",
                "likeness:7000",
                "localhost"
            })
    void remote_allowedOrUnforgeableHost_passes(String host) throws IOException {
        assertThat(delete(remote, host).body()).contains("is missing");
    }

    @Test
    void remote_otherHost_isRefused() throws IOException {
        assertThat(delete(remote, "evil.example").body())
                .contains("the Host header is \\\"evil.example\\\"", "likeness.allowed-hosts");
    }

    @Test
    void remote_pageOfAnAllowedHost_passes() throws IOException {
        assertThat(delete(remote, "10.1.2.3", "Origin: https://pictures.example", "Sec-Fetch-Site: cross-site")
                        .body())
                .contains("is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Origin: https://evil.example", "Origin: null", "Sec-Fetch-Site: cross-site"})
    void remote_pageFromElsewhere_isRefused(String header) throws IOException {
        assertThat(delete(remote, "10.1.2.3", header).body()).contains("请求非法");
    }

    @Test
    void health_underAnyName_answers() throws IOException {
        Answer answer = RawHttp.send(
                local.port(),
                "GET /actuator/health/liveness HTTP/1.1\r\nHost: balancer.example\r\nConnection: close\r\n\r\n",
                new byte[0]);

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void docs_linkedFromAPageElsewhere_answer() throws IOException {
        String navigation = "Sec-Fetch-Site: cross-site";
        Answer docs =
                RawHttp.send(local.port(), RawHttp.head(local.port(), "GET /docs HTTP/1.1", navigation), new byte[0]);
        Answer metrics = RawHttp.send(
                local.port(), RawHttp.head(local.port(), "GET /actuator/prometheus HTTP/1.1", navigation), new byte[0]);

        assertThat(docs.status()).isEqualTo(200);
        assertThat(metrics.status()).isEqualTo(403);
    }

    @Test
    void metricsAndDocs_underAForeignName_areRefused() throws IOException {
        for (String path : new String[] {"/actuator/prometheus", "/openapi.json", "/docs"}) {
            Answer answer = RawHttp.send(
                    local.port(),
                    "GET " + path + " HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
                    new byte[0]);
            assertThat(answer.status()).isEqualTo(403);
        }
    }

    private static Answer delete(TestServer server, String host, String... headers) throws IOException {
        String request = "POST /api/image/sim/del/key HTTP/1.1\r\nHost: " + host.replace("%d", "" + server.port())
                + "\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 2\r\n"
                + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n") + "\r\n";
        return RawHttp.send(server.port(), request, "{}".getBytes(UTF_8));
    }
}
