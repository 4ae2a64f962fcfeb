package io.likeness.imports;

import io.likeness.failure.Failure;
import io.likeness.image.EncodedImage;
import io.likeness.imports.ImportRequest.KeyFrom;
import io.likeness.index.Attributes;
import io.likeness.index.PutResult;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of an import from where it stood to its end. Reading, decoding, embedding and committing of different pictures overlap, since each picture
 * has its own virtual thread; a semaphore bounds how many there are.
 */
final class ImportRun {
    private static final Logger LOG = LoggerFactory.getLogger(ImportRun.class);
    private static final Set<String> PICTURE_SUFFIXES =
            Set.of("jpg", "jpeg", "jpe", "jfif", "png", "gif", "bmp", "webp", "tif", "tiff", "heic", "heif", "avif");
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final long BUDGET_UNIT = 1 << 20;

    private final ImportJob job;
    private final ImportTarget target;
    private final ImportSettings settings;
    private final InstantSource clock;
    private final @Nullable FileMover mover;
    private final Semaphore slots;
    private final Semaphore budget;
    private final int budgetUnits;
    private final AtomicReference<@Nullable String> fatal = new AtomicReference<>();
    private volatile boolean stopped;

    ImportRun(ImportJob job, ImportTarget target, ImportSettings settings, InstantSource clock) {
        this.job = job;
        this.target = target;
        this.settings = settings;
        this.clock = clock;
        Path moveTo = job.request().moveTo();
        this.mover = moveTo == null ? null : new FileMover(moveTo);
        this.slots = new Semaphore(settings.parallel());
        this.budgetUnits = Math.clamp(settings.bytesInFlight() / BUDGET_UNIT, 1, Integer.MAX_VALUE);
        this.budget = new Semaphore(budgetUnits);
    }

    /** Makes the run return soon; pictures under way are finished. */
    void stop() {
        stopped = true;
    }

    /** Imports what is left; answers why it had to give up, or empty when it reached the end or was stopped. */
    Optional<String> run(ImportItemsOpener opener) {
        try (ImportItems items = opener.open(job.request().source());
                ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Optional<ImportItem> next = items.next();
                    next.isPresent() && !stopped && fatal.get() == null;
                    next = items.next()) {
                ImportItem item = next.get();
                if (!job.finished().contains(item.name())) {
                    int units = Math.clamp(item.sizeHint() / BUDGET_UNIT, 1, budgetUnits);
                    slots.acquireUninterruptibly();
                    budget.acquireUninterruptibly(units);
                    workers.execute(() -> runOne(item, units));
                }
            }
        } catch (Failure e) {
            return Optional.of(reasonOf(e));
        }
        return Optional.ofNullable(fatal.get());
    }

    private void runOne(ImportItem item, int units) {
        try {
            importOne(item);
        } catch (Failure e) {
            // The journal of the import itself cannot be written.
            fatal.compareAndSet(null, reasonOf(e));
        } finally {
            budget.release(units);
            slots.release();
        }
    }

    private void importOne(ImportItem item) {
        EncodedImage image;
        try {
            image = item.read();
        } catch (Failure.TooLarge e) {
            finishUnread(item, e);
            return;
        } catch (Failure e) {
            fail(item, e);
            return;
        }
        try {
            store(item, image);
        } catch (Failure.UnsupportedImage e) {
            finishUnread(item, e);
        } catch (Failure.Overloaded | Failure.Unavailable e) {
            if (!stopped) {
                fatal.compareAndSet(null, reasonOf(e));
            }
        } catch (Failure e) {
            fail(item, e);
        } catch (RuntimeException e) {
            // One picture that meets a bug must not stop the others.
            LOG.error("import {}: {} met an internal error", job.id(), item.name(), e);
            fail(item, "internal error, see the server's log");
        }
    }

    private void store(ImportItem item, EncodedImage image) {
        Optional<Path> file = mover == null ? Optional.empty() : item.file();
        Optional<Path> place = file.map(_ -> mover().target(item.name()));
        Attributes attributes = new Attributes(
                place.map(Path::toString).orElse(item.attributes().imgPath()), tags(item));
        PutResult result = addPatiently(image, keyOf(item), attributes);
        String moveProblem = "";
        if (file.isPresent() && place.isPresent()) {
            moveProblem = move(file.get(), place.get(), item, result);
        }
        if (moveProblem.isEmpty()) {
            job.finish(item.name(), result.created() ? ImportOutcome.ADDED : ImportOutcome.KNOWN, image.size());
        } else {
            fail(item, moveProblem);
        }
    }

    private String move(Path file, Path place, ImportItem item, PutResult result) {
        try {
            Path moved = mover().move(file, place, item.name());
            if (!moved.equals(place)) {
                target.moved(job.request().collection(), result.record().id(), moved.toString());
            }
            return "";
        } catch (Failure.Unavailable e) {
            return reasonOf(e);
        }
    }

    private FileMover mover() {
        if (mover == null) {
            throw new IllegalStateException("nothing is moved by this import");
        }
        return mover;
    }

    private Map<String, String> tags(ImportItem item) {
        Map<String, String> tags = new HashMap<>(job.request().tags());
        tags.putAll(item.attributes().tags());
        return tags;
    }

    private String keyOf(ImportItem item) {
        return item.key().orElseGet(() -> {
            String name = item.name();
            return switch (job.request().keyFrom()) {
                case KeyFrom.NAME -> name.substring(name.lastIndexOf('/') + 1);
                case KeyFrom.RELATIVE_PATH -> name;
                case KeyFrom.DIGEST -> "";
            };
        });
    }

    // A full queue is normal beside other clients, a full disk may be emptied: both are waited for.
    private PutResult addPatiently(EncodedImage image, String key, Attributes attributes) {
        Instant until = clock.instant().plus(settings.patience());
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                return target.add(job.request().collection(), image, key, attributes);
            } catch (Failure.Overloaded | Failure.Unavailable e) {
                if (stopped || clock.instant().isAfter(until)) {
                    throw e;
                }
                sleep(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
        }
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.Unavailable("interrupted", e);
        }
    }

    // A folder may hold other files too; only one that is named like a picture was meant as one.
    private void finishUnread(ImportItem item, Failure why) {
        String name = item.name();
        String suffix = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (PICTURE_SUFFIXES.contains(suffix) || !(job.request().source() instanceof ImportSource.Folder)) {
            fail(item, why);
        } else {
            job.finish(name, ImportOutcome.SKIPPED, 0);
        }
    }

    private void fail(ImportItem item, Failure why) {
        fail(item, reasonOf(why));
    }

    private void fail(ImportItem item, String why) {
        job.failures().add(new ImportFailure(item.name(), why));
        job.finish(item.name(), ImportOutcome.FAILED, 0);
    }

    private static String reasonOf(Failure failure) {
        return String.valueOf(failure.getMessage());
    }
}
