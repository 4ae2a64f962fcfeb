package io.likeness.cli.access;

import io.likeness.failure.Failure;
import io.likeness.imports.ImportFailure;
import io.likeness.imports.ImportState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Imports that a server runs. A folder is one of the server's own, a file is sent to it. */
final class ServerImports implements Imports {
    private final Http http;
    private final String path;

    ServerImports(Http http, String base) {
        this.http = http;
        this.path = base + "/imports";
    }

    @Override
    public ImportStatus start(ImportOrder order) {
        return status(Files.isRegularFile(order.source()) ? sent(order) : named(order));
    }

    private JsonNode sent(ImportOrder order) {
        if (order.moveTo().isPresent()) {
            throw new Failure.BadInput("--move-to is for folders; " + order.source() + " is a file");
        }
        MultipartForm form = new MultipartForm()
                .field("key_from", keyFrom(order))
                .field("tags", order.tags().isEmpty() ? "" : Http.JSON.writeValueAsString(order.tags()))
                .file(order.source());
        return http.post(path, form);
    }

    private JsonNode named(ImportOrder order) {
        ObjectNode body = Http.JSON
                .createObjectNode()
                .put("path", absolute(order.source()))
                .put("key_from", keyFrom(order));
        ObjectNode tags = body.putObject("tags");
        order.tags().forEach(tags::put);
        order.moveTo().ifPresent(folder -> body.put("move_to", absolute(folder)));
        try {
            return http.send("POST", path, body);
        } catch (Failure.Forbidden e) {
            throw new Failure.Forbidden(e.getMessage() + ". For the server to read " + order.source()
                    + " itself, start it with --root (likeness.roots, LIKENESS_ROOTS) naming that folder or one above;"
                    + " or send the pictures from here with --upload");
        }
    }

    private static String absolute(Path folder) {
        return folder.toAbsolutePath().normalize().toString();
    }

    private static String keyFrom(ImportOrder order) {
        return order.keyFrom().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public ImportStatus status(String id) {
        return status(http.get(path + "/" + ServerAccess.encoded(id)));
    }

    @Override
    public ImportStatus cancel(String id) {
        return status(http.send("DELETE", path + "/" + ServerAccess.encoded(id)));
    }

    @Override
    public String detach(String id) {
        return "import " + id + " goes on in the server; watch it with likeness import --watch " + id
                + ", end it with likeness import --cancel " + id;
    }

    private static ImportStatus status(JsonNode json) {
        List<ImportFailure> errors = new ArrayList<>();
        for (JsonNode error : json.path("last_errors")) {
            errors.add(new ImportFailure(
                    error.path("name").asString(""), error.path("reason").asString("")));
        }
        return new ImportStatus(
                json.path("id").asString(""),
                state(json.path("state").asString("")),
                number(json.path("total")),
                json.path("added").asLong(0),
                json.path("known").asLong(0),
                json.path("skipped").asLong(0),
                json.path("failed").asLong(0),
                json.path("pictures_per_second").asDouble(0),
                number(json.path("seconds_left")),
                json.path("problem").asString(""),
                errors);
    }

    private static OptionalLong number(JsonNode node) {
        return node.isNumber() ? OptionalLong.of(Math.round(node.doubleValue())) : OptionalLong.empty();
    }

    private static ImportState state(String word) {
        return switch (word) {
            case "running" -> ImportState.RUNNING;
            case "done" -> ImportState.DONE;
            case "cancelled" -> ImportState.CANCELLED;
            case "failed" -> ImportState.FAILED;
            default ->
                throw new Failure.Unavailable("the server says that the import is \"" + word
                        + "\", which this version does not know; use the command line of the server's version");
        };
    }
}
