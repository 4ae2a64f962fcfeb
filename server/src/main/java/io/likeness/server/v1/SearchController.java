package io.likeness.server.v1;

import io.likeness.failure.Failure;
import io.likeness.image.ImageSource;
import io.likeness.image.Region;
import io.likeness.index.Filter;
import io.likeness.index.Hit;
import io.likeness.library.SearchRequest;
import io.likeness.library.StageTimes;
import io.likeness.server.engine.Engine;
import io.likeness.server.engine.OpenCollection;
import io.likeness.server.engine.QueryPicture;
import io.likeness.server.http.Answers;
import io.likeness.server.http.BodyReader;
import io.likeness.server.http.Document;
import io.likeness.server.http.Exchange;
import io.likeness.server.http.Query;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Searches and compares. Safe for use by many threads. */
@RestController
@Hidden
@RequestMapping({V1Paths.BASE, V1Paths.IN_COLLECTION})
public final class SearchController {
    private static final Set<String> FILES = Set.of(Pictures.FILE);
    private static final Set<String> SEARCHED_BY = Set.of(
            "url",
            "path",
            "base64",
            "id",
            "limit",
            "offset",
            "min_score",
            "filter",
            "region",
            "exclude",
            "include_self");
    private static final Set<String> SIDES = Set.of("a", "b");

    private final Supplier<Engine> engine;
    private final BodyReader bodies;
    private final Answers answers;
    private final StageTimes times;
    private final ImageJson json;

    public SearchController(
            Supplier<Engine> engine, BodyReader bodies, Answers answers, StageTimes times, ImageJson json) {
        this.engine = engine;
        this.bodies = bodies;
        this.answers = answers;
        this.times = times;
        this.json = json;
    }

    /** Finds what is most similar to a picture. */
    @PostMapping("/search")
    public void search(
            @PathVariable Map<String, String> path, HttpServletRequest request, HttpServletResponse response) {
        TookMillis took = new TookMillis();
        Exchange exchange = Exchange.of(request, response);
        Query.of(exchange, Set.of());
        OpenCollection collection = engine.get().collection(V1Paths.collection(path));
        List<Hit> hits = bodies.readDocument(
                exchange,
                SEARCHED_BY,
                FILES,
                body -> collection.search(Pictures.givenOrStored(body), request(body), times.and(took)));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(
                "hits",
                hits.stream()
                        .map(hit ->
                                json.hit(collection.name(), hit, engine.get().matchScores()))
                        .toList());
        answer.put("took_ms", took.millis());
        answers.json(exchange, HttpServletResponse.SC_OK, answer);
    }

    private static SearchRequest request(Document body) {
        return new SearchRequest(
                body.integer("limit", SearchRequest.DEFAULT_LIMIT),
                body.integer("offset", 0),
                body.number("min_score", -1),
                filter(body),
                RegionJson.of(body).orElse(Region.WHOLE));
    }

    /** The filter, without what is to be left out. */
    private static Filter filter(Document body) {
        Set<Long> left = new HashSet<>(body.ids("exclude").orElse(List.of()));
        if (!body.flag("include_self")) {
            body.id("id").ifPresent(left::add);
        }
        List<Filter> parts = new ArrayList<>();
        body.structure("filter").map(FilterJson::read).ifPresent(parts::add);
        if (!left.isEmpty()) {
            parts.add(new Filter.Not(new Filter.IdIn(left)));
        }
        return parts.size() == 1 ? parts.getFirst() : new Filter.And(parts);
    }

    /** Answers the cosine of two pictures. */
    @PostMapping("/compare")
    public void compare(
            @PathVariable Map<String, String> path, HttpServletRequest request, HttpServletResponse response) {
        Exchange exchange = Exchange.of(request, response);
        Query.of(exchange, Set.of());
        OpenCollection collection = engine.get().collection(V1Paths.collection(path));
        double cosine = bodies.readDocument(
                exchange, SIDES, SIDES, body -> collection.compare(side("a", body), side("b", body), times));
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("cosine", ImageJson.rounded(cosine));
        answer.put("match", ImageJson.word(cosine, engine.get().matchScores()));
        answers.json(exchange, HttpServletResponse.SC_OK, answer);
    }

    private static QueryPicture side(String name, Document body) {
        return body.file(name)
                .<QueryPicture>map(image -> new QueryPicture.Given(new ImageSource.Upload(image)))
                .or(() -> body.structure(name)
                        .map(node -> Pictures.givenOrStored(Document.within(name, node, Pictures.STORED))))
                .orElseThrow(() -> new Failure.BadInput("\"" + name + "\" is missing: one of the two pictures"));
    }
}
