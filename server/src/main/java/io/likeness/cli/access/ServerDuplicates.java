package io.likeness.cli.access;

import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The duplicates of a collection behind a server. */
final class ServerDuplicates implements Duplicates {
    private static final int PAGE = 100;

    private final Http http;
    private final String path;

    ServerDuplicates(Http http, String base) {
        this.http = http;
        this.path = base + "/duplicates";
    }

    @Override
    public JsonNode start(ObjectNode order) {
        return http.send("POST", path, order);
    }

    @Override
    public JsonNode status() {
        return http.get(path + "?limit=1").path("search");
    }

    @Override
    public JsonNode cancel() {
        return http.send("DELETE", path);
    }

    @Override
    public void groups(Map<String, String> choice, Consumer<JsonNode> consumer) {
        StringBuilder chosen = new StringBuilder();
        choice.forEach(
                (name, value) -> chosen.append('&').append(name).append('=').append(ServerAccess.encoded(value)));
        String cursor = "";
        do {
            JsonNode page = http.get(path + "?limit=" + PAGE + chosen + "&cursor=" + cursor);
            page.path("groups").forEach(consumer);
            cursor = page.path("next").asString("");
        } while (!cursor.isEmpty());
    }

    @Override
    public int surplus(Map<String, String> choice) {
        return http.send("POST", path + "/keep", order(choice).put("dry_run", true))
                .path("count")
                .asInt(0);
    }

    @Override
    public int keepBest(Map<String, String> choice, int confirmed) {
        return http.send("POST", path + "/keep", order(choice).put("confirm", confirmed))
                .path("deleted")
                .asInt(0);
    }

    private static ObjectNode order(Map<String, String> choice) {
        ObjectNode order = Http.JSON.createObjectNode().put("all", true);
        choice.forEach(order::put);
        return order;
    }

    @Override
    public String detach() {
        return "the search goes on in the server; watch it with likeness duplicates, end it with likeness duplicates"
                + " --cancel";
    }
}
