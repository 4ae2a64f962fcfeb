package io.likeness.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.failure.Failure;
import io.likeness.server.testing.TestServer;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server with a token for all and one for reading. */
class ReadTokenTest {
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(Map.of("likeness.token", "write", "likeness.token-read", "read"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/search",
                "/v1/compare",
                "/v1/check",
                "/v1/collections/default/search",
                "/api/image/sim/search/url"
            })
    void readToken_maySearch(String path) {
        HttpResponse<String> answer = post(path, "read");

        assertThat(answer.statusCode()).isIn(200, 400);
        assertThat(answer.body()).doesNotContain("请求非法");
    }

    @Test
    void readToken_mayRead() {
        assertThat(server.get("/v1/images", "token", "read").statusCode()).isEqualTo(200);
        assertThat(server.get("/v1/collections", "Authorization", "Bearer read").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/images", "/v1/images/delete", "/v1/collections/search/images"})
    void readToken_mayNotChange(String path) {
        HttpResponse<String> answer = post(path, "read");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("/docs/problems/forbidden");
        assertThat(post(path, "write").statusCode()).isNotEqualTo(403);
    }

    @Test
    void readToken_mayNotChangeThroughTheEarlierInterface() {
        assertThat(post("/api/image/sim/del/key", "read").body()).contains("请求非法", "may only search and read");
    }

    @Test
    void readToken_aloneOrTheSame_refusesToStart() {
        assertThatThrownBy(() -> TestServer.start(Map.of("likeness.token-read", "read")))
                .isInstanceOf(Failure.BadInput.class)
                .hasMessageContaining("TOKEN_READ");
        assertThatThrownBy(() -> TestServer.start(Map.of("likeness.token", "same", "likeness.token-read", "same")))
                .isInstanceOf(Failure.BadInput.class)
                .hasMessageContaining("must differ");
    }

    @Test
    void wrongTokens_afterTen_are429WhileRightOnesPass() {
        try (TestServer own = TestServer.start(Map.of("likeness.token", "write"))) {
            for (int i = 0; i < 10; i++) {
                assertThat(own.get("/v1/images", "token", "wrong" + i).statusCode())
                        .isEqualTo(401);
            }
            HttpResponse<String> eleventh = own.get("/v1/images", "token", "wrong");
            assertThat(eleventh.statusCode()).isEqualTo(429);
            assertThat(eleventh.body()).contains("/docs/problems/too-many-tries");
            assertThat(Integer.parseInt(
                            eleventh.headers().firstValue("Retry-After").orElseThrow()))
                    .isBetween(1, 60);
            assertThat(own.get("/v1/images", "token", "write").statusCode()).isEqualTo(200);
            assertThat(own.get("/v1/images").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void wrongTries_countByAddressAndMinute() {
        AtomicLong now = new AtomicLong();
        WrongTries tries = new WrongTries(now::get);
        for (int i = 0; i < 10; i++) {
            assertThat(tries.next("2001:db8::" + i)).isZero();
        }
        now.set(30_000_000_000L);
        assertThat(tries.next("2001:db8::ffff")).isEqualTo(30);
        assertThat(tries.next("2001:db8:0:1::1")).isZero();
        assertThat(tries.next("192.0.2.1")).isZero();
        now.set(60_000_000_000L);
        assertThat(tries.next("2001:db8::1")).isZero();
    }

    private static HttpResponse<String> post(String path, String token) {
        return server.post(path, "application/json", "{}".getBytes(StandardCharsets.UTF_8), "token", token);
    }
}
