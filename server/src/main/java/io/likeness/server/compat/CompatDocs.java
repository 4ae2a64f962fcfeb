package io.likeness.server.compat;

import io.likeness.index.SearchQuery;
import io.likeness.server.http.Operation;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springdoc.core.customizers.OpenApiCustomizer;

/** Describes the nine endpoints for {@code /openapi.json}, in the manual's order. Safe for use by many threads. */
public final class CompatDocs implements OpenApiCustomizer {
    private static final String TAG = "The earlier system's interface";
    private static final String KEY_TEXT =
            "Name of the picture in your system; left out, it is the MD5 of the bytes. 1 to 512 bytes.";
    private static final String PATH_TEXT = "Stored and answered as given, never opened. Up to 1024 bytes.";
    private static final String LIST_TEXT =
            " Several are separated by commas; a JSON body may also give a list, whose elements may hold commas.";

    /** A red square of 8 × 8 px. */
    private static final String TINY_PNG = "data:image/png;base64,"
            + "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR42mO4oKCAFTEMLQkAvk5EAYUH"
            + "FA8AAAAASUVORK5CYII=";

    /** A field of a body. */
    private record Field(String name, Schema<?> schema, boolean required) {}

    /** One endpoint. */
    private record Endpoint(String path, String id, Operation operation, String summary, List<Field> fields) {}

    @Override
    public void customise(OpenAPI api) {
        Paths described = new Paths();
        for (Endpoint endpoint : endpoints()) {
            described.addPathItem(CompatController.BASE + endpoint.path(), new PathItem().post(operation(endpoint)));
        }
        if (api.getPaths() != null) {
            api.getPaths().forEach((path, item) -> {
                if (!described.containsKey(path)) {
                    described.addPathItem(path, item);
                }
            });
        }
        api.setPaths(described);
    }

    private static List<Endpoint> endpoints() {
        Field key = new Field("key", text(KEY_TEXT, "sku-4711"), false);
        Field imgPath = new Field("imgPath", text(PATH_TEXT, "/usr/data/app/file/xxx.jpg"), false);
        Field limit = new Field("limit", limit(), false);
        Field file = new Field("file", file(), true);
        Field url = new Field("url", text("Address of the picture, http or https.", "https://example.com/xxx"), true);
        Field path = new Field(
                "path",
                text("Absolute path on the server, below one of likeness.roots.", "/usr/data/app/file/xxx.jpg"),
                true);
        Field base64 = new Field(
                "base64",
                text("The picture in base64, with or without a prefix like data:image/png;base64,", TINY_PNG),
                true);
        Field id = new Field("id", text("Ids as a search answers them." + LIST_TEXT, "1,2,3"), true);
        Field keys = new Field("key", text("Keys; all pictures of each are deleted." + LIST_TEXT, "1,2,3"), true);
        return List.of(
                new Endpoint(
                        "/add/file", "addFile", Operation.ADD, "Add an uploaded picture", List.of(file, key, imgPath)),
                new Endpoint(
                        "/add/url",
                        "addUrl",
                        Operation.ADD,
                        "Add the picture at an address",
                        List.of(url, key, imgPath)),
                new Endpoint(
                        "/add/path",
                        "addPath",
                        Operation.ADD,
                        "Add a picture of the server's disk",
                        List.of(path, key, imgPath)),
                new Endpoint(
                        "/search/file",
                        "searchFile",
                        Operation.SEARCH,
                        "Search with an uploaded picture",
                        List.of(file, limit)),
                new Endpoint(
                        "/search/url",
                        "searchUrl",
                        Operation.SEARCH,
                        "Search with the picture at an address",
                        List.of(url, limit)),
                new Endpoint(
                        "/search/path",
                        "searchPath",
                        Operation.SEARCH,
                        "Search with a picture of the server's disk",
                        List.of(path, limit)),
                new Endpoint(
                        "/search/base64",
                        "searchBase64",
                        Operation.SEARCH,
                        "Search with a picture in base64",
                        List.of(base64, limit)),
                new Endpoint("/del/id", "deleteIds", Operation.DELETE, "Delete by id", List.of(id)),
                new Endpoint("/del/key", "deleteKeys", Operation.DELETE, "Delete by key", List.of(keys)));
    }

    private static io.swagger.v3.oas.models.Operation operation(Endpoint endpoint) {
        return new io.swagger.v3.oas.models.Operation()
                .operationId(endpoint.id())
                .addTagsItem(TAG)
                .summary(endpoint.summary())
                .requestBody(new RequestBody().required(true).content(bodies(endpoint)))
                .responses(new ApiResponses().addApiResponse("200", CompatAnswers.of(endpoint.operation())));
    }

    private static Content bodies(Endpoint endpoint) {
        ObjectSchema schema = new ObjectSchema();
        Map<String, Object> example = new LinkedHashMap<>();
        for (Field field : endpoint.fields()) {
            schema.addProperty(field.name(), field.schema());
            if (field.required()) {
                schema.addRequiredItem(field.name());
            }
            example.put(field.name(), field.schema().getExample());
        }
        MediaType form = new MediaType().schema(schema);
        if (example.containsKey("file")) {
            return new Content().addMediaType("multipart/form-data", form);
        }
        return new Content()
                .addMediaType("application/json", new MediaType().schema(schema).example(example))
                .addMediaType("application/x-www-form-urlencoded", form)
                .addMediaType("multipart/form-data", form);
    }

    private static Schema<?> text(String description, String example) {
        return new StringSchema().description(description).example(example);
    }

    private static Schema<?> file() {
        return new StringSchema().format("binary").description("The picture's file.");
    }

    private static Schema<?> limit() {
        IntegerSchema schema = new IntegerSchema();
        schema.description("The most pictures wanted; a number, or a text that holds one.")
                .example(CompatController.DEFAULT_LIMIT);
        schema.setMinimum(BigDecimal.ONE);
        schema.setMaximum(BigDecimal.valueOf(SearchQuery.MAX_LIMIT));
        schema.setDefault(CompatController.DEFAULT_LIMIT);
        return schema;
    }
}
