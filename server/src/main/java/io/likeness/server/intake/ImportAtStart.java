package io.likeness.server.intake;

import io.likeness.failure.Failure;
import io.likeness.imports.ImportJobs;
import io.likeness.imports.ImportProgress;
import io.likeness.imports.ImportRequest;
import io.likeness.imports.ImportSource;
import io.likeness.library.ImageCollections;
import io.likeness.server.settings.LikenessProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Begins the import of a folder once the server answers: its pictures get their MD5 as key and go to the pool. It takes the place of the one that the
 * server began when it started before, and where that one was cut off it goes on instead. Safe for use by many threads.
 */
public final class ImportAtStart implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(ImportAtStart.class);

    private final LikenessProperties.Import settings;
    private final Supplier<ImportJobs> jobs;
    private volatile boolean running;

    public ImportAtStart(LikenessProperties.Import settings, Supplier<ImportJobs> jobs) {
        this.settings = settings;
        this.jobs = jobs;
    }

    @Override
    public void start() {
        running = true;
        if (!settings.incPath().isEmpty()) {
            // On a thread of its own, because a folder of many files takes a while to list.
            Thread.ofPlatform().name("import-at-start").daemon().start(this::begin);
        }
    }

    private void begin() {
        Path from = Path.of(settings.incPath());
        Path pool = Path.of(settings.poolPath());
        if (!Files.isDirectory(from)) {
            log.warn("Nothing is imported: {} (likeness.import.inc-path, IMAGE_INC_PATH) is no folder", from);
            return;
        }
        try {
            Files.createDirectories(pool);
            ImportProgress begun = jobs.get()
                    .startUnlessRunning(new ImportRequest(
                            ImageCollections.DEFAULT,
                            new ImportSource.Folder(from.toAbsolutePath()),
                            ImportRequest.KeyFrom.DIGEST,
                            Map.of(),
                            pool));
            log.info("Import {}: the pictures in {} are added and moved to {}", begun.id(), from, pool);
        } catch (IOException e) {
            log.warn("Nothing is imported: {} (likeness.import.pool-path, IMAGE_POOL_PATH): {}", pool, e.toString());
        } catch (Failure e) {
            log.warn("Nothing is imported from {}: {}", from, e.getMessage());
        }
    }

    /** Does nothing: the import stops with all others. */
    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
