package io.likeness.server.v1;

import io.likeness.failure.Failure;
import io.likeness.imports.ImportJobs;
import io.likeness.imports.ImportProgress;
import io.likeness.imports.ImportRequest;
import io.likeness.imports.ImportState;
import io.likeness.server.engine.Engine;
import io.likeness.server.http.Answers;
import io.likeness.server.http.BodyReader;
import io.likeness.server.http.Exchange;
import io.likeness.server.http.Query;
import io.likeness.server.http.UploadReader;
import io.likeness.server.http.UploadReader.Upload;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Imports. The short paths begin one into the default collection and show those of all; the paths of a collection know its own only. Safe for use by
 * many threads.
 */
@RestController
@Hidden
@RequestMapping({V1Paths.BASE, V1Paths.IN_COLLECTION})
public final class ImportController {
    private final Supplier<Engine> engine;
    private final Supplier<ImportJobs> jobs;
    private final BodyReader bodies;
    private final UploadReader uploads;
    private final Answers answers;
    private final ProgressEvents events;

    public ImportController(
            Supplier<Engine> engine,
            Supplier<ImportJobs> jobs,
            BodyReader bodies,
            UploadReader uploads,
            Answers answers,
            ProgressEvents events) {
        this.engine = engine;
        this.jobs = jobs;
        this.bodies = bodies;
        this.uploads = uploads;
        this.answers = answers;
        this.events = events;
    }

    /** Begins an import of a folder, or of a file that is sent. */
    @PostMapping("/imports")
    public void begin(
            @PathVariable Map<String, String> path, HttpServletRequest request, HttpServletResponse response) {
        Exchange exchange = begun(request, response);
        String collection = engine.get().collection(V1Paths.collection(path)).name();
        ImportProgress begun = exchange.hasParts()
                ? ofUpload(exchange, collection)
                : bodies.readDocument(
                        exchange,
                        ImportBody.OF_FOLDER,
                        Set.of("file"),
                        body -> jobs.get()
                                .start(ImportBody.folder(
                                        collection, body, engine.get().imports().folders())));
        exchange.header("Location", exchange.path().replaceFirst("/$", "") + "/" + begun.id());
        answers.json(exchange, HttpServletResponse.SC_CREATED, ImportJson.of(begun));
    }

    private ImportProgress ofUpload(Exchange exchange, String collection) {
        Path folder = jobs.get().newFolder();
        boolean started = false;
        try {
            Upload upload = uploads.read(exchange, ImportBody.OF_UPLOAD, folder);
            ImportRequest request = ImportBody.upload(
                    collection,
                    upload.fields(),
                    engine.get().imports().fileKind().apply(upload.file()));
            ImportProgress begun = jobs.get().start(request, folder);
            started = true;
            return begun;
        } finally {
            if (!started) {
                jobs.get().discard(folder);
            }
        }
    }

    /** Answers the imports, the newest first. */
    @GetMapping("/imports")
    public void list(@PathVariable Map<String, String> path, HttpServletRequest request, HttpServletResponse response) {
        Exchange exchange = begun(request, response);
        if (path.containsKey("collection")) {
            engine.get().collection(V1Paths.collection(path));
        }
        answers.json(
                exchange,
                HttpServletResponse.SC_OK,
                Map.of(
                        "imports",
                        jobs.get().list().stream()
                                .filter(each -> isOf(path, each))
                                .map(ImportJson::of)
                                .toList()));
    }

    /** Answers how far one import is. */
    @GetMapping("/imports/{id}")
    public void get(@PathVariable Map<String, String> path, HttpServletRequest request, HttpServletResponse response) {
        Exchange exchange = begun(request, response);
        answers.json(exchange, HttpServletResponse.SC_OK, ImportJson.of(of(path)));
    }

    /** Streams how far one import is until it has ended. */
    @GetMapping("/imports/{id}/events")
    public void events(
            @PathVariable Map<String, String> path, HttpServletRequest request, HttpServletResponse response) {
        events.stream(begun(request, response), of(path), new Watched());
    }

    /** Stops an import. */
    @DeleteMapping("/imports/{id}")
    public void cancel(
            @PathVariable Map<String, String> path, HttpServletRequest request, HttpServletResponse response) {
        Exchange exchange = begun(request, response);
        answers.json(
                exchange, HttpServletResponse.SC_OK, ImportJson.of(jobs.get().cancel(of(path).id())));
    }

    /** Answers what failed, as CSV. */
    @GetMapping("/imports/{id}/failures")
    public void failures(
            @PathVariable Map<String, String> path, HttpServletRequest request, HttpServletResponse response) {
        Exchange exchange = begun(request, response);
        String id = of(path).id();
        exchange.header("Content-Disposition", "attachment; filename=\"import-" + id + "-failures.csv\"");
        answers.stream(exchange, "text/csv;charset=UTF-8", body -> {
            body.write(FailuresCsv.HEADER.getBytes(StandardCharsets.US_ASCII));
            try {
                jobs.get().failures(id, failure -> {
                    try {
                        body.write(FailuresCsv.line(failure).getBytes(StandardCharsets.UTF_8));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        });
    }

    /** Tries again what failed or was not reached. */
    @PostMapping("/imports/{id}/retry")
    public void retry(
            @PathVariable Map<String, String> path, HttpServletRequest request, HttpServletResponse response) {
        Exchange exchange = begun(request, response);
        answers.json(
                exchange, HttpServletResponse.SC_OK, ImportJson.of(jobs.get().retry(of(path).id())));
    }

    /** An import as events tell of it. */
    private final class Watched implements ProgressEvents.Work<ImportProgress> {
        @Override
        public boolean isRunning(ImportProgress progress) {
            return progress.state() == ImportState.RUNNING;
        }

        @Override
        public ImportProgress await(ImportProgress last, Duration patience) throws InterruptedException {
            return jobs.get().await(last.id(), patience);
        }

        @Override
        public Object json(ImportProgress progress) {
            return ImportJson.of(progress);
        }
    }

    private ImportProgress of(Map<String, String> path) {
        String id = path.getOrDefault("id", "");
        return jobs.get()
                .get(id)
                .filter(each -> isOf(path, each))
                .orElseThrow(() -> new Failure.NotFound("there is no import " + id));
    }

    private static boolean isOf(Map<String, String> path, ImportProgress progress) {
        return !path.containsKey("collection")
                || progress.request().collection().equals(V1Paths.collection(path));
    }

    private static Exchange begun(HttpServletRequest request, HttpServletResponse response) {
        Exchange exchange = Exchange.of(request, response);
        Query.of(exchange, Set.of());
        return exchange;
    }
}
