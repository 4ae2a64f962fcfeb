package io.likeness.server.v1;

import io.likeness.embedding.ModelFingerprint;
import io.likeness.failure.Failure;
import io.likeness.index.ListQuery;
import io.likeness.index.VectorIndex;
import io.likeness.library.ImageLibrary;
import io.likeness.server.engine.Engine;
import io.likeness.server.engine.OpenCollection;
import io.likeness.server.http.Answers;
import io.likeness.server.http.Exchange;
import io.likeness.server.http.Query;
import io.likeness.server.settings.ProductVersion;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says how the server is. Safe for use by many threads. */
@RestController
@Hidden
@RequestMapping({V1Paths.BASE, V1Paths.IN_COLLECTION})
public final class StatsController {
    private static final double DIGITS = 1e3;
    private static final ListQuery NEWEST = new ListQuery(ListQuery.Order.NEWEST, null, 1);

    private final Supplier<Engine> engine;
    private final Answers answers;
    private final MeterRegistry meters;
    private final DataSize dataSize;
    private final Machine machine;
    private final String store;

    /**
     * @param data folder of this server
     * @param store what kind of store has the records
     */
    public StatsController(Supplier<Engine> engine, Answers answers, MeterRegistry meters, Path data, String store) {
        this.engine = engine;
        this.answers = answers;
        this.meters = meters;
        this.dataSize = new DataSize(data);
        this.machine = new Machine(data);
        this.store = store;
    }

    /** Answers counts, sizes and times. */
    @GetMapping("/stats")
    public void stats(
            @PathVariable Map<String, String> path, HttpServletRequest request, HttpServletResponse response) {
        Exchange exchange = Exchange.of(request, response);
        Query.of(exchange, Set.of());
        Engine open = engine.get();
        OpenCollection collection = open.collection(V1Paths.collection(path));
        Map<String, Object> stats = new LinkedHashMap<>();
        stats.put("collection", collection.name());
        stats.put("pictures", collection.library().index().count());
        stats.put("collections", open.collections().all().size());
        stats.put("store", store);
        stats.put("model", model(open.model()));
        stats.put("data_bytes", dataSize.bytes());
        stats.put("uptime_s", ManagementFactory.getRuntimeMXBean().getUptime() / 1000);
        stats.put("version", ProductVersion.CURRENT);
        stats.put("stages", stages());
        stats.put("queues", Map.of("decode", open.decodeQueue(), "embed", open.embedQueue()));
        stats.put("disk", machine.disk());
        stats.put("memory", machine.memory());
        stats.put("health", health(open, collection));
        answers.json(exchange, HttpServletResponse.SC_OK, stats);
    }

    private Map<String, Object> health(Engine open, OpenCollection collection) {
        Map<String, Object> health = new LinkedHashMap<>();
        health.put("store", storeHealth(collection).json());
        health.put("previews", previewHealth(collection).json());
        ModelFingerprint model = open.model();
        health.put("model", new Machine.Health(true, model.name() + " is loaded").json());
        health.put("disk", machine.diskHealth().json());
        health.put("memory", machine.memoryHealth().json());
        return health;
    }

    /** Reads a record, as the count alone may come from memory. */
    private static Machine.Health storeHealth(OpenCollection collection) {
        VectorIndex index = collection.library().index();
        return timed(
                "counts pictures but lists none",
                () -> index.count() == 0 || !index.list(NEWEST).isEmpty());
    }

    private static Machine.Health previewHealth(OpenCollection collection) {
        ImageLibrary library = collection.library();
        return timed(
                "the newest picture has no preview",
                () -> library.index().list(NEWEST).stream()
                        .allMatch(record ->
                                library.previews().get(record.digest()).isPresent()));
    }

    private static Machine.Health timed(String fault, BooleanSupplier check) {
        long begin = System.nanoTime();
        try {
            boolean isWell = check.getAsBoolean();
            double millis = (System.nanoTime() - begin) / 1e6;
            return new Machine.Health(isWell, isWell ? "answers within " + rounded(millis) + " ms" : fault);
        } catch (Failure e) {
            return new Machine.Health(false, String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, Object> model(ModelFingerprint fingerprint) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("name", fingerprint.name());
        model.put("dimension", fingerprint.dimension());
        return model;
    }

    private Map<String, Object> stages() {
        Map<String, Object> stages = new LinkedHashMap<>();
        for (Timer timer : meters.find("likeness.stage").timers()) {
            Map<String, Object> times = new LinkedHashMap<>();
            times.put("count", timer.count());
            times.put("mean_ms", rounded(timer.mean(TimeUnit.MILLISECONDS)));
            times.put("max_ms", rounded(timer.max(TimeUnit.MILLISECONDS)));
            stages.put(String.valueOf(timer.getId().getTag("stage")), times);
        }
        return stages;
    }

    private static double rounded(double millis) {
        return Math.round(millis * DIGITS) / DIGITS;
    }
}
