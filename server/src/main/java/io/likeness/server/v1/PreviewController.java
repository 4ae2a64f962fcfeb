package io.likeness.server.v1;

import io.likeness.library.StageTimes;
import io.likeness.server.engine.Engine;
import io.likeness.server.engine.OpenCollection;
import io.likeness.server.http.Answers;
import io.likeness.server.http.BodyReader;
import io.likeness.server.http.Exchange;
import io.likeness.server.http.Query;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Makes previews of pictures that are not stored: of types that browsers do not show, or elsewhere on the web. Safe for use by many threads. */
@RestController
@Hidden
@RequestMapping({V1Paths.BASE, V1Paths.IN_COLLECTION})
public final class PreviewController {
    private static final Set<String> FIELDS = Set.of("url", "path", "base64");
    private static final Set<String> FILES = Set.of(Pictures.FILE);

    private final Supplier<Engine> engine;
    private final BodyReader bodies;
    private final Answers answers;
    private final StageTimes times;

    public PreviewController(Supplier<Engine> engine, BodyReader bodies, Answers answers, StageTimes times) {
        this.engine = engine;
        this.bodies = bodies;
        this.answers = answers;
        this.times = times;
    }

    /** Answers the preview of a picture as JPEG. */
    @PostMapping("/preview")
    public void preview(
            @PathVariable Map<String, String> path, HttpServletRequest request, HttpServletResponse response) {
        Exchange exchange = Exchange.of(request, response);
        Query.of(exchange, Set.of());
        OpenCollection collection = engine.get().collection(V1Paths.collection(path));
        byte[] jpeg =
                bodies.readDocument(exchange, FIELDS, FILES, body -> collection.preview(Pictures.given(body), times));
        answers.cacheable(exchange, HttpServletResponse.SC_OK, "image/jpeg", 0, jpeg);
    }
}
