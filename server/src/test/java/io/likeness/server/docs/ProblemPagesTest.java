package io.likeness.server.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.server.http.ProblemType;
import io.likeness.server.testing.SharedServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemPagesTest {
    /** Written anew with {@code -Dtest.args=-Dlikeness.docs.rewrite=true}. */
    private static final Path DOCUMENT = Path.of("..", "docs", "api", "problems.md");

    @ParameterizedTest
    @EnumSource(ProblemType.class)
    void page_ofEachType_explainsIt(ProblemType type) {
        HttpResponse<String> page = SharedServer.get().get(type.uri());

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
        assertThat(page.body()).contains("<h1>" + type.title() + "</h1>", "Status " + type.status());
    }

    @Test
    void overview_leadsToEachType() {
        assertThat(SharedServer.get().get("/docs/problems").body())
                .contains("/docs/problems/bad-input", "/docs/problems/internal");
    }

    @Test
    void page_ofUnknownType_isNotFound() {
        assertThat(SharedServer.get().get("/docs/problems/nothing").statusCode())
                .isEqualTo(404);
    }

    @Test
    void document_isWhatThePagesSay() throws IOException {
        if (Boolean.getBoolean("likeness.docs.rewrite")) {
            Files.writeString(DOCUMENT, ProblemPages.markdown());
        }

        assertThat(DOCUMENT).content().isEqualTo(ProblemPages.markdown());
    }
}
