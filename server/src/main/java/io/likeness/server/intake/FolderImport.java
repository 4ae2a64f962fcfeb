package io.likeness.server.intake;

import io.likeness.failure.Failure;
import io.likeness.image.EncodedImage;
import io.likeness.image.ImageSource;
import io.likeness.index.Attributes;
import io.likeness.library.StageTimes;
import io.likeness.server.engine.ByteBudget;
import io.likeness.server.engine.ByteBudget.Reservation;
import io.likeness.server.engine.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of the import: adds the pictures of a folder with their MD5 as key and their place in the pool as imgPath, and moves each once it is stored.
 * Begun again after a crash it goes on where it was: a picture that was stored but not moved is known, and only moved. {@link #run} is called once;
 * {@link #stop} by any thread.
 */
final class FolderImport {
    private static final Logger log = LoggerFactory.getLogger(FolderImport.class);
    private static final long RETRY_MILLIS = 200;
    private static final int MOST_TRIES = 10;

    private final Path from;
    private final Path to;
    private final PoolFolder pool;
    private final Engine engine;
    private final ByteBudget budget;
    private final long maxBytes;
    private final StageTimes times;
    private final AtomicInteger added = new AtomicInteger();
    private final AtomicInteger known = new AtomicInteger();
    private final AtomicInteger stayed = new AtomicInteger();
    private volatile boolean stopping;

    FolderImport(Path from, Path to, Engine engine, ByteBudget budget, long maxBytes, StageTimes times) {
        this.from = from;
        this.to = to;
        this.pool = new PoolFolder(to);
        this.engine = engine;
        this.budget = budget;
        this.maxBytes = maxBytes;
        this.times = times;
    }

    /** Imports everything there is, {@code parallel} pictures at a time; returns when it is done or stopped. */
    void run(int parallel) {
        if (!Files.isDirectory(from)) {
            log.warn("Nothing is imported: {} (likeness.import.inc-path, IMAGE_INC_PATH) is no folder", from);
            return;
        }
        log.info("Importing the pictures in {} and moving them to {}", from, to);
        Semaphore free = new Semaphore(parallel);
        PictureFiles files = new PictureFiles(from, to, this::stay);
        try {
            files.forEach(file -> {
                free.acquireUninterruptibly();
                if (stopping) {
                    free.release();
                    return false;
                }
                Thread.ofVirtual().name("import").start(() -> {
                    try {
                        bring(file);
                    } finally {
                        free.release();
                    }
                });
                return true;
            });
        } catch (IOException e) {
            log.warn("The import cannot read {}: {}", from, e.toString());
        }
        free.acquireUninterruptibly(parallel);
        log.info(
                "Import {}: {} pictures added, {} known already, {} files stay in {}",
                stopping ? "stopped" : "done",
                added,
                known,
                stayed,
                from);
    }

    /** Makes {@link #run} begin no further picture. */
    void stop() {
        stopping = true;
    }

    private void bring(Path file) {
        try {
            tryToBring(file);
        } catch (Failure e) {
            stay(file, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            stay(file, e.toString());
        }
    }

    private void tryToBring(Path file) throws IOException {
        Path relative = from.relativize(file);
        long size = Files.size(file);
        if (size > maxBytes) {
            throw new Failure.TooLarge("it has " + size + " bytes, the limit is " + maxBytes + " (likeness.max-bytes)");
        }
        boolean counted = false;
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Path target = pool.choose(file, relative);
            boolean created = store(file, size, target);
            if (!counted) {
                (created ? added : known).incrementAndGet();
                counted = true;
            }
            if (pool.move(file, target)) {
                return;
            }
        }
        stay(file, "it is stored, but other files take its name in " + to + " again and again");
    }

    private boolean store(Path file, long size, Path target) throws IOException {
        while (true) {
            try (Reservation _ = budget.reserve(size)) {
                ImageSource source = new ImageSource.Upload(EncodedImage.of(Files.readAllBytes(file)));
                return engine.add(source, "", Attributes.ofImgPath(target.toString()), times)
                        .created();
            } catch (Failure.Overloaded e) {
                // Requests go first; there is time.
                if (stopping) {
                    throw e;
                }
                pause(e);
            }
        }
    }

    private static void pause(Failure.Overloaded reason) {
        try {
            Thread.sleep(RETRY_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw reason;
        }
    }

    private void stay(Path file, String reason) {
        if (stopping) {
            return;
        }
        stayed.incrementAndGet();
        log.warn("{} is not imported and stays: {}", file, reason);
    }
}
