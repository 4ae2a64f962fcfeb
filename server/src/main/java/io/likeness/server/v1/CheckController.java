package io.likeness.server.v1;

import io.likeness.copies.FindCopies;
import io.likeness.copies.VerifiedHit;
import io.likeness.failure.Failure;
import io.likeness.image.ImageSource;
import io.likeness.image.Region;
import io.likeness.index.Filter;
import io.likeness.library.SearchRequest;
import io.likeness.library.StageTimes;
import io.likeness.server.engine.Engine;
import io.likeness.server.engine.OpenCollection;
import io.likeness.server.engine.QueryPicture;
import io.likeness.server.http.Answers;
import io.likeness.server.http.BodyReader;
import io.likeness.server.http.Exchange;
import io.likeness.server.http.Ids;
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
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells whether a picture is stored already. Safe for use by many threads. */
@RestController
@Hidden
@RequestMapping({V1Paths.BASE, V1Paths.IN_COLLECTION})
public final class CheckController {
    private static final Set<String> FILES = Set.of(Pictures.FILE);
    private static final Set<String> ASKED_BY = Set.of("url", "path", "id");

    private final Supplier<Engine> engine;
    private final BodyReader bodies;
    private final Answers answers;
    private final StageTimes times;
    private final ImageJson json;

    public CheckController(
            Supplier<Engine> engine, BodyReader bodies, Answers answers, StageTimes times, ImageJson json) {
        this.engine = engine;
        this.bodies = bodies;
        this.answers = answers;
        this.times = times;
        this.json = json;
    }

    /** Checks a picture that the body gives or names. */
    @PostMapping("/check")
    public void post(@PathVariable Map<String, String> path, HttpServletRequest request, HttpServletResponse response) {
        TookMillis took = TookMillis.withVerdict();
        Exchange exchange = Exchange.of(request, response);
        Query.of(exchange, Set.of());
        OpenCollection collection = engine.get().collection(V1Paths.collection(path));
        List<VerifiedHit> copies = bodies.readDocument(
                exchange,
                Pictures.STORED,
                FILES,
                body -> copies(collection, Pictures.givenOrStored(body), times.and(took)));
        answer(exchange, collection, copies, took);
    }

    /** Checks a picture that the address names. */
    @GetMapping("/check")
    public void get(@PathVariable Map<String, String> path, HttpServletRequest request, HttpServletResponse response) {
        TookMillis took = TookMillis.withVerdict();
        Exchange exchange = Exchange.of(request, response);
        QueryPicture picture = picture(Query.of(exchange, ASKED_BY));
        OpenCollection collection = engine.get().collection(V1Paths.collection(path));
        answer(exchange, collection, copies(collection, picture, times.and(took)), took);
    }

    private static QueryPicture picture(Query query) {
        List<QueryPicture> named = new ArrayList<>();
        query.one("url").ifPresent(url -> named.add(new QueryPicture.Given(new ImageSource.Url(url))));
        query.one("path").ifPresent(file -> named.add(new QueryPicture.Given(new ImageSource.LocalPath(file))));
        query.one("id")
                .ifPresent(id -> named.add(new QueryPicture.Stored(Ids.parse(id)
                        .orElseThrow(() -> new Failure.BadInput("id is \"" + id + "\", which is no picture's id")))));
        if (named.size() != 1) {
            throw new Failure.BadInput(
                    "a picture is named by exactly one of url, path, id; given are " + named.size() + " of them");
        }
        return named.getFirst();
    }

    /** All copies among the pictures looked at; a stored picture is none of itself. */
    private static List<VerifiedHit> copies(OpenCollection collection, QueryPicture picture, StageTimes times) {
        Filter filter = picture instanceof QueryPicture.Stored(long id)
                ? new Filter.Not(new Filter.IdIn(Set.of(id)))
                : Filter.ALL;
        SearchRequest request = new SearchRequest(FindCopies.CANDIDATES, 0, -1, filter, Region.WHOLE);
        return collection.searchCopies(picture, request, times).stream()
                .filter(VerifiedHit::isCopy)
                .toList();
    }

    private void answer(Exchange exchange, OpenCollection collection, List<VerifiedHit> copies, TookMillis took) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("found", !copies.isEmpty());
        answer.put("copies", copies.size());
        answer.put(
                "best",
                copies.isEmpty()
                        ? null
                        : json.hit(
                                collection.name(),
                                copies.getFirst(),
                                engine.get().matchScores()));
        answer.put("took_ms", took.millis());
        answers.json(exchange, HttpServletResponse.SC_OK, answer);
    }
}
