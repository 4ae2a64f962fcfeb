package io.likeness.server.v1;

import io.likeness.failure.Failure;
import io.likeness.index.Attributes;
import io.likeness.index.VectorIndex;
import io.likeness.server.engine.Engine;
import io.likeness.server.http.Answers;
import io.likeness.server.http.BodyReader;
import io.likeness.server.http.Exchange;
import io.likeness.server.http.Query;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Changes the tags of many pictures. Safe for use by many threads. */
@RestController
@Hidden
@RequestMapping({V1Paths.BASE, V1Paths.IN_COLLECTION})
public final class TagController {
    private static final Set<String> FIELDS = Set.of("ids", "set", "remove");

    private final Supplier<Engine> engine;
    private final BodyReader bodies;
    private final Answers answers;

    public TagController(Supplier<Engine> engine, BodyReader bodies, Answers answers) {
        this.engine = engine;
        this.bodies = bodies;
        this.answers = answers;
    }

    /** Sets and removes tags; what none of the two names stays. Ids of no picture are passed over. */
    @PostMapping("/images/tags")
    public void tag(@PathVariable Map<String, String> path, HttpServletRequest request, HttpServletResponse response) {
        Exchange exchange = Exchange.of(request, response);
        Query.of(exchange, Set.of());
        VectorIndex index =
                engine.get().collection(V1Paths.collection(path)).library().index();
        long changed = bodies.readDocument(exchange, FIELDS, Set.of(), body -> {
            List<Long> ids = body.ids("ids")
                    .orElseThrow(() -> new Failure.BadInput("\"ids\" is missing: the pictures to change"));
            Map<String, String> set =
                    body.structure("set").map(TagsJson::object).orElse(Map.of());
            Set<String> remove = Set.copyOf(body.list("remove").orElse(List.of()));
            check(set, remove);
            // All first, so that what one of them cannot take fails before any is changed.
            ids.forEach(id -> index.get(id).ifPresent(record -> changed(record.attributes(), set, remove)));
            return ids.stream()
                    .distinct()
                    .filter(id -> index.update(id, attributes -> changed(attributes, set, remove))
                            .isPresent())
                    .count();
        });
        answers.json(exchange, HttpServletResponse.SC_OK, Map.of("changed", changed));
    }

    private static void check(Map<String, String> set, Set<String> remove) {
        if (set.isEmpty() && remove.isEmpty()) {
            throw new Failure.BadInput("there is nothing to change: \"set\" is an object of names and values,"
                    + " \"remove\" a list of names");
        }
        set.keySet().stream().filter(remove::contains).findFirst().ifPresent(name -> {
            throw new Failure.BadInput("tag \"" + name + "\" is to be set and to be removed");
        });
    }

    private static Attributes changed(Attributes attributes, Map<String, String> set, Set<String> remove) {
        Map<String, String> tags = new LinkedHashMap<>(attributes.tags());
        tags.keySet().removeAll(remove);
        tags.putAll(set);
        return new Attributes(attributes.imgPath(), tags);
    }
}
