package io.likeness.server.v1;

import io.likeness.failure.Failure;
import io.likeness.index.Filter;
import io.likeness.index.ImageRecord;
import io.likeness.index.ListQuery;
import io.likeness.index.ListQuery.Order;
import io.likeness.index.ListQuery.Position;
import io.likeness.index.VectorIndex;
import io.likeness.server.engine.Engine;
import io.likeness.server.engine.OpenCollection;
import io.likeness.server.http.Answers;
import io.likeness.server.http.BodyReader;
import io.likeness.server.http.Document;
import io.likeness.server.http.Exchange;
import io.likeness.server.http.Query;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Lists and deletes many pictures. Safe for use by many threads. */
@RestController
@Hidden
@RequestMapping({V1Paths.BASE, V1Paths.IN_COLLECTION})
public final class ManyImagesController {
    private static final int DEFAULT_LIMIT = 50;
    private static final Set<String> LISTED_BY = Set.of("limit", "cursor", "order", "key_prefix", "tag.");
    private static final Set<String> DELETED_BY = Set.of("ids", "keys", "filter", "all", "dry_run");

    private final Supplier<Engine> engine;
    private final BodyReader bodies;
    private final Answers answers;
    private final ImageJson json;

    public ManyImagesController(Supplier<Engine> engine, BodyReader bodies, Answers answers, ImageJson json) {
        this.engine = engine;
        this.bodies = bodies;
        this.answers = answers;
        this.json = json;
    }

    /** Answers a page of the pictures by the time they were added. */
    @GetMapping("/images")
    public void list(@PathVariable Map<String, String> path, HttpServletRequest request, HttpServletResponse response) {
        Exchange exchange = Exchange.of(request, response);
        Query query = Query.of(exchange, LISTED_BY);
        OpenCollection collection = engine.get().collection(V1Paths.collection(path));
        Filter filter = filter(query);
        int limit = query.one("limit").map(ManyImagesController::limit).orElse(DEFAULT_LIMIT);
        Optional<Order> order = query.one("order").map(ManyImagesController::order);
        Optional<ListCursor> cursor = query.one("cursor").map(text -> ListCursor.read(text, filter));
        cursor.ifPresent(from -> checkSame(from.order(), order));
        Order direction = cursor.map(ListCursor::order).orElse(order.orElse(Order.NEWEST));

        VectorIndex index = collection.library().index();
        @Nullable Position after = cursor.map(ListCursor::position).orElse(null);
        List<ImageRecord> page = index.list(new ListQuery(direction, after, limit, filter));
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put(
                "images",
                page.stream()
                        .map(record -> json.image(collection.name(), record))
                        .toList());
        answer.put("next", next(index, page, new ListQuery(direction, after, limit, filter)));
        answers.json(exchange, HttpServletResponse.SC_OK, answer);
    }

    private static @Nullable String next(VectorIndex index, List<ImageRecord> page, ListQuery query) {
        if (page.size() < query.limit()) {
            return null;
        }
        Position last = Position.of(page.getLast());
        boolean isEnd = index.list(new ListQuery(query.order(), last, 1, query.filter()))
                .isEmpty();
        return isEnd ? null : new ListCursor(query.order(), last).write(query.filter());
    }

    private static void checkSame(Order walked, Optional<Order> order) {
        if (order.isPresent() && order.get() != walked) {
            throw new Failure.BadInput("the cursor is of a walk in the other order; a walk keeps its order");
        }
    }

    /** The filter that the parameters of a list name. */
    static Filter filter(Query query) {
        List<Filter> parts = new ArrayList<>();
        query.one("key_prefix").map(Filter.KeyPrefix::new).ifPresent(parts::add);
        query.startingWith("tag.").forEach((name, values) -> parts.add(new Filter.TagIn(name, Set.copyOf(values))));
        return new Filter.And(parts);
    }

    /** Reads the length of a page. */
    static int limit(String text) {
        if (!text.matches("[0-9]{1,6}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > ListQuery.MAX_LIMIT) {
            throw new Failure.BadInput("limit is " + text + ", allowed are 1 to " + ListQuery.MAX_LIMIT);
        }
        return Integer.parseInt(text);
    }

    /** Reads the direction of a list. */
    static Order order(String text) {
        return switch (text) {
            case "newest" -> Order.NEWEST;
            case "oldest" -> Order.OLDEST;
            default -> throw new Failure.BadInput("order is \"" + text + "\", allowed are newest and oldest");
        };
    }

    /** Deletes by ids, keys or filter, or counts what would be deleted. */
    @PostMapping("/images/delete")
    public void delete(
            @PathVariable Map<String, String> path, HttpServletRequest request, HttpServletResponse response) {
        Exchange exchange = Exchange.of(request, response);
        Query.of(exchange, Set.of());
        OpenCollection collection = engine.get().collection(V1Paths.collection(path));
        Map<String, Object> answer = bodies.readDocument(exchange, DELETED_BY, Set.of(), body -> {
            Optional<List<Long>> ids = body.ids("ids");
            Optional<List<String>> keys = body.list("keys");
            Optional<Filter> filter = filter(body);
            if (Stream.of(ids, keys, filter).filter(Optional::isPresent).count() != 1) {
                throw new Failure.BadInput("what to delete is named by exactly one of ids, keys and filter");
            }
            if (body.flag("dry_run")) {
                Filter meant = ids.<Filter>map(list -> new Filter.IdIn(Set.copyOf(list)))
                        .or(() -> keys.map(list -> new Filter.KeyIn(Set.copyOf(list))))
                        .or(() -> filter)
                        .orElseThrow();
                return Map.of("count", collection.library().index().count(meant), "dry_run", true);
            }
            long deleted = ids.map(list -> (long) collection.deleteIds(list))
                    .or(() -> keys.map(list -> (long) collection.deleteKeys(list)))
                    .or(() -> filter.map(collection::deleteMatching))
                    .orElseThrow();
            return Map.of("deleted", deleted);
        });
        answers.json(exchange, HttpServletResponse.SC_OK, answer);
    }

    private static Optional<Filter> filter(Document body) {
        boolean all = body.flag("all");
        Optional<JsonNode> filter = body.structure("filter");
        if (filter.isPresent() && filter.get().isObject() && filter.get().isEmpty() && !all) {
            throw new Failure.BadInput("an empty filter means every picture; say \"all\": true to delete them all");
        }
        return filter.map(FilterJson::read);
    }
}
