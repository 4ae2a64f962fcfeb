package io.likeness.server.v1;

import io.likeness.duplicates.CollectionDuplicates;
import io.likeness.duplicates.DuplicateGroup;
import io.likeness.duplicates.DuplicateProgress;
import io.likeness.duplicates.LibraryDuplicates;
import io.likeness.duplicates.RunState;
import io.likeness.failure.Failure;
import io.likeness.server.http.Answers;
import io.likeness.server.http.BodyReader;
import io.likeness.server.http.Exchange;
import io.likeness.server.http.Query;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Searches for duplicates and answers what was found. Safe for use by many threads. */
@RestController
@Hidden
@RequestMapping({V1Paths.BASE, V1Paths.IN_COLLECTION})
public final class DuplicateController {
    /** The most groups of a page. */
    public static final int MOST_GROUPS = 200;

    private static final int DEFAULT_LIMIT = 20;
    private static final JsonMapper JSON = new JsonMapper();

    private final Supplier<CollectionDuplicates> duplicates;
    private final BodyReader bodies;
    private final Answers answers;
    private final ProgressEvents events;
    private final ImageJson json;

    public DuplicateController(
            Supplier<CollectionDuplicates> duplicates,
            BodyReader bodies,
            Answers answers,
            ProgressEvents events,
            ImageJson json) {
        this.duplicates = duplicates;
        this.bodies = bodies;
        this.answers = answers;
        this.events = events;
        this.json = json;
    }

    /** Starts a search, or answers the one that runs. */
    @PostMapping("/duplicates")
    public void start(
            @PathVariable Map<String, String> path, HttpServletRequest request, HttpServletResponse response) {
        Exchange exchange = Exchange.of(request, response);
        Query.of(exchange, Set.of());
        LibraryDuplicates of = of(path);
        DuplicateProgress started = exchange.isWithoutBody()
                ? of.start(of.lastRequest(), false)
                : bodies.readDocument(
                        exchange,
                        DuplicateRequests.OF_START,
                        Set.of(),
                        body -> of.start(DuplicateRequests.start(body, of.lastRequest()), body.flag("again")));
        answers.json(exchange, HttpServletResponse.SC_OK, DuplicateJson.progress(started));
    }

    /** Answers how far the search is, and a page of the groups found so far. */
    @GetMapping("/duplicates")
    public void list(@PathVariable Map<String, String> path, HttpServletRequest request, HttpServletResponse response) {
        Exchange exchange = Exchange.of(request, response);
        Set<String> allowed = new HashSet<>(DuplicateRequests.OF_GROUPS);
        allowed.addAll(Set.of("limit", "cursor"));
        Query query = Query.of(exchange, allowed);
        LibraryDuplicates of = of(path);
        int limit = query.one("limit").map(DuplicateController::limit).orElse(DEFAULT_LIMIT);
        DuplicateProgress progress = of.progress();
        List<DuplicateGroup> all = DuplicateRequests.chosen(query, of);
        List<DuplicateGroup> rest = query.one("cursor")
                .map(text -> DuplicateCursor.read(text).behind(all))
                .orElse(all);
        List<DuplicateGroup> page = rest.subList(0, Math.min(limit, rest.size()));
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("search", DuplicateJson.progress(progress));
        answer.put("counts", DuplicateJson.counts(all));
        answer.put(
                "groups",
                page.stream()
                        .map(group -> DuplicateJson.group(group, progress.collection(), json))
                        .toList());
        answer.put(
                "next",
                page.size() == rest.size()
                        ? null
                        : DuplicateCursor.of(page.getLast()).write());
        answer.put("undo", of.undoable().stream().map(DuplicateJson::undoable).toList());
        answers.json(exchange, HttpServletResponse.SC_OK, answer);
    }

    private static int limit(String text) {
        if (!text.matches("[0-9]{1,6}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MOST_GROUPS) {
            throw new Failure.BadInput("limit is " + text + ", allowed are 1 to " + MOST_GROUPS);
        }
        return Integer.parseInt(text);
    }

    /** Stops the search; the next one goes on from there. */
    @DeleteMapping("/duplicates")
    public void cancel(
            @PathVariable Map<String, String> path, HttpServletRequest request, HttpServletResponse response) {
        Exchange exchange = Exchange.of(request, response);
        Query.of(exchange, Set.of());
        answers.json(exchange, HttpServletResponse.SC_OK, DuplicateJson.progress(of(path).cancel()));
    }

    /** Streams how far the search is until it has ended. */
    @GetMapping("/duplicates/events")
    public void events(
            @PathVariable Map<String, String> path, HttpServletRequest request, HttpServletResponse response) {
        Exchange exchange = Exchange.of(request, response);
        Query.of(exchange, Set.of());
        LibraryDuplicates of = of(path);
        events.stream(exchange, of.progress(), new Watched(of));
    }

    /** Answers all groups as one file. */
    @GetMapping("/duplicates/export")
    public void export(
            @PathVariable Map<String, String> path, HttpServletRequest request, HttpServletResponse response) {
        Exchange exchange = Exchange.of(request, response);
        Set<String> allowed = new HashSet<>(DuplicateRequests.OF_GROUPS);
        allowed.add("format");
        Query query = Query.of(exchange, allowed);
        String format = query.one("format").orElse("csv");
        if (!format.equals("csv") && !format.equals("json")) {
            throw new Failure.BadInput("format is \"" + format + "\", allowed are csv and json");
        }
        LibraryDuplicates of = of(path);
        List<DuplicateGroup> groups = DuplicateRequests.chosen(query, of);
        exchange.header("Content-Disposition", "attachment; filename=\"duplicates." + format + "\"");
        if (format.equals("csv")) {
            answers.stream(exchange, "text/csv;charset=UTF-8", out -> {
                write(out, CsvCells.line(DuplicateJson.COLUMNS));
                for (DuplicateGroup group : groups) {
                    for (List<String> row : DuplicateJson.rows(group)) {
                        write(out, CsvCells.line(row));
                    }
                }
            });
        } else {
            String collection = V1Paths.collection(path);
            answers.stream(exchange, "application/json", out -> {
                write(out, "{\"groups\": [");
                String before = "\n";
                for (DuplicateGroup group : groups) {
                    write(out, before + JSON.writeValueAsString(DuplicateJson.group(group, collection, json)));
                    before = ",\n";
                }
                write(out, "\n]}\n");
            });
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private LibraryDuplicates of(Map<String, String> path) {
        return duplicates.get().get(V1Paths.collection(path));
    }

    /** A search as events tell of it. */
    private record Watched(LibraryDuplicates of) implements ProgressEvents.Work<DuplicateProgress> {
        @Override
        public boolean isRunning(DuplicateProgress progress) {
            return progress.state() == RunState.RUNNING;
        }

        @Override
        public DuplicateProgress await(DuplicateProgress last, Duration patience) throws InterruptedException {
            return of.await(patience);
        }

        @Override
        public Object json(DuplicateProgress progress) {
            return DuplicateJson.progress(progress);
        }
    }
}
