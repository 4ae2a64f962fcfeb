package io.likeness.server.intake;

import io.likeness.library.StageTimes;
import io.likeness.server.engine.ByteBudget;
import io.likeness.server.engine.Engine;
import io.likeness.server.settings.LikenessProperties;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** Runs the import of a folder once the server answers, beside its requests. Safe for use by many threads. */
public final class ImportAtStart implements SmartLifecycle {
    private final LikenessProperties settings;
    private final Supplier<Engine> engine;
    private final ByteBudget budget;
    private final StageTimes times;
    private final AtomicReference<@Nullable FolderImport> running = new AtomicReference<>();

    public ImportAtStart(LikenessProperties settings, Supplier<Engine> engine, ByteBudget budget, StageTimes times) {
        this.settings = settings;
        this.engine = engine;
        this.budget = budget;
        this.times = times;
    }

    @Override
    public void start() {
        if (settings.imports().incPath().isEmpty()) {
            return;
        }
        FolderImport run = new FolderImport(
                Path.of(settings.imports().incPath()),
                Path.of(settings.imports().poolPath()),
                engine.get(),
                budget,
                settings.maxBytes(),
                times);
        running.set(run);
        // One more than there are cores, so that one can read while the others compute.
        int parallel = Runtime.getRuntime().availableProcessors() + 1;
        Thread.ofPlatform().name("import").daemon().start(() -> run.run(parallel));
    }

    /** Does not wait for the pictures under way: those not stored yet stay where they are. */
    @Override
    public void stop() {
        FolderImport run = running.getAndSet(null);
        if (run != null) {
            run.stop();
        }
    }

    @Override
    public boolean isRunning() {
        return running.get() != null;
    }
}
