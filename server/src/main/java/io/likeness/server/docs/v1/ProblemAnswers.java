package io.likeness.server.docs.v1;

import io.likeness.server.http.Problem;
import io.likeness.server.http.ProblemType;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Describes problems: one answer for each status, with an example of each type that has it. */
final class ProblemAnswers {
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;

    private ProblemAnswers() {}

    static String reference(int status) {
        return "#/components/responses/" + name(status);
    }

    private static String name(int status) {
        return "Problem" + status;
    }

    static void addTo(Components components) {
        components.addSchemas("Problem", schema().schema());
        components.addHeaders(
                "RequestId",
                new Header()
                        .description("Names the request in the log: what the request's own header said, if that is 1 to"
                                + " 64 of A-Z a-z 0-9 . _ -, else a new one.")
                        .schema(Shape.text("").schema())
                        .example("8f2c41d09a7b3e65"));
        for (ProblemType type : ProblemType.values()) {
            components.addResponses(name(type.status()), answer(type.status()));
        }
    }

    private static ApiResponse answer(int status) {
        MediaType media = new MediaType().schema(Shape.ref("Problem").schema());
        List<String> titles = new ArrayList<>();
        for (ProblemType type : ProblemType.values()) {
            if (type.status() == status) {
                titles.add(type.title());
                media.addExamples(type.slug(), example(type));
            }
        }
        ApiResponse answer = new ApiResponse()
                .description(String.join(". Or: ", titles))
                .addHeaderObject("X-Request-Id", new Header().$ref("#/components/headers/RequestId"))
                .content(new Content().addMediaType(Problem.MEDIA_TYPE, media));
        if (status == TOO_MANY || status == UNAVAILABLE) {
            answer.addHeaderObject(
                    "Retry-After",
                    new Header()
                            .description("Seconds after which to try again.")
                            .schema(Shape.whole("", 1).schema())
                            .example(1));
        }
        return answer;
    }

    private static Shape schema() {
        return Shape.object("A failure, as RFC 9457 writes it.")
                .must(
                        "type",
                        Shape.text("Address of the page on this server that explains this kind of failure; stable.")
                                .format("uri-reference"))
                .must("title", Shape.text("That kind in a few words."))
                .must("status", Shape.whole("The HTTP status.", 400))
                .must("detail", Shape.text("This failure, in plain words."))
                .must("instance", Shape.text("Path of the request.").format("uri-reference"))
                .must("request_id", Shape.text("Names the request in the log; also in the header X-Request-Id."));
    }

    private static Example example(ProblemType type) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("type", type.uri());
        value.put("title", type.title());
        value.put("status", type.status());
        value.put("detail", detail(type));
        value.put("instance", "/v1/images");
        value.put("request_id", "8f2c41d09a7b3e65");
        return new Example().value(value);
    }

    private static String detail(ProblemType type) {
        return switch (type) {
            case BAD_INPUT -> "limit is 0, allowed are 1 to 1000";
            case UNAUTHORIZED ->
                "the token is missing or wrong; send it in the header \"token\" or as \"Authorization: Bearer …\"";
            case FORBIDDEN -> "the token may only search and read, this request changes something";
            case NOT_FOUND -> "there is no picture with id 4711";
            case METHOD_NOT_ALLOWED -> "the method PUT does nothing at this path; /docs shows what there is";
            case CONFLICT -> "the collection \"default\" cannot be deleted, only its pictures can";
            case TOO_LARGE -> "the picture has 40000000 bytes, allowed are 33554432 (likeness.max-bytes)";
            case UNSUPPORTED_IMAGE -> "the 14 bytes are no picture of a type that is taken";
            case UNSUPPORTED_MEDIA_TYPE -> "the Content-Type is text/plain; send application/json";
            case UNPROCESSABLE -> "the picture is damaged";
            case OVERLOADED -> "256 pictures wait to be decoded, which is the limit (likeness.compute.queue)";
            case TOO_MANY_TRIES -> "this address sent 10 wrong tokens within a minute; try again in 42 s";
            case UNAVAILABLE -> "the server is stopping";
            case INTERNAL -> "an unexpected failure, which is in the server's log as 9f3a1c2b4d5e";
        };
    }
}
