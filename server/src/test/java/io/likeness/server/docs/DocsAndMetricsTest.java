package io.likeness.server.docs;

import static io.likeness.server.testing.FakeEngine.picture;
import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.server.testing.SharedServer;
import io.likeness.server.testing.TestServer;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What people and programs read about the server: docs, description, health, metrics. */
class DocsAndMetricsTest {
    private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"([^\"]*)\"");
    private static final String BASE = "/api/image/sim";

    private final TestServer server = SharedServer.get();

    @Test
    void docsPage_allItNeeds_comesFromThisServer() {
        HttpResponse<String> page = server.get("/docs");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-type").orElse("")).startsWith("text/html");
        assertThat(page.headers().firstValue("content-security-policy").orElse(""))
                .contains("default-src 'none'", "script-src 'self'", "connect-src 'self'")
                .doesNotContain("http", "*");
        assertThat(page.body()).doesNotContain("http:", "https:", "//", "<style", "onload");
        Matcher references = REFERENCE.matcher(page.body());
        int count = 0;
        while (references.find()) {
            String reference = references.group(1);
            assertThat(reference).startsWith("/");
            assertThat(server.get(reference).statusCode()).as(reference).isEqualTo(200);
            count++;
        }
        assertThat(count).isEqualTo(4);
        assertThat(server.get("/docs/docs.js").body()).contains("url: '/openapi.json'", "validatorUrl: null");
    }

    @Test
    void openApi_describesTheNineEndpointsFirst() {
        JsonNode api = TestServer.tree(server.get("/openapi.json"));

        assertThat(api.get("openapi").asString()).startsWith("3.1");
        assertThat(api.get("paths").propertyNames())
                .startsWith(
                        BASE + "/add/file",
                        BASE + "/add/url",
                        BASE + "/add/path",
                        BASE + "/search/file",
                        BASE + "/search/url",
                        BASE + "/search/path",
                        BASE + "/search/base64",
                        BASE + "/del/id",
                        BASE + "/del/key");
        api.get("paths").properties().stream()
                .filter(DocsAndMetricsTest::isEarlier)
                .map(Map.Entry::getValue)
                .forEach(path -> {
                    assertThat(path.propertyNames()).containsExactly("post");
                    JsonNode answers = path.at("/post/responses/200/content/application~1json");
                    assertThat(answers.get("examples").propertyNames())
                            .containsExactlyInAnyOrder("success", "failure", "refused");
                    assertThat(answers.at("/schema/required").size()).isEqualTo(3);
                });
    }

    private static boolean isEarlier(Map.Entry<String, JsonNode> path) {
        return path.getKey().startsWith(BASE);
    }

    @Test
    void openApi_bodies_areJsonAndForms() {
        JsonNode paths = TestServer.tree(server.get("/openapi.json")).get("paths");

        assertThat(paths.at("/~1api~1image~1sim~1add~1file/post/requestBody/content")
                        .propertyNames())
                .containsExactly("multipart/form-data");
        assertThat(paths.at("/~1api~1image~1sim~1search~1url/post/requestBody/content")
                        .propertyNames())
                .containsExactlyInAnyOrder(
                        "application/json", "application/x-www-form-urlencoded", "multipart/form-data");
        JsonNode limit = paths.at(
                "/~1api~1image~1sim~1search~1url/post/requestBody/content/application~1json/schema/properties/limit");
        assertThat(List.of(
                        limit.get("minimum").asInt(),
                        limit.get("maximum").asInt(),
                        limit.get("default").asInt()))
                .containsExactly(1, 1000, 10);
    }

    @Test
    void health_livenessAndReadiness_areUp() {
        for (String path : List.of("/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness")) {
            HttpResponse<String> answer = server.get(path);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(TestServer.tree(answer).get("status").asString()).isEqualTo("UP");
        }
    }

    @Test
    void metrics_afterAnAddAndASearch_haveATimerForEachStage() {
        server.multipart(BASE + "/add/file", Map.of("file", picture(8, 1, 0)));
        server.multipart(BASE + "/search/file", Map.of("file", picture(8, 1, 0)));
        String metrics = server.get("/actuator/prometheus").body();

        for (String stage : List.of("fetch", "decode", "preview", "embed", "index")) {
            assertThat(metrics).containsPattern("likeness_stage_seconds_count\\{stage=\"" + stage + "\"} [1-9]");
            assertThat(metrics).contains("likeness_stage_seconds_bucket{stage=\"" + stage + "\",le=");
        }
        assertThat(metrics)
                .containsPattern("(?m)^likeness_pictures\\{collection=\"default\"} [1-9]")
                .containsPattern("(?m)^likeness_decode_queue 0")
                .containsPattern("(?m)^likeness_embed_queue 0")
                .contains("jvm_memory_used_bytes");
    }

    @Test
    void metrics_manyCollections_haveOneSeriesEachUpToALimit() {
        for (int i = 0; i < 105; i++) {
            server.send("PUT", "/v1/collections/counted" + i, "");
        }
        assertThat(collections()).hasSize(100).contains("default", "counted0");
        for (int i = 0; i < 105; i++) {
            server.send("DELETE", "/v1/collections/counted" + i, "");
        }
        assertThat(collections()).contains("default").noneMatch(name -> name.startsWith("counted"));
    }

    private List<String> collections() {
        return Pattern.compile("(?m)^likeness_pictures\\{collection=\"([^\"]*)\"} ")
                .matcher(server.get("/actuator/prometheus").body())
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void actuator_elsewhere_isNotExposed() {
        for (String path :
                List.of("/actuator", "/actuator/env", "/actuator/heapdump", "/actuator/beans", "/actuator/metrics")) {
            assertThat(server.get(path).statusCode()).as(path).isEqualTo(404);
        }
    }
}
