package io.likeness.server.compat;

import io.likeness.server.http.Envelope;
import io.likeness.server.http.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.BooleanSchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.NumberSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Describes what the nine endpoints answer. */
final class CompatAnswers {
    private static final CompatHit HIT =
            new CompatHit("f7342ace9ab836f65248ff7e47cb83ea", "/usr/data/app/file/xxx.jpg", 4711, 0.987654);

    private CompatAnswers() {}

    static ApiResponse of(Operation operation) {
        MediaType json = new MediaType()
                .schema(envelope(operation))
                .addExamples("success", example(Envelope.success(operation.succeeded(), data(operation))))
                .addExamples("failure", example(Envelope.failure(operation.failed(), reason(operation))))
                .addExamples(
                        "refused", example(Envelope.failure(Operation.REFUSED, "the token is missing or wrong; …")));
        return new ApiResponse()
                .description(
                        "Success and failure alike, unless likeness.compat.honest-status is set; code tells which.")
                .content(new Content().addMediaType("application/json", json));
    }

    private static Example example(Envelope envelope) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("msg", envelope.msg());
        value.put("code", envelope.code());
        value.put("data", envelope.data());
        if (envelope.detail() != null) {
            value.put("detail", envelope.detail());
        }
        return new Example().value(value);
    }

    private static Object data(Operation operation) {
        return switch (operation) {
            case ADD, OTHER -> true;
            case SEARCH -> List.of(HIT);
            case DELETE -> 3;
        };
    }

    private static String reason(Operation operation) {
        return switch (operation) {
            case ADD, OTHER -> "\"url\" is missing";
            case SEARCH -> "limit is 0, allowed are 1 to 1000";
            case DELETE -> "no stored picture has the key given, nothing was deleted";
        };
    }

    private static Schema<?> envelope(Operation operation) {
        Schema<?> data = switch (operation) {
            case ADD, OTHER -> new BooleanSchema();
            case SEARCH -> new ArraySchema().items(hit()).description("Nearest first.");
            case DELETE -> new IntegerSchema().description("How many were deleted.");
        };
        ObjectSchema schema = new ObjectSchema();
        schema.addProperty("msg", new StringSchema().description("What happened."));
        schema.addProperty("code", new IntegerSchema().description("200 for success, 500 for failure."));
        schema.addProperty("data", orNull(data));
        schema.addProperty("detail", new StringSchema().description("On failure the reason, in plain words."));
        schema.setRequired(List.of("msg", "code", "data"));
        return schema;
    }

    private static Schema<?> orNull(Schema<?> data) {
        Schema<Object> nothing = new Schema<>();
        nothing.addType("null");
        Schema<Object> either = new Schema<>();
        either.setOneOf(List.of(data, nothing));
        return either;
    }

    private static Schema<?> hit() {
        ObjectSchema schema = new ObjectSchema();
        schema.addProperty("key", new StringSchema());
        schema.addProperty("filepath", new StringSchema().description("What was given as imgPath."));
        schema.addProperty("id", new IntegerSchema().format("int64"));
        schema.addProperty("score", new NumberSchema().description("Cosine, -1 to 1; 1 is the same picture."));
        schema.setRequired(List.of("key", "filepath", "id", "score"));
        return schema;
    }
}
