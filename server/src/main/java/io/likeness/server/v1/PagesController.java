package io.likeness.server.v1;

import io.likeness.index.Filter;
import io.likeness.index.ImageRecord;
import io.likeness.index.ListQuery;
import io.likeness.index.ListQuery.Order;
import io.likeness.index.ListQuery.Position;
import io.likeness.index.VectorIndex;
import io.likeness.server.engine.Engine;
import io.likeness.server.http.Answers;
import io.likeness.server.http.Exchange;
import io.likeness.server.http.Query;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says where the pages of a list begin, so that a reader may go to any of them at once. Safe for use by many threads. */
@RestController
@Hidden
@RequestMapping({V1Paths.BASE, V1Paths.IN_COLLECTION})
public final class PagesController {
    private static final int DEFAULT_LIMIT = 200;
    private static final Set<String> LISTED_BY = Set.of("limit", "order", "key_prefix", "tag.");

    private final Supplier<Engine> engine;
    private final Answers answers;

    public PagesController(Supplier<Engine> engine, Answers answers) {
        this.engine = engine;
        this.answers = answers;
    }

    /** Answers how many pictures a list has, and a cursor for each of its pages; null for the first. */
    @GetMapping("/images/pages")
    public void pages(
            @PathVariable Map<String, String> path, HttpServletRequest request, HttpServletResponse response) {
        Exchange exchange = Exchange.of(request, response);
        Query query = Query.of(exchange, LISTED_BY);
        Filter filter = ManyImagesController.filter(query);
        Order order = query.one("order").map(ManyImagesController::order).orElse(Order.NEWEST);
        int limit = query.one("limit").map(ManyImagesController::limit).orElse(DEFAULT_LIMIT);
        VectorIndex index =
                engine.get().collection(V1Paths.collection(path)).library().index();
        answers.json(exchange, HttpServletResponse.SC_OK, pages(index, order, filter, limit));
    }

    private static Map<String, Object> pages(VectorIndex index, Order order, Filter filter, int limit) {
        List<@Nullable String> cursors = new ArrayList<>();
        cursors.add(null);
        // Whole pages in one step, as many as a step may have.
        int step = limit * (ListQuery.MAX_LIMIT / limit);
        @Nullable Position after = null;
        long count = 0;
        List<ImageRecord> records;
        do {
            records = index.list(new ListQuery(order, after, step, filter));
            for (ImageRecord record : records) {
                after = Position.of(record);
                if (++count % limit == 0) {
                    cursors.add(new ListCursor(order, after).write(filter));
                }
            }
        } while (records.size() == step);
        if (count > 0 && count % limit == 0) {
            cursors.removeLast();
        }
        Map<String, Object> pages = new LinkedHashMap<>();
        pages.put("count", count);
        pages.put("limit", limit);
        pages.put("cursors", cursors);
        return pages;
    }
}
