package io.likeness.imports;

import io.likeness.failure.Failure;
import io.likeness.image.EncodedImage;
import io.likeness.index.Attributes;
import io.likeness.index.PutResult;
import java.io.IOException;
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
import java.util.function.Supplier;
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
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final String BUG = "internal error, see the server's log";
    private static final int MOST_MOVES = 10;

    private final ImportJob job;
    private final ImportTarget target;
    private final ImportSettings settings;
    private final ImportMemory memory;
    private final InstantSource clock;
    private final @Nullable FileMover mover;
    private final Semaphore slots;
    private final AtomicReference<@Nullable String> fatal = new AtomicReference<>();
    private volatile boolean stopped;

    ImportRun(ImportJob job, ImportTarget target, ImportSettings settings, ImportMemory memory, InstantSource clock) {
        this.job = job;
        this.target = target;
        this.settings = settings;
        this.memory = memory;
        this.clock = clock;
        Path moveTo = job.request().moveTo();
        this.mover = moveTo == null ? null : new FileMover(moveTo);
        this.slots = new Semaphore(settings.parallel());
    }

    /** Makes the run return soon; pictures under way are finished. */
    void stop() {
        stopped = true;
    }

    /** Imports what is left; answers why it had to give up, or empty when it reached the end or was stopped. */
    Optional<String> run(ImportItemsOpener opener) {
        try (ImportItems items = opener.open(job.request());
                ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Optional<ImportItem> next = items.next();
                    next.isPresent() && !stopped && fatal.get() == null;
                    next = items.next()) {
                ImportItem item = next.get();
                if (!job.finished().contains(item.name())) {
                    slots.acquireUninterruptibly();
                    ImportMemory.Share share =
                            memory.take(item.sizeHint() > 0 ? item.sizeHint() : settings.maxItemBytes());
                    workers.execute(() -> runOne(item, share));
                }
            }
        } catch (Failure e) {
            return Optional.of(reasonOf(e));
        } catch (RuntimeException e) {
            // What a reader of archives throws at a file made to break it must not leave the import running for ever.
            LOG.error("import {} met an internal error", job.id(), e);
            return Optional.of(BUG);
        }
        return Optional.ofNullable(fatal.get());
    }

    private void runOne(ImportItem item, ImportMemory.Share share) {
        try (share) {
            importOne(item, share);
        } catch (Failure e) {
            // The journal of the import itself cannot be written.
            giveUp(e);
        } finally {
            slots.release();
        }
    }

    private void importOne(ImportItem item, ImportMemory.Share share) {
        try {
            Optional<EncodedImage> image = read(item);
            if (image.isPresent()) {
                share.shrinkTo(image.get().size());
                store(item, image.get());
            }
        } catch (Failure.Overloaded e) {
            // Only when stopped; the next run tries it again.
            LOG.debug("import {}: {} is left for the next run", job.id(), item.name(), e);
        } catch (Failure.UnsupportedImage e) {
            finishUnread(item, e);
        } catch (Failure e) {
            if (!stopped) {
                fail(item, reasonOf(e));
            }
        } catch (RuntimeException e) {
            // One picture that meets a bug must not stop the others.
            LOG.error("import {}: {} met an internal error", job.id(), item.name(), e);
            fail(item, BUG);
        }
    }

    private Optional<EncodedImage> read(ImportItem item) {
        try {
            return Optional.of(patiently(Duration.ZERO, item::read));
        } catch (Failure.TooLarge | Failure.BadInput e) {
            finishUnread(item, e);
            return Optional.empty();
        }
    }

    private void store(ImportItem item, EncodedImage image) {
        Optional<Path> file = mover == null ? Optional.empty() : item.file();
        try {
            if (mover != null && file.isPresent()) {
                storeAndMove(mover, item, file.get(), image);
            } else {
                PutResult result = add(item, image, item.attributes().imgPath());
                finish(item, result, image);
            }
        } catch (Failure.Unavailable | Failure.NotFound e) {
            // The library is full, away or deleted: the next picture would fare no better.
            giveUp(e);
        }
    }

    private void storeAndMove(FileMover to, ImportItem item, Path file, EncodedImage image) {
        try {
            Path relative = Path.of(item.relativePath());
            Path place = to.choose(file, relative);
            PutResult result = add(item, image, place.toString());
            for (int tries = 1; !to.move(file, place); tries++) {
                if (tries == MOST_MOVES) {
                    fail(item, "stored, but not moved: other files take its name again and again");
                    return;
                }
                // Before the move, so that what the record says is true after a crash between the two.
                place = to.choose(file, relative);
                target.moved(job.request().collection(), result.record().id(), place.toString());
            }
            finish(item, result, image);
        } catch (IOException e) {
            fail(item, "not moved: " + e);
        }
    }

    private void finish(ImportItem item, PutResult result, EncodedImage image) {
        job.finish(item.name(), result.created() ? ImportOutcome.ADDED : ImportOutcome.KNOWN, image.size());
    }

    private PutResult add(ImportItem item, EncodedImage image, String imgPath) {
        Map<String, String> tags = new HashMap<>(job.request().tags());
        tags.putAll(item.attributes().tags());
        Attributes attributes = new Attributes(imgPath, tags);
        String key = keyOf(item);
        return patiently(settings.patience(), () -> target.add(job.request().collection(), image, key, attributes));
    }

    private String keyOf(ImportItem item) {
        return item.key().orElseGet(() -> {
            String path = item.relativePath();
            return switch (job.request().keyFrom()) {
                case NAME -> path.substring(path.lastIndexOf('/') + 1);
                case RELATIVE_PATH -> path;
                case DIGEST -> "";
            };
        });
    }

    /**
     * A full queue is normal beside other clients and waited for until the run is stopped; a full disk may be emptied and is waited for {@code patience}.
     */
    private <T> T patiently(Duration patience, Supplier<T> work) {
        Instant until = clock.instant().plus(patience);
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                return work.get();
            } catch (Failure.Overloaded e) {
                if (stopped) {
                    throw e;
                }
            } catch (Failure.Unavailable e) {
                if (stopped || !clock.instant().isBefore(until)) {
                    throw e;
                }
            }
            sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
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

    private void giveUp(Failure why) {
        if (!stopped) {
            fatal.compareAndSet(null, reasonOf(why));
        }
    }

    // A folder may hold other files too; only one that is named like a picture was meant as one.
    private void finishUnread(ImportItem item, Failure why) {
        String name = item.name();
        String suffix = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (PICTURE_SUFFIXES.contains(suffix) || job.request().source() instanceof ImportSource.UrlList) {
            fail(item, reasonOf(why));
        } else {
            job.finish(name, ImportOutcome.SKIPPED, 0);
        }
    }

    private void fail(ImportItem item, String why) {
        if (job.request().source() instanceof ImportSource.Folder) {
            // Not for addresses: what stands behind their question mark may be a secret.
            LOG.warn("import {}: {} is not imported: {}", job.id(), oneLine(item.name()), oneLine(why));
        }
        job.failures().add(new ImportFailure(item.name(), why));
        job.finish(item.name(), ImportOutcome.FAILED, 0);
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    private static String reasonOf(Failure failure) {
        return String.valueOf(failure.getMessage());
    }
}
