package io.likeness.server.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.server.testing.SharedServer;
import io.likeness.server.testing.TestServer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class StatsTest {
    @Test
    void recent_answersSixtyStepsOfEachStage() {
        JsonNode recent = TestServer.tree(SharedServer.get().get("/v1/stats/recent"));

        assertThat(recent.get("bucket_seconds").asInt()).isEqualTo(5);
        assertThat(recent.get("stages").propertyNames())
                .containsExactly("fetch", "decode", "preview", "embed", "index", "verify");
        recent.get("stages")
                .forEach(stage -> stage.forEach(series -> assertThat(series).hasSize(60)));
    }

    @Test
    void stats_answersCountsSizesAndTimes() {
        JsonNode stats = TestServer.tree(SharedServer.get().get("/v1/stats"));

        assertThat(stats.propertyNames())
                .containsExactly(
                        "collection",
                        "pictures",
                        "collections",
                        "store",
                        "model",
                        "data_bytes",
                        "uptime_s",
                        "version",
                        "stages",
                        "queues",
                        "disk",
                        "memory",
                        "health");
        assertThat(stats.get("model").toString()).isEqualTo("{\"name\":\"fake\",\"dimension\":3}");
        assertThat(stats.get("stages").propertyNames())
                .containsExactlyInAnyOrder("fetch", "decode", "preview", "embed", "index", "verify");
        assertThat(stats.get("disk").get("free_bytes").asLong()).isPositive();
        assertThat(stats.get("memory").get("max_bytes").asLong())
                .isEqualTo(Runtime.getRuntime().maxMemory());
        assertThat(stats.get("health").propertyNames()).containsExactly("store", "previews", "model", "disk", "memory");
        stats.get("health")
                .forEach(each -> assertThat(each.get("status").asString()).isIn("up", "down"));
        assertThat(stats.get("health").get("store").get("status").asString()).isEqualTo("up");
        assertThat(SharedServer.get().get("/v1/collections/none/stats").statusCode())
                .isEqualTo(404);
    }
}
