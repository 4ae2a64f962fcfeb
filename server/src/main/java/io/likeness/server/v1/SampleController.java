package io.likeness.server.v1;

import io.likeness.server.engine.Engine;
import io.likeness.server.http.Answers;
import io.likeness.server.http.Exchange;
import io.likeness.server.http.Query;
import io.likeness.server.samples.SampleRuns;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Adds pictures that the server draws. Safe for use by many threads. */
@RestController
@Hidden
@RequestMapping({V1Paths.BASE, V1Paths.IN_COLLECTION})
public final class SampleController {
    private final Supplier<Engine> engine;
    private final Answers answers;
    private final SampleRuns runs;

    public SampleController(Supplier<Engine> engine, Answers answers, SampleRuns runs) {
        this.engine = engine;
        this.answers = answers;
        this.runs = runs;
    }

    /** Begins to add the sample pictures; where that goes on already, answers how far it is. */
    @PostMapping("/samples")
    public void start(
            @PathVariable Map<String, String> path, HttpServletRequest request, HttpServletResponse response) {
        Exchange exchange = Exchange.of(request, response);
        Query.of(exchange, Set.of());
        SampleRuns.Progress progress = runs.start(engine.get().collection(V1Paths.collection(path)));
        answers.json(exchange, HttpServletResponse.SC_ACCEPTED, json(progress));
    }

    /** Answers how far it is. */
    @GetMapping("/samples")
    public void progress(
            @PathVariable Map<String, String> path, HttpServletRequest request, HttpServletResponse response) {
        Exchange exchange = Exchange.of(request, response);
        Query.of(exchange, Set.of());
        SampleRuns.Progress progress = runs.progress(engine.get().collection(V1Paths.collection(path)));
        answers.json(exchange, HttpServletResponse.SC_OK, json(progress));
    }

    private static Map<String, @Nullable Object> json(SampleRuns.Progress progress) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("state", progress.running() ? "running" : "idle");
        json.put("total", progress.total());
        json.put("finished", progress.finished());
        json.put("failed", progress.failed());
        json.put("problem", progress.problem().isEmpty() ? null : progress.problem());
        return json;
    }
}
