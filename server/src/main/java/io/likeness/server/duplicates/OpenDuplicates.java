package io.likeness.server.duplicates;

import io.likeness.duplicates.CollectionDuplicates;
import io.likeness.server.engine.Engine;
import io.likeness.server.settings.LikenessProperties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * The searches for duplicates of this server. They are opened, and go on, when the engine is open, and stop before it is closed. Safe for use by many
 * threads.
 */
public final class OpenDuplicates implements SmartLifecycle, Supplier<CollectionDuplicates> {
    private final LikenessProperties settings;
    private final Supplier<Engine> engine;
    private final AtomicReference<@Nullable CollectionDuplicates> duplicates = new AtomicReference<>();

    public OpenDuplicates(LikenessProperties settings, Supplier<Engine> engine) {
        this.settings = settings;
        this.engine = engine;
    }

    /** The open searches. */
    @Override
    public CollectionDuplicates get() {
        CollectionDuplicates open = duplicates.get();
        if (open == null) {
            throw new IllegalStateException("duplicates are used before they are open");
        }
        return open;
    }

    @Override
    public void start() {
        Engine open = engine.get();
        duplicates.set(CollectionDuplicates.open(
                settings.data(), open.collections(), DuplicateSearch.parts(open, settings.duplicates())));
    }

    @Override
    public void stop() {
        CollectionDuplicates open = duplicates.get();
        if (open != null) {
            open.close();
        }
    }

    @Override
    public boolean isRunning() {
        return duplicates.get() != null;
    }

    /** After the engine and before the web server at start, the other way round at the end. */
    @Override
    public int getPhase() {
        return 1;
    }
}
