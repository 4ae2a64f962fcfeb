package io.likeness.server.v1;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.likeness.server.http.Answers;
import io.likeness.server.http.RequestIds;
import io.likeness.server.testing.RawHttp;
import io.likeness.server.testing.RawHttp.Answer;
import io.likeness.server.testing.SharedServer;
import io.likeness.server.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

class ProblemsTest {
    private static final TestServer SERVER = SharedServer.get();

    @Test
    void unknownPath_isAProblemOfAllFields() {
        HttpResponse<String> answer = SERVER.get("/v1/nothing", "X-Request-Id", "abc-1");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.headers().firstValue("X-Request-Id")).hasValue("abc-1");
        JsonNode problem = TestServer.tree(answer);
        assertThat(problem.propertyNames())
                .containsExactly("type", "title", "status", "detail", "instance", "request_id");
        assertThat(problem.get("type").asString()).isEqualTo("/docs/problems/not-found");
        assertThat(problem.get("status").asInt()).isEqualTo(404);
        assertThat(problem.get("instance").asString()).isEqualTo("/v1/nothing");
        assertThat(problem.get("request_id").asString()).isEqualTo("abc-1");
    }

    @Test
    void body_cutOffJson_saysWhereWithoutTheParsersOwnWords() {
        JsonNode problem = TestServer.tree(SERVER.json("/v1/search", "{\"limit\": 3"));

        assertThat(problem.get("detail").asString())
                .startsWith("the body is not JSON: Unexpected end-of-input")
                .doesNotContain("Source", "REDACTED")
                .contains("(line 1, column ");
    }

    @ParameterizedTest
    @CsvSource({
        "BREW /v1/nothing HTTP/1.1, 404, not-found",
        "GET /v1/%zz HTTP/1.1, 400, bad-input",
        "GET /v1/a%2fb HTTP/1.1, 400, bad-input",
        "GET /v1/../etc HTTP/1.1, 400, bad-input",
        "GET /v1//images HTTP/1.1, 400, bad-input"
    })
    void request_refusedBeforeAnyHandler_isAProblem(String line, int status, String slug) throws IOException {
        Answer answer = RawHttp.send(SERVER.port(), RawHttp.head(SERVER.port(), line), new byte[0]);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.headers()).containsKey("x-request-id");
        if ("application/problem+json".equals(answer.headers().get("content-type"))) {
            assertThat(answer.body()).contains("\"type\":\"/docs/problems/" + slug + "\"");
        } else {
            // Tomcat refuses a path that it cannot decode before it knows the path.
            assertThat(line).contains("%");
        }
    }

    @Test
    void foreignOrigin_isAForbiddenProblem() {
        HttpResponse<String> answer = SERVER.get("/v1/images", "Origin", "https://elsewhere.example");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("\"type\":\"/docs/problems/forbidden\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a b", "x\u00e4", "0123456789012345678901234567890123456789012345678901234567890123456"})
    void requestId_notSane_isReplaced(String given) throws IOException {
        Answer answer = RawHttp.send(
                SERVER.port(),
                RawHttp.head(SERVER.port(), "GET /v1/nothing HTTP/1.1", "X-Request-Id: " + given),
                new byte[0]);

        assertThat(answer.headers().get("x-request-id")).matches("[0-9a-f]{16}");
    }

    @Test
    void requestId_isInEveryAnswer() {
        for (String path : new String[] {"/docs", "/openapi.json", "/actuator/health", "/nothing", "/api/nothing"}) {
            assertThat(SERVER.get(path).headers().firstValue("X-Request-Id"))
                    .as(path)
                    .isPresent();
        }
    }

    @Test
    void refusal_isInTheLogWithItsRequestId() {
        Logger logger = (Logger) LoggerFactory.getLogger(Answers.class);
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        logger.addAppender(appender);
        try {
            SERVER.get("/v1/nothing", "X-Request-Id", "find-me-4711");
        } finally {
            logger.detachAppender(appender);
        }
        assertThat(appender.list)
                .anySatisfy(event ->
                        assertThat(event.getMDCPropertyMap()).containsEntry(RequestIds.LOG_NAME, "find-me-4711"));
    }
}
