package io.likeness.server.compat;

import io.likeness.failure.Failure;
import io.likeness.image.ImageSource;
import io.likeness.index.Attributes;
import io.likeness.index.SearchQuery;
import io.likeness.library.StageTimes;
import io.likeness.server.engine.Engine;
import io.likeness.server.http.Answers;
import io.likeness.server.http.BodyKind;
import io.likeness.server.http.BodyReader;
import io.likeness.server.http.Exchange;
import io.likeness.server.http.Fields;
import io.likeness.server.http.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The earlier system's nine endpoints; {@link CompatDocs} describes them to callers. Safe for use by many threads. */
@RestController
public final class CompatController {
    /** What all nine paths begin with. */
    static final String BASE = "/api/image/sim";

    static final int DEFAULT_LIMIT = 10;

    private final Supplier<Engine> engine;
    private final BodyReader bodies;
    private final Answers answers;
    private final StageTimes times;

    public CompatController(Supplier<Engine> engine, BodyReader bodies, Answers answers, StageTimes times) {
        this.engine = engine;
        this.bodies = bodies;
        this.answers = answers;
        this.times = times;
    }

    @PostMapping(BASE + "/add/file")
    public void addFile(HttpServletRequest request, HttpServletResponse response) {
        add(Exchange.of(request, response), PictureField.FILE);
    }

    @PostMapping(BASE + "/add/url")
    public void addUrl(HttpServletRequest request, HttpServletResponse response) {
        add(Exchange.of(request, response), PictureField.URL);
    }

    @PostMapping(BASE + "/add/path")
    public void addPath(HttpServletRequest request, HttpServletResponse response) {
        add(Exchange.of(request, response), PictureField.PATH);
    }

    @PostMapping(BASE + "/search/file")
    public void searchFile(HttpServletRequest request, HttpServletResponse response) {
        search(Exchange.of(request, response), PictureField.FILE);
    }

    @PostMapping(BASE + "/search/url")
    public void searchUrl(HttpServletRequest request, HttpServletResponse response) {
        search(Exchange.of(request, response), PictureField.URL);
    }

    @PostMapping(BASE + "/search/path")
    public void searchPath(HttpServletRequest request, HttpServletResponse response) {
        search(Exchange.of(request, response), PictureField.PATH);
    }

    @PostMapping(BASE + "/search/base64")
    public void searchBase64(HttpServletRequest request, HttpServletResponse response) {
        search(Exchange.of(request, response), PictureField.BASE64);
    }

    @PostMapping(BASE + "/del/id")
    public void deleteIds(HttpServletRequest request, HttpServletResponse response) {
        delete(Exchange.of(request, response), "id", fields -> engine.get().deleteIds(fields.ids("id")));
    }

    @PostMapping(BASE + "/del/key")
    public void deleteKeys(HttpServletRequest request, HttpServletResponse response) {
        delete(Exchange.of(request, response), "key", fields -> engine.get().deleteKeys(fields.names("key")));
    }

    private void add(Exchange exchange, PictureField picture) {
        Set<String> wanted = Set.of(picture.field(), "key", "imgPath");
        answer(exchange, Operation.ADD, picture.body(), wanted, fields -> {
            Attributes attributes = Attributes.ofImgPath(fields.text("imgPath").orElse(""));
            engine.get().add(picture.source(fields), fields.text("key").orElse(""), attributes, times);
            return true;
        });
    }

    private void search(Exchange exchange, PictureField picture) {
        Set<String> wanted = Set.of(picture.field(), "limit");
        answer(exchange, Operation.SEARCH, picture.body(), wanted, fields -> {
            int limit = fields.number("limit", 1, SearchQuery.MAX_LIMIT, DEFAULT_LIMIT);
            ImageSource source = picture.source(fields);
            return engine.get().search(source, limit, times).stream()
                    .map(CompatHit::of)
                    .toList();
        });
    }

    private void delete(Exchange exchange, String field, Function<Fields, Integer> work) {
        answer(exchange, Operation.DELETE, BodyKind.TEXT, Set.of(field), fields -> {
            int deleted = work.apply(fields);
            if (deleted == 0) {
                throw new Failure.NotFound("no stored picture has the " + field + " given, nothing was deleted");
            }
            return deleted;
        });
    }

    private void answer(
            Exchange exchange, Operation operation, BodyKind body, Set<String> wanted, Function<Fields, Object> work) {
        answers.success(exchange, operation, bodies.read(exchange, body, wanted, work));
    }
}
