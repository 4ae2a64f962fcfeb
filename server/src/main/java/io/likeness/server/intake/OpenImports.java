package io.likeness.server.intake;

import io.likeness.imports.ImportJobs;
import io.likeness.imports.ImportSettings;
import io.likeness.library.StageTimes;
import io.likeness.server.engine.Engine;
import io.likeness.server.settings.LikenessProperties;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * The imports of this server. They are opened, and go on, when the engine is open, and stop before it is closed. Safe for use by many threads.
 */
public final class OpenImports implements SmartLifecycle, Supplier<ImportJobs> {
    /** Imports at once; more would only take turns on the same cores. */
    private static final int RUNNING = 8;

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final LikenessProperties settings;
    private final Supplier<Engine> engine;
    private final StageTimes times;
    private final AtomicReference<@Nullable ImportJobs> jobs = new AtomicReference<>();

    public OpenImports(LikenessProperties settings, Supplier<Engine> engine, StageTimes times) {
        this.settings = settings;
        this.engine = engine;
        this.times = times;
    }

    /** The open imports. */
    @Override
    public ImportJobs get() {
        ImportJobs open = jobs.get();
        if (open == null) {
            throw new IllegalStateException("imports are used before they are open");
        }
        return open;
    }

    @Override
    public void start() {
        Engine open = engine.get();
        jobs.set(ImportJobs.open(
                settings.data().resolve("imports"),
                new EngineTarget(open, times),
                open.imports().opener(),
                limits(settings),
                InstantSource.system()));
    }

    /** The limits of imports under these settings. */
    static ImportSettings limits(LikenessProperties settings) {
        return new ImportSettings(
                settings.picturesOfAnImport(),
                RUNNING,
                settings.effectiveByteBudget() / 2,
                settings.maxBytes(),
                PATIENCE);
    }

    @Override
    public void stop() {
        ImportJobs open = jobs.get();
        if (open != null) {
            open.close();
        }
    }

    @Override
    public boolean isRunning() {
        return jobs.get() != null;
    }

    /** After the engine and before the web server at start, the other way round at the end. */
    @Override
    public int getPhase() {
        return 1;
    }
}
