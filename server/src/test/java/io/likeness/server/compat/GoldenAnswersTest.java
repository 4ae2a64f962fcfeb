package io.likeness.server.compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.server.testing.FakeEngine;
import io.likeness.server.testing.TestServer;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GoldenAnswersTest {
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void smoke() {
        HttpResponse<String> a =
                server.multipart("/api/image/sim/add/file", Map.of("file", FakeEngine.picture(1, 0, 0)));
        System.out.println(a.headers().map() + a.body());
        a = server.multipart("/api/image/sim/search/file", Map.of("file", FakeEngine.picture(1, 0, 0)));
        System.out.println(a.headers().map() + a.body());
        for (String p : new String[] {
            "/",
            "/docs",
            "/openapi.json",
            "/nothing",
            "/api/nothing",
            "/api/image/sim/add/file",
            "/actuator/health",
            "/actuator/health/readiness",
            "/actuator/prometheus",
            "/webjars/swagger-ui/5.32.14/swagger-ui.css",
            "/actuator"
        }) {
            a = server.get(p);
            System.out.println(p + " " + a.statusCode() + " " + a.headers().map()
                    + a.body().substring(0, Math.min(600, a.body().length())));
        }
        assertThat(a.statusCode()).isEqualTo(200);
    }
}
