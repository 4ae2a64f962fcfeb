package io.likeness.server.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.server.testing.RawHttp;
import io.likeness.server.testing.RawHttp.Answer;
import io.likeness.server.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server with a token. */
class TokenAccessTest {
    private static final String TOKEN = "geheim-秘密";
    private static final String REFUSED =
            "{\"msg\":\"请求非法\",\"code\":500,\"data\":null,\"detail\":\"the token is missing or"
                    + " wrong; send it in the header \\\"token\\\" or as \\\"Authorization: Bearer …\\\"\"}";

    private static TestServer server;

    @BeforeAll
    static void start() {
        // The host would be refused without a token.
        server = TestServer.start(Map.of("likeness.token", TOKEN));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/image/sim/add/file",
                "/api/image/sim/add/url",
                "/api/image/sim/add/path",
                "/api/image/sim/search/file",
                "/api/image/sim/search/url",
                "/api/image/sim/search/path",
                "/api/image/sim/search/base64",
                "/api/image/sim/del/id",
                "/api/image/sim/del/key"
            })
    void nineEndpoints_withoutToken_areRefused(String path) {
        HttpResponse<String> answer = server.json(path, "{}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(REFUSED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token: " + TOKEN,
                "TOKEN: " + TOKEN,
                "Authorization: Bearer " + TOKEN,
                "authorization: bearer " + TOKEN
            })
    void token_inEitherHeader_passes(String header) throws IOException {
        assertThat(delete(header).body()).contains("is missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token: ",
                "token: geheim",
                "token: " + TOKEN + "x",
                "token: GEHEIM-秘密",
                "X-Token: " + TOKEN,
                "Authorization: " + TOKEN,
                "Authorization: Basic " + TOKEN,
                "Authorization: Bearer",
                "Cookie: token=" + TOKEN
            })
    void token_wrongOrElsewhere_isRefused(String header) throws IOException {
        assertThat(delete(header).body()).isEqualTo(REFUSED);
    }

    @Test
    void token_inTheUrl_isRefused() {
        assertThat(server.json("/api/image/sim/del/key?token=geheim", "{}").body())
                .isEqualTo(REFUSED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/docs",
                "/docs/docs.js",
                "/openapi.json",
                "/actuator/health",
                "/actuator/health/liveness",
                "/actuator/health/readiness",
                "/webjars/swagger-ui/5.35.0/swagger-ui.css"
            })
    void openPaths_withoutToken_answer(String path) {
        assertThat(server.get(path).statusCode()).isIn(200, 302);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/error", "/api", "/DOCS", "/webjars/x"})
    void otherPaths_withoutToken_areRefused(String path) throws IOException {
        Answer answer =
                RawHttp.send(server.port(), RawHttp.head(server.port(), "GET " + path + " HTTP/1.1"), new byte[0]);

        assertThat(answer.status()).isEqualTo(path.startsWith("/api") ? 200 : 401);
        assertThat(answer.body()).isEqualTo(REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/images", "/actuator/prometheus", "/actuator"})
    void v1AndActuator_withoutToken_areAProblemThatAsksForOne(String path) {
        HttpResponse<String> answer = server.get(path);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(answer.body()).contains("\"type\":\"/docs/problems/unauthorized\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
    void openPaths_withOtherMethods_areRefused(String method) throws IOException {
        Answer answer = RawHttp.send(
                server.port(),
                RawHttp.head(server.port(), method + " /docs HTTP/1.1", "Content-Length: 0"),
                new byte[0]);

        assertThat(answer.status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/docs/..;/api/image/sim/del/key",
                "/docs/../api/image/sim/del/key",
                "/docs/%2e%2e/api/image/sim/del/key",
                "/docs/%2E./api/image/sim/del/key",
                "/docs/..%2fapi/image/sim/del/key",
                "/docs/..%5capi/image/sim/del/key",
                "/docs/.../api/image/sim/del/key",
                "/docs/;/../api/image/sim/del/key",
                "/docs;/../../api/image/sim/del/key",
                "/api/image/sim/del/key;.css",
                "/api/image/sim/del/key;token=geheim",
                "/api;x=y/image/sim/del/key",
                "//api/image/sim/del/key",
                "/api//image/sim/del/key",
                "/api/./image/sim/del/key",
                "/api/image/sim/del/key.",
                "/api/image/sim/del/key/",
                "/api/image/sim/del/key%20",
                "/api/image/sim/del/key%00",
                "/api/image/sim/del/ke%79",
                "/API/image/sim/del/key",
                "/api/image/sim/del/KEY",
                "/%61pi/image/sim/del/key",
                "\\api\\image\\sim\\del\\key",
                "/docs\\..\\api/image/sim/del/key",
                "http://127.0.0.1/api/image/sim/del/key",
                "http://docs/../api/image/sim/del/key",
                "/docs?/../api/image/sim/del/key",
                "/docs#/../api/image/sim/del/key",
                "/actuator/health/../prometheus",
                "/actuator/health/..;/prometheus",
                "/actuator/health/liveness/../../prometheus",
                "/actuator/health;/prometheus",
                "/openapi.json/../actuator/prometheus",
                "/webjars/swagger-ui/../../actuator/prometheus",
                "/webjars/swagger-ui/..;/..;/actuator/prometheus"
            })
    void pathTricks_withoutToken_reachNothing(String path) throws IOException {
        for (String method : new String[] {"POST", "GET"}) {
            byte[] body = "{\"key\":\"x\"}".getBytes(UTF_8);
            Answer answer = RawHttp.send(
                    server.port(),
                    RawHttp.head(
                            server.port(),
                            method + " " + path + " HTTP/1.1",
                            "Content-Type: application/json",
                            "Content-Length: " + body.length),
                    body);

            assertThat(answer.body())
                    .as(method + " " + path + " " + answer)
                    .doesNotContain("no stored picture", "\"code\":200", "likeness_stage", "# HELP", "is missing\"");
            if (!path.startsWith("/docs?") && !path.startsWith("/docs#")) {
                assertThat(answer.body())
                        .as(path)
                        .startsWith(
                                path.startsWith("/actuator/")
                                        ? "{\"type\":\"/docs/problems/bad-input\""
                                        : "{\"msg\":\"请求非法\",\"code\":500,\"data\":null");
            }
        }
    }

    @Test
    void foreignHostAndOrigin_withTheToken_pass() throws IOException {
        Answer answer = RawHttp.send(
                server.port(),
                "POST /api/image/sim/del/key HTTP/1.1\r\n"
                        + "Host: pictures.example\r\n"
                        + "Origin: https://elsewhere.example\r\n"
                        + "Connection: close\r\n"
                        + "Content-Type: application/json\r\n"
                        + "Content-Length: 2\r\n"
                        + "token: " + TOKEN
                        + "\r\n\r\n{}",
                new byte[0]);

        assertThat(answer.body()).contains("is missing");
    }

    @Test
    void settings_printed_hideTheToken() {
        assertThat(server.server().settings().toString()).doesNotContain(TOKEN);
    }

    private static Answer delete(String header) throws IOException {
        return RawHttp.send(
                server.port(),
                RawHttp.head(
                        server.port(),
                        "POST /api/image/sim/del/key HTTP/1.1",
                        "Content-Type: application/json",
                        "Content-Length: 2",
                        header),
                "{}".getBytes(UTF_8));
    }
}
