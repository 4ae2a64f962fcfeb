package io.likeness.server.v1;

import static io.likeness.server.testing.FakeEngine.picture;
import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.server.testing.SharedServer;
import io.likeness.server.testing.TestServer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class CollectionsTest {
    private static final TestServer SERVER = SharedServer.get();

    @Test
    void collection_madeUsedAndDeleted() {
        assertThat(SERVER.send("PUT", "/v1/collections/shop", "").statusCode()).isEqualTo(201);
        assertThat(SERVER.send("PUT", "/v1/collections/shop", "").statusCode()).isEqualTo(200);
        JsonNode image = TestServer.tree(
                SERVER.multipart("/v1/collections/shop/images", Map.of("file", picture(1, 2, 3), "key", "only-here")));
        String path = "/v1/collections/shop/images/" + image.get("id").stringValue();

        assertThat(image.get("preview").stringValue()).isEqualTo(path + "/preview");
        assertThat(SERVER.get(path).statusCode()).isEqualTo(200);
        assertThat(SERVER.get(path + "/preview").statusCode()).isEqualTo(200);
        assertThat(SERVER.get("/v1/images?key_prefix=only-here").body()).contains("\"images\":[]");
        assertThat(SERVER.multipart("/v1/collections/shop/search", Map.of("file", picture(1, 2, 3)))
                        .body())
                .contains("only-here");
        assertThat(SERVER.get("/v1/collections/shop").body()).isEqualTo("{\"name\":\"shop\",\"pictures\":1}");
        assertThat(SERVER.get("/v1/collections").body())
                .contains("\"name\":\"default\"", "{\"name\":\"shop\",\"pictures\":1}");
        assertThat(SERVER.send("DELETE", "/v1/collections/shop", "").statusCode())
                .isEqualTo(204);
        assertThat(SERVER.get(path).statusCode()).isEqualTo(404);
        assertThat(SERVER.send("DELETE", "/v1/collections/shop", "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void defaultCollection_isTheShortPathsAndStays() {
        SERVER.multipart("/v1/images", Map.of("file", picture(3, 2, 1), "key", "short-path"));

        assertThat(SERVER.get("/v1/collections/default/images?key_prefix=short-path")
                        .body())
                .contains("\"preview\":\"/v1/images/");
        assertThat(SERVER.send("DELETE", "/v1/collections/default", "").statusCode())
                .isEqualTo(409);
        assertThat(SERVER.send("PUT", "/v1/collections/default", "").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"A", "-a", "a.b", "a~", "a0123456789012345678901234567890123456789012345678901234567890123"})
    void collection_wrongName_is400(String name) {
        assertThat(SERVER.send("PUT", "/v1/collections/" + name, "").statusCode())
                .isEqualTo(400);
    }

    @Test
    void collection_unknown_is404() {
        assertThat(SERVER.get("/v1/collections/none").statusCode()).isEqualTo(404);
        assertThat(SERVER.get("/v1/collections/none/images").statusCode()).isEqualTo(404);
        assertThat(SERVER.json("/v1/collections/none/search", "{\"id\":1}").statusCode())
                .isEqualTo(404);
    }
}
