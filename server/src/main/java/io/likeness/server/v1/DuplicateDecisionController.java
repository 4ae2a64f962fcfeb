package io.likeness.server.v1;

import io.likeness.duplicates.CollectionDuplicates;
import io.likeness.duplicates.DuplicateGroup;
import io.likeness.duplicates.DuplicateGroup.Kind;
import io.likeness.duplicates.DuplicateProgress.RunRequest;
import io.likeness.duplicates.KeepOrder;
import io.likeness.duplicates.LibraryDuplicates;
import io.likeness.duplicates.Undoable;
import io.likeness.failure.Failure;
import io.likeness.server.http.Answers;
import io.likeness.server.http.BodyReader;
import io.likeness.server.http.Document;
import io.likeness.server.http.Exchange;
import io.likeness.server.http.Query;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes decisions about duplicates. Safe for use by many threads. */
@RestController
@Hidden
@RequestMapping({V1Paths.BASE, V1Paths.IN_COLLECTION})
public final class DuplicateDecisionController {
    private static final Set<String> KEEP =
            Set.of("groups", "all", "kind", "keep", "confirm", "dry_run", "min_confidence", "rules");

    private final Supplier<CollectionDuplicates> duplicates;
    private final BodyReader bodies;
    private final Answers answers;

    public DuplicateDecisionController(Supplier<CollectionDuplicates> duplicates, BodyReader bodies, Answers answers) {
        this.duplicates = duplicates;
        this.bodies = bodies;
        this.answers = answers;
    }

    /** Says that pictures are no duplicates of each other. */
    @PostMapping("/duplicates/apart")
    public void apart(
            @PathVariable Map<String, String> path, HttpServletRequest request, HttpServletResponse response) {
        decide(path, request, response, Set.of("pictures", "from"), body -> {
            List<Long> ids = body.ids("pictures")
                    .orElseThrow(() -> new Failure.BadInput(
                            "\"pictures\" is missing: the ids of those that are no" + " duplicates of each other"));
            Undoable done =
                    body.id("from").map(from -> of(path).keepApart(from, ids)).orElseGet(() -> of(path).keepApart(ids));
            return Map.of("pairs", done.count(), "undo", done.id());
        });
    }

    /** Deletes the pictures of groups but those to keep, or counts them. */
    @PostMapping("/duplicates/keep")
    public void keep(@PathVariable Map<String, String> path, HttpServletRequest request, HttpServletResponse response) {
        decide(path, request, response, KEEP, body -> {
            LibraryDuplicates of = of(path);
            RunRequest wanted = DuplicateRequests.start(body, of.lastRequest());
            List<String> groups = groups(body, of, wanted);
            if (groups.isEmpty() && body.flag("dry_run")) {
                return Map.of("count", 0, "dry_run", true);
            }
            KeepOrder order = new KeepOrder(groups, Set.copyOf(body.ids("keep").orElse(List.of())));
            if (body.flag("dry_run")) {
                return Map.of("count", of.surplus(order, wanted), "dry_run", true);
            }
            if (body.field("confirm").isEmpty()) {
                throw new Failure.BadInput("\"confirm\" is missing: the number of pictures that will be deleted, as"
                        + " the same request with \"dry_run\": true counts them");
            }
            Undoable done = of.keep(order, wanted, body.integer("confirm", -1));
            return Map.of("deleted", done.count(), "undo", done.id());
        });
    }

    private static List<String> groups(Document body, LibraryDuplicates of, RunRequest wanted) {
        Optional<List<String>> named = body.list("groups");
        boolean all = body.flag("all");
        if (named.isPresent() == all) {
            throw new Failure.BadInput("the groups whose surplus pictures are to be deleted are named by exactly one of"
                    + " \"groups\", their ids, and \"all\": true");
        }
        Optional<Kind> kind = body.text("kind").map(DuplicateRequests::kind);
        if (kind.isPresent() && !all) {
            throw new Failure.BadInput("\"kind\" goes with \"all\": true");
        }
        return named.orElseGet(() -> of.groups(wanted).stream()
                .filter(group -> kind.isEmpty() || group.kind() == kind.get())
                .map(DuplicateGroup::id)
                .toList());
    }

    /** Undoes a decision. */
    @PostMapping("/duplicates/undo")
    public void undo(@PathVariable Map<String, String> path, HttpServletRequest request, HttpServletResponse response) {
        decide(path, request, response, Set.of("id"), body -> {
            String id = body.text("id")
                    .orElseThrow(() -> new Failure.BadInput("\"id\" is missing: what the decision answered as undo"));
            return Map.of("undone", id, "count", of(path).undo(id));
        });
    }

    private void decide(
            Map<String, String> path,
            HttpServletRequest request,
            HttpServletResponse response,
            Set<String> fields,
            Function<Document, Map<String, Object>> work) {
        Exchange exchange = Exchange.of(request, response);
        Query.of(exchange, Set.of());
        of(path);
        answers.json(exchange, HttpServletResponse.SC_OK, bodies.readDocument(exchange, fields, Set.of(), work));
    }

    private LibraryDuplicates of(Map<String, String> path) {
        return duplicates.get().get(V1Paths.collection(path));
    }
}
