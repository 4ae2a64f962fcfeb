package io.likeness.server.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.server.testing.FakeEngine;
import io.likeness.server.testing.RawHttp;
import io.likeness.server.testing.RawHttp.Answer;
import io.likeness.server.testing.SharedServer;
import io.likeness.server.testing.TestServer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every answer carries, whoever gives it: a handler, a filter, or the container for what is hardly HTTP. */
class EveryAnswerTest {
    private final TestServer server = SharedServer.get();

    @ParameterizedTest
    @CsvSource({
        "GET / HTTP/1.1,200",
        "GET /console/app.js HTTP/1.1,200",
        "HEAD /console/app.js HTTP/1.1,200",
        "GET /console/none.js HTTP/1.1,404",
        "GET /docs HTTP/1.1,200",
        "GET /docs/problems/not-found HTTP/1.1,200",
        "GET /docs/none HTTP/1.1,404",
        "GET /openapi.json HTTP/1.1,200",
        "GET /actuator/health HTTP/1.1,200",
        "GET /actuator/prometheus HTTP/1.1,200",
        "GET /actuator/env HTTP/1.1,404",
        "GET /v1/stats HTTP/1.1,200",
        "GET /v1/images HTTP/1.1,200",
        "GET /v1/images/1e9 HTTP/1.1,404",
        "GET /v1/images?limit=x HTTP/1.1,400",
        "GET /v1/search HTTP/1.1,405",
        "OPTIONS /v1/search HTTP/1.1,200",
        "TRACE /v1/search HTTP/1.1,405",
        "GET /v1/..%2fstats HTTP/1.1,400",
        "GET /v1/stats;x=y HTTP/1.1,400",
        "GET //v1/stats HTTP/1.1,400",
        "GET /nothing HTTP/1.1,404",
        "GET /error HTTP/1.1,404",
        "GET /api/image/sim/add/file HTTP/1.1,200",
        "GET /v1/stats HTTP/3.7,505",
        "GET /<script> HTTP/1.1,400",
        "CONNECT /v1/search HTTP/1.1,501"
    })
    void answer_ofEachKind_tellsBrowsersWhatTheyMustNotDo(String line, int status) throws IOException {
        Answer answer = RawHttp.send(server.port(), RawHttp.head(server.port(), line), new byte[0]);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertCarries(answer);
    }

    @Test
    void preview_ofAPicture_carriesThemToo() throws IOException {
        String id = TestServer.tree(server.multipart("/v1/images", Map.of("file", FakeEngine.picture(1, 2, 3))))
                .get("id")
                .asString();
        Answer answer = RawHttp.send(
                server.port(), RawHttp.head(server.port(), "GET /v1/images/" + id + "/preview HTTP/1.1"), new byte[0]);

        assertThat(answer.status()).isEqualTo(200);
        assertCarries(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: evil.example",
                "Host: 127.0.0.1\r\nOrigin: https://evil.example",
                "Host: a\r\nHost: b",
                "X: y"
            })
    void refusal_ofAForeignOrMissingHost_carriesThemToo(String headers) throws IOException {
        Answer answer = RawHttp.send(
                server.port(), "GET /v1/stats HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n\r\n", new byte[0]);

        assertThat(answer.status()).isIn(400, 403);
        assertCarries(answer);
    }

    @Test
    void requests_oneWithinTheOther_areNeverTwo() throws IOException {
        String inner = "DELETE /v1/images/1 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
        for (String headers : List.of(
                "Content-Length: 0\r\nTransfer-Encoding: chunked",
                "Content-Length: 5\r\nContent-Length: " + (inner.length() + 5),
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding : chunked",
                "Content-Length: +0")) {
            byte[] body = ("0\r\n\r\n" + inner).getBytes(UTF_8);
            String head = "POST /v1/search HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n" + headers
                    + "\r\n\r\n";
            Answer answer = RawHttp.send(server.port(), head, body);

            assertThat(answer.status()).as(headers).isBetween(400, 501);
            assertThat(answer.headers()).as(headers).containsEntry("connection", "close");
        }
    }

    private static void assertCarries(Answer answer) {
        assertThat(answer.headers())
                .as(answer.toString())
                .containsEntry("x-content-type-options", "nosniff")
                .containsEntry("x-frame-options", "DENY")
                .containsEntry("referrer-policy", "no-referrer")
                .containsEntry("cross-origin-resource-policy", "same-origin")
                .containsKey("x-request-id")
                .doesNotContainKeys("server", "x-powered-by", "access-control-allow-origin");
        assertThat(answer.headers().get("content-security-policy"))
                .startsWith("default-src 'none';")
                .contains("frame-ancestors 'none'");
    }
}
