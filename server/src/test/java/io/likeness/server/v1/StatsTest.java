package io.likeness.server.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.server.testing.SharedServer;
import io.likeness.server.testing.TestServer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class StatsTest {
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
                        "queues");
        assertThat(stats.get("model").toString()).isEqualTo("{\"name\":\"fake\",\"dimension\":3}");
        assertThat(stats.get("stages").propertyNames())
                .containsExactlyInAnyOrder("fetch", "decode", "preview", "embed", "index");
        assertThat(SharedServer.get().get("/v1/collections/none/stats").statusCode())
                .isEqualTo(404);
    }
}
