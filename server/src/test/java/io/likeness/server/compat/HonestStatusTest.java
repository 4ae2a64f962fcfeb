package io.likeness.server.compat;

import static io.likeness.server.testing.FakeEngine.picture;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.failure.Failure;
import io.likeness.server.testing.TestServer;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** With likeness.compat.honest-status each kind of failure has its HTTP status; the envelope stays. */
class HonestStatusTest {
    private static final String ADD_URL = "/api/image/sim/add/url";

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(Map.of("likeness.compat.honest-status", true, "likeness.token", "t"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<Arguments> failures() {
        return Stream.<Map.Entry<Function<String, Failure>, Integer>>of(
                        Map.entry(Failure.BadInput::new, 400),
                        Map.entry(Failure.Forbidden::new, 403),
                        Map.entry(Failure.NotFound::new, 404),
                        Map.entry(Failure.Conflict::new, 409),
                        Map.entry(Failure.TooLarge::new, 413),
                        Map.entry(Failure.UnsupportedImage::new, 415),
                        Map.entry(Failure.Overloaded::new, 429),
                        Map.entry(Failure.Unavailable::new, 503))
                .map(entry -> Arguments.of(entry.getKey().apply("why"), entry.getValue()));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failure_ofEachKind_hasItsStatus(Failure failure, int status) {
        server.engine().places.put("http://honest.example/", _ -> {
            throw failure;
        });
        HttpResponse<String> answer = post(ADD_URL, "application/json", "{\"url\":\"http://honest.example/\"}");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo("{\"msg\":\"存储图片失败!\",\"code\":500,\"data\":null,\"detail\":\"why\"}");
        assertThat(answer.headers().firstValue("retry-after").isPresent()).isEqualTo(status == 429 || status == 503);
    }

    @Test
    void requests_thatAreWrong_haveTheirStatus() {
        assertThat(post(ADD_URL, "text/plain", "x").statusCode()).isEqualTo(415);
        assertThat(post(ADD_URL, "application/json", "{").statusCode()).isEqualTo(400);
        assertThat(post("/api/nothing", "application/json", "{}").statusCode()).isEqualTo(404);
        assertThat(server.json(ADD_URL, "{}").statusCode()).isEqualTo(401);
        HttpResponse<String> wrongMethod = server.get(ADD_URL, "token", "t");
        assertThat(wrongMethod.statusCode()).isEqualTo(405);
        assertThat(wrongMethod.headers().firstValue("allow")).contains("POST");
    }

    @Test
    void bug_is500() {
        server.engine().places.put("http://honest.example/bug", _ -> {
            throw new IllegalStateException("bug");
        });

        assertThat(post(ADD_URL, "application/json", "{\"url\":\"http://honest.example/bug\"}")
                        .statusCode())
                .isEqualTo(500);
    }

    @Test
    void success_is200() {
        server.engine().put("http://honest.example/ok", picture(1, 0, 0));

        assertThat(post(ADD_URL, "application/json", "{\"url\":\"http://honest.example/ok\"}")
                        .statusCode())
                .isEqualTo(200);
    }

    private static HttpResponse<String> post(String path, String type, String body) {
        return server.post(path, type, body.getBytes(UTF_8), "token", "t");
    }
}
