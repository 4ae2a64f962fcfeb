package io.likeness.server.v1;

import io.likeness.library.ImageLibrary;
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
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** Makes, names and deletes collections. Safe for use by many threads. */
@RestController
@Hidden
public final class CollectionController {
    private final Supplier<Engine> engine;
    private final Answers answers;

    public CollectionController(Supplier<Engine> engine, Answers answers) {
        this.engine = engine;
        this.answers = answers;
    }

    /** Answers all collections by name. */
    @GetMapping("/v1/collections")
    public void all(HttpServletRequest request, HttpServletResponse response) {
        Exchange exchange = begin(request, response);
        List<Map<String, Object>> collections = new ArrayList<>();
        engine.get().collections().all().forEach((name, library) -> collections.add(json(name, library)));
        answers.json(exchange, HttpServletResponse.SC_OK, Map.of("collections", collections));
    }

    /** Makes a collection, or finds it made. */
    @PutMapping(V1Paths.IN_COLLECTION)
    public void put(@PathVariable Map<String, String> path, HttpServletRequest request, HttpServletResponse response) {
        Exchange exchange = begin(request, response);
        boolean created = engine.get().collections().create(V1Paths.collection(path));
        answer(exchange, path, created ? HttpServletResponse.SC_CREATED : HttpServletResponse.SC_OK);
    }

    /** Answers one collection. */
    @GetMapping(V1Paths.IN_COLLECTION)
    public void get(@PathVariable Map<String, String> path, HttpServletRequest request, HttpServletResponse response) {
        answer(begin(request, response), path, HttpServletResponse.SC_OK);
    }

    /** Deletes a collection with all its pictures. */
    @DeleteMapping(V1Paths.IN_COLLECTION)
    public void delete(
            @PathVariable Map<String, String> path, HttpServletRequest request, HttpServletResponse response) {
        Exchange exchange = begin(request, response);
        engine.get().collections().delete(V1Paths.collection(path));
        answers.done(exchange);
    }

    private void answer(Exchange exchange, Map<String, String> path, int status) {
        String name = V1Paths.collection(path);
        answers.json(exchange, status, json(name, engine.get().collections().get(name)));
    }

    private static Map<String, Object> json(String name, ImageLibrary library) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.put("pictures", library.index().count());
        return json;
    }

    private static Exchange begin(HttpServletRequest request, HttpServletResponse response) {
        Exchange exchange = Exchange.of(request, response);
        Query.of(exchange, Set.of());
        return exchange;
    }
}
