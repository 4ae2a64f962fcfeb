package io.likeness.server.v1;

import io.likeness.archive.ArchiveWriter;
import io.likeness.server.engine.Engine;
import io.likeness.server.http.Answers;
import io.likeness.server.http.Exchange;
import io.likeness.server.http.Query;
import io.likeness.server.settings.ProductVersion;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers the whole library as one file. Safe for use by many threads. */
@RestController
@Hidden
public final class ExportController {
    private final Supplier<Engine> engine;
    private final Answers answers;

    public ExportController(Supplier<Engine> engine, Answers answers) {
        this.engine = engine;
        this.answers = answers;
    }

    /** Writes an archive of all collections, while they are in use. */
    @GetMapping("/v1/export")
    public void export(HttpServletRequest request, HttpServletResponse response) {
        Exchange exchange = Exchange.of(request, response);
        Query.of(exchange, Set.of());
        Engine open = engine.get();
        exchange.header("Content-Disposition", "attachment; filename=\"likeness-export.tar\"");
        answers.stream(
                exchange,
                "application/x-tar",
                out -> ArchiveWriter.write(
                        open.collections(), open::model, open.models().folder().get(), ProductVersion.CURRENT, out));
    }
}
