package io.likeness.imports;

import io.likeness.failure.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One import and what is known of it, in its own folder of the data directory. Safe for use by many threads. */
final class ImportJob {
    private static final Logger LOG = LoggerFactory.getLogger(ImportJob.class);

    private final String id;
    private final Path folder;
    private final ImportRequest request;
    private final Instant started;
    private final FailureList failures;
    private final RateMeter rate;

    // Guarded by this, as are the fields below; opened when it is first asked for.
    private @Nullable FinishedItems finished;
    private ImportState state;
    private String reason;
    private @Nullable Instant ended;
    private long total = -1;
    private long bytes;

    ImportJob(String id, Path folder, ImportJobFile.Content content, InstantSource clock) {
        this.id = id;
        this.folder = folder;
        this.request = content.request();
        this.started = content.started();
        this.state = content.state();
        this.reason = content.reason();
        this.ended = content.ended();
        this.failures = new FailureList(folder.resolve("failures.tsv"));
        this.rate = new RateMeter(clock);
    }

    String id() {
        return id;
    }

    long number() {
        return Long.parseLong(id);
    }

    Path folder() {
        return folder;
    }

    ImportRequest request() {
        return request;
    }

    FailureList failures() {
        return failures;
    }

    synchronized FinishedItems finished() {
        if (finished == null) {
            finished = FinishedItems.open(finishedFile(), request.moveTo() != null);
            if (state != ImportState.RUNNING) {
                finished.close();
            }
        }
        return finished;
    }

    synchronized boolean isRunning() {
        return state == ImportState.RUNNING;
    }

    /** Whether its source is a file that was sent for it and is still there. */
    boolean holdsUpload() {
        return isUpload() && Files.exists(request.source().location());
    }

    /** Whether its source is a file that was sent for it. */
    boolean isUpload() {
        return !(request.source() instanceof ImportSource.Folder)
                && request.source().location().startsWith(folder);
    }

    /** Whether it ended before {@code time} or has nothing left that might be tried again. */
    synchronized boolean isOverSince(Instant time) {
        boolean complete = state == ImportState.DONE && finished().count(ImportOutcome.FAILED) == 0;
        return complete || (ended != null && ended.isBefore(time));
    }

    synchronized void totalIs(long items) {
        total = items;
    }

    /** Takes note of what became of an item. */
    void finish(String name, ImportOutcome outcome, long size) {
        finished().add(name, outcome);
        rate.mark();
        synchronized (this) {
            bytes += size;
        }
    }

    /** Ends the import, durably; one that has ended stays as it is. */
    synchronized void end(ImportState how, String why, Instant when) {
        if (state == ImportState.RUNNING) {
            state = how;
            reason = why;
            ended = when;
            save();
            notifyAll();
        }
    }

    /** Ends the import as its run ended: with a problem or without. */
    void endAfterRun(Optional<String> problem, Instant when) {
        try {
            end(problem.isPresent() ? ImportState.FAILED : ImportState.DONE, problem.orElse(""), when);
            release();
        } catch (Failure e) {
            LOG.error(
                    "The end of import {} cannot be written down, it goes on at the next start: {}",
                    id,
                    e.getMessage());
        }
    }

    /** Waits while {@code condition} holds, at most {@code patience}; whoever changes it notifies this. */
    synchronized void awaitWhile(BooleanSupplier condition, Duration patience) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        for (long left = patience.toNanos(); left > 0 && condition.getAsBoolean(); left = until - System.nanoTime()) {
            wait(left / 1_000_000 + 1);
        }
    }

    /** Makes an ended import run again, without the items that failed. */
    synchronized void reopen() {
        finished().close();
        FinishedItems.forgetFailures(finishedFile());
        finished = null;
        failures.clear();
        state = ImportState.RUNNING;
        reason = "";
        ended = null;
        total = -1;
        save();
    }

    /** Frees what only a running import needs. */
    synchronized void release() {
        if (finished != null) {
            finished.close();
        }
    }

    synchronized void save() {
        ImportJobFile.write(folder, new ImportJobFile.Content(request, state, reason, started, ended));
    }

    synchronized ImportProgress progress() {
        FinishedItems items = finished();
        return new ImportProgress(
                id,
                request,
                state,
                reason,
                shownTotal(items.count()),
                items.count(ImportOutcome.ADDED),
                items.count(ImportOutcome.KNOWN),
                items.count(ImportOutcome.SKIPPED),
                items.count(ImportOutcome.FAILED),
                bytes,
                perSecond(items.count()),
                started,
                ended,
                failures.newest());
    }

    private long shownTotal(long count) {
        if (state == ImportState.DONE) {
            return count;
        }
        // Files that were moved away before they were counted are missing from the total.
        return total < 0 ? -1 : Math.max(total, count);
    }

    private double perSecond(long count) {
        if (ended == null) {
            return rate.perSecond();
        }
        double seconds = Math.max(0.001, Duration.between(started, ended).toMillis() / 1000.0);
        return count / seconds;
    }

    private Path finishedFile() {
        return folder.resolve("finished.bin");
    }
}
