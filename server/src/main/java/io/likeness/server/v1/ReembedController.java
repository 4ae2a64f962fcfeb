package io.likeness.server.v1;

import io.likeness.embedding.ModelFingerprint;
import io.likeness.reembed.ReembedStatus;
import io.likeness.server.engine.Engine;
import io.likeness.server.http.Answers;
import io.likeness.server.http.BodyReader;
import io.likeness.server.http.Exchange;
import io.likeness.server.http.Query;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Moves the library to another model. Safe for use by many threads. */
@RestController
@Hidden
@RequestMapping("/v1/reembed")
public final class ReembedController {
    private final Supplier<Engine> engine;
    private final BodyReader bodies;
    private final Answers answers;

    public ReembedController(Supplier<Engine> engine, BodyReader bodies, Answers answers) {
        this.engine = engine;
        this.bodies = bodies;
        this.answers = answers;
    }

    /** Begins to move, or tries again what failed. */
    @PostMapping
    public void begin(HttpServletRequest request, HttpServletResponse response) {
        Exchange exchange = begun(request, response);
        Engine open = engine.get();
        ReembedStatus status = bodies.readDocument(
                exchange,
                Set.of("model"),
                Set.of(),
                body -> open.models()
                        .reembedding()
                        .begin(body.text("model").map(open.imports().folders()::source)));
        answers.json(exchange, HttpServletResponse.SC_ACCEPTED, json(status));
    }

    /** Answers how far it is. */
    @GetMapping
    public void status(HttpServletRequest request, HttpServletResponse response) {
        answer(begun(request, response), engine.get().models().reembedding().status());
    }

    /** Gives up the vectors of the model before. */
    @PostMapping("/confirm")
    public void confirm(HttpServletRequest request, HttpServletResponse response) {
        answer(begun(request, response), engine.get().models().reembedding().confirm());
    }

    /** Goes back to the model before. */
    @PostMapping("/roll-back")
    public void rollBack(HttpServletRequest request, HttpServletResponse response) {
        answer(begun(request, response), engine.get().models().reembedding().rollBack());
    }

    private static Exchange begun(HttpServletRequest request, HttpServletResponse response) {
        Exchange exchange = Exchange.of(request, response);
        Query.of(exchange, Set.of());
        return exchange;
    }

    private void answer(Exchange exchange, ReembedStatus status) {
        answers.json(exchange, HttpServletResponse.SC_OK, json(status));
    }

    /** The status as it is answered. */
    public static Map<String, @Nullable Object> json(ReembedStatus status) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("state", status.state().name().toLowerCase(Locale.ROOT));
        json.put("model", model(status.model()));
        json.put("other", status.beside().map(ReembedController::model).orElse(null));
        json.put("pictures", status.pictures());
        json.put("finished", status.finished());
        json.put("from_originals", status.fromOriginals());
        json.put("from_previews", status.fromPreviews());
        json.put("failed", status.failed());
        json.put(
                "failures",
                status.failures().stream().map(ReembedController::failure).toList());
        return json;
    }

    private static Map<String, Object> model(ModelFingerprint model) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", model.name());
        json.put("dimension", model.dimension());
        json.put("fingerprint", model.sha256());
        return json;
    }

    private static Map<String, Object> failure(ReembedStatus.Failed failed) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("collection", failed.collection());
        json.put("id", String.valueOf(failed.id()));
        json.put("key", failed.key());
        json.put("reason", failed.reason());
        return json;
    }
}
