package io.likeness.server.docs.v1;

import io.likeness.server.http.ProblemType;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.Map;
import java.util.TreeMap;

/** One method of one path that is being described. Used by one thread. */
final class Route {
    static final String JSON = "application/json";
    static final String FORM = "multipart/form-data";

    private final Place place;
    private final HttpMethod method;
    private final String path;
    private final Operation operation;
    private final Map<String, ApiResponse> answers = new TreeMap<>();

    private Route(Place place, HttpMethod method, String path, String id, String tag, String summary) {
        this.place = place;
        this.method = method;
        this.path = path;
        this.operation = new Operation()
                .operationId(id + place.idSuffix())
                .addTagsItem(tag)
                .summary(summary);
        if (path.contains("{collection}")) {
            takes("collection", "path", Shape.ref("CollectionName"), "Name of the collection.", "shop");
        }
        fails(
                ProblemType.BAD_INPUT,
                ProblemType.UNAUTHORIZED,
                ProblemType.FORBIDDEN,
                ProblemType.OVERLOADED,
                ProblemType.INTERNAL,
                ProblemType.UNAVAILABLE);
        if (place.isNamed()) {
            fails(ProblemType.NOT_FOUND);
        }
    }

    /**
     * A path of a collection.
     *
     * @param below what follows the place
     */
    static Route at(Place place, HttpMethod method, String below, String id, String tag, String summary) {
        return new Route(place, method, place.base() + below, id, tag, summary);
    }

    /** A path that is about no collection, or names one itself. */
    static Route alone(HttpMethod method, String path, String id, String tag, String summary) {
        return new Route(Place.SHORT, method, path, id, tag, summary);
    }

    Route says(String text) {
        operation.setDescription(text);
        return this;
    }

    /** A parameter in {@code path}, {@code query} or {@code header}. */
    Route takes(String name, String in, Shape shape, String says, Object example) {
        return takes(new Parameter()
                .name(name)
                .in(in)
                .required(in.equals("path"))
                .description(says)
                .schema(shape.schema())
                .example(example));
    }

    /**
     * A parameter that may be left out, as its first example does: pages that try the interface out fill in the first.
     *
     * @param none what stands for nothing
     */
    Route mayTake(Parameter parameter, Object none, Object example) {
        return takes(parameter
                .required(false)
                .addExample("left out", new Example().value(none))
                .addExample("given", new Example().value(example)));
    }

    Route takes(Parameter parameter) {
        operation.addParametersItem(parameter);
        return this;
    }

    /** A picture's id in the path. */
    Route takesId(String example) {
        return takes("id", "path", Shape.ref("Id"), "Id of the picture, as it was answered.", example)
                .fails(ProblemType.NOT_FOUND);
    }

    /** A body of this type, with an example by its name. */
    Route body(String type, String schema, String exampleName, String example) {
        if (operation.getRequestBody() == null) {
            operation.setRequestBody(new RequestBody().required(true).content(new Content()));
            fails(ProblemType.TOO_LARGE, ProblemType.UNSUPPORTED_MEDIA_TYPE);
        }
        Content content = operation.getRequestBody().getContent();
        MediaType media = content.computeIfAbsent(
                type, _ -> new MediaType().schema(Shape.ref(schema).schema()));
        media.addExamples(exampleName, Examples.named(example, place));
        return this;
    }

    /** An answer in JSON. */
    Route answers(int status, String says, String schema, String exampleName, String example) {
        ApiResponse answer = answers.computeIfAbsent(
                String.valueOf(status), _ -> answer(says).content(new Content()));
        answer.getContent()
                .computeIfAbsent(
                        JSON, _ -> new MediaType().schema(Shape.ref(schema).schema()))
                .addExamples(exampleName, Examples.named(example, place));
        return this;
    }

    /** The same answer in JSON, beside that of another type. */
    Route answersAlso(int status, String schema, String exampleName, String example) {
        ApiResponse answer = answers.get(String.valueOf(status));
        if (answer == null) {
            throw new IllegalStateException("no answer " + status + " yet");
        }
        answer.getContent()
                .computeIfAbsent(
                        JSON, _ -> new MediaType().schema(Shape.ref(schema).schema()))
                .addExamples(exampleName, Examples.named(example, place));
        return this;
    }

    /** An answer of another type. */
    Route answers(int status, String says, String type, Shape shape) {
        answers.put(
                String.valueOf(status),
                answer(says).content(new Content().addMediaType(type, new MediaType().schema(shape.schema()))));
        return this;
    }

    /** An answer that holds nothing. */
    Route answers(int status, String says) {
        answers.put(String.valueOf(status), answer(says));
        return this;
    }

    /** An answer's header. */
    Route header(int status, String name, String says, String example) {
        ApiResponse answer = answers.get(String.valueOf(status));
        if (answer == null) {
            throw new IllegalStateException("no answer " + status + " yet");
        }
        answer.addHeaderObject(
                name,
                new Header()
                        .description(says)
                        .schema(Shape.text("").schema())
                        .example(Examples.placed(example, place)));
        return this;
    }

    private static ApiResponse answer(String says) {
        return new ApiResponse()
                .description(says)
                .addHeaderObject("X-Request-Id", new Header().$ref("#/components/headers/RequestId"));
    }

    /** The problems that may be answered, beside those of every path. */
    Route fails(ProblemType... types) {
        for (ProblemType type : types) {
            answers.putIfAbsent(
                    String.valueOf(type.status()), new ApiResponse().$ref(ProblemAnswers.reference(type.status())));
        }
        return this;
    }

    HttpMethod method() {
        return method;
    }

    String path() {
        return path;
    }

    Operation operation() {
        ApiResponses responses = new ApiResponses();
        answers.forEach(responses::addApiResponse);
        return operation.responses(responses);
    }
}
