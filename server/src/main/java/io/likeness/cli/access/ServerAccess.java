package io.likeness.cli.access;

import io.likeness.failure.Failure;
import io.likeness.index.ListQuery;
import io.likeness.index.ListQuery.Order;
import io.likeness.library.ImageCollections;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A collection behind a server. */
public final class ServerAccess implements Access {
    private static final int CREATED = 201;
    private static final String REEMBED = "/v1/reembed";

    private final Http http;
    private final String collection;
    private final String base;

    /** Nothing is sent before the first call. */
    public ServerAccess(ServerAddress server, String collection) {
        this.http = new Http(server);
        this.collection = collection;
        this.base = collection.equals(ImageCollections.DEFAULT) ? "/v1" : "/v1/collections/" + encoded(collection);
    }

    @Override
    public List<Picture> search(Query query) {
        JsonNode answer = switch (query.like()) {
            case Query.Like.File(var path) -> {
                MultipartForm form = new MultipartForm()
                        .field("limit", String.valueOf(query.limit()))
                        .field("min_score", String.valueOf(query.minScore()))
                        .field("filter", query.filter().map(JsonNode::toString).orElse(""))
                        .file(path);
                yield http.post(base + "/search", form);
            }
            case Query.Like.Url(var url) ->
                http.send("POST", base + "/search", body(query).put("url", url));
            case Query.Like.Stored(var id) ->
                http.send("POST", base + "/search", body(query).put("id", id));
        };
        return pictures(answer.path("hits"));
    }

    private static ObjectNode body(Query query) {
        ObjectNode body =
                Http.JSON.createObjectNode().put("limit", query.limit()).put("min_score", query.minScore());
        query.filter().ifPresent(filter -> body.set("filter", filter));
        return body;
    }

    @Override
    public void list(Listing listing, long limit, Consumer<Picture> consumer) {
        String filter = filter(listing);
        String cursor = "";
        for (long left = limit; left > 0; ) {
            String page = "?limit=" + Math.min(left, ListQuery.MAX_LIMIT) + filter
                    + (cursor.isEmpty()
                            ? "&order=" + (listing.order() == Order.NEWEST ? "newest" : "oldest")
                            : "&cursor=" + cursor);
            JsonNode answer = http.get(base + "/images" + page);
            List<Picture> pictures = pictures(answer.path("images"));
            pictures.forEach(consumer);
            left -= pictures.size();
            JsonNode next = answer.path("next");
            if (!next.isString() || pictures.isEmpty()) {
                return;
            }
            cursor = next.stringValue();
        }
    }

    private static String filter(Listing listing) {
        StringBuilder filter = new StringBuilder();
        if (!listing.keyPrefix().isEmpty()) {
            filter.append("&key_prefix=").append(encoded(listing.keyPrefix()));
        }
        listing.tags()
                .forEach((name, values) -> values.forEach(value ->
                        filter.append("&tag.").append(encoded(name)).append('=').append(encoded(value))));
        return filter.toString();
    }

    @Override
    public long delete(Selection selection, boolean dryRun) {
        ObjectNode body = Http.JSON.createObjectNode();
        switch (selection) {
            case Selection.Ids(var ids) -> ids.forEach(body.putArray("ids")::add);
            case Selection.Keys(var keys) -> keys.forEach(body.putArray("keys")::add);
            case Selection.Matching(var filter) -> {
                body.set("filter", filter);
                if (filter.isEmpty()) {
                    body.put("all", true);
                }
            }
        }
        if (dryRun) {
            body.put("dry_run", true);
        }
        JsonNode answer = http.send("POST", base + "/images/delete", body);
        return answer.path(dryRun ? "count" : "deleted").asLong(0);
    }

    @Override
    public Map<String, @Nullable Object> stats() {
        return Http.JSON.convertValue(http.get(base + "/stats"), new TypeReference<Map<String, @Nullable Object>>() {});
    }

    @Override
    public boolean createCollection() {
        return !collection.equals(ImageCollections.DEFAULT)
                && http.status("PUT", "/v1/collections/" + encoded(collection)) == CREATED;
    }

    @Override
    public Imports imports() {
        return new ServerImports(http, base);
    }

    @Override
    public Duplicates duplicates() {
        return new ServerDuplicates(http, base);
    }

    /** Imports that read files of this machine and send them. */
    public Imports uploads(int parallel) {
        return new UploadImports(http, base, parallel);
    }

    @Override
    public Map<String, @Nullable Object> move(Move move) {
        JsonNode answer = switch (move) {
            case Move.Look() -> http.get(REEMBED);
            case Move.Begin(var model) -> {
                ObjectNode body = Http.JSON.createObjectNode();
                model.ifPresent(folder -> body.put("model", folder.toString()));
                yield http.send("POST", REEMBED, body);
            }
            case Move.Confirm() -> http.send("POST", REEMBED + "/confirm");
            case Move.RollBack() -> http.send("POST", REEMBED + "/roll-back");
        };
        return Http.JSON.convertValue(answer, new TypeReference<Map<String, @Nullable Object>>() {});
    }

    @Override
    public void export(OutputStream out) {
        try (InputStream in = http.stream("/v1/export")) {
            in.transferTo(out);
        } catch (IOException e) {
            throw new Failure.Unavailable("the archive could not be taken over: " + e.getMessage(), e);
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static List<Picture> pictures(JsonNode array) {
        List<Picture> pictures = new ArrayList<>();
        if (array instanceof ArrayNode nodes) {
            for (JsonNode node : nodes) {
                pictures.add(Http.JSON.treeToValue(node, Picture.class));
            }
        }
        return pictures;
    }

    @Override
    public void close() {
        http.close();
    }
}
