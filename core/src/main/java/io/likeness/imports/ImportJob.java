package io.likeness.imports;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** One import and what is known of it, in its own folder of the data directory. Safe for use by many threads. */
final class ImportJob {
    private final String id;
    private final Path folder;
    private final ImportRequest request;
    private final Instant started;
    private final FailureList failures;
    private final RateMeter rate;
    private volatile FinishedItems finished;

    // Guarded by this, as are the fields below.
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
        this.finished = FinishedItems.open(finishedFile());
    }

    String id() {
        return id;
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

    FinishedItems finished() {
        return finished;
    }

    synchronized boolean isRunning() {
        return state == ImportState.RUNNING;
    }

    synchronized void totalIs(long items) {
        total = items;
    }

    /** Takes note of what became of an item. */
    void finish(String name, ImportOutcome outcome, long size) {
        finished.add(name, outcome);
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
        }
    }

    /** Makes an ended import run again, without the items that failed. */
    synchronized void reopen() {
        finished.close();
        FinishedItems.forgetFailures(finishedFile());
        finished = FinishedItems.open(finishedFile());
        failures.clear();
        state = ImportState.RUNNING;
        reason = "";
        ended = null;
        total = -1;
        save();
    }

    synchronized void save() {
        ImportJobFile.write(folder, new ImportJobFile.Content(request, state, reason, started, ended));
    }

    synchronized ImportProgress progress() {
        return new ImportProgress(
                id,
                request,
                state,
                reason,
                total,
                finished.count(ImportOutcome.ADDED),
                finished.count(ImportOutcome.KNOWN),
                finished.count(ImportOutcome.SKIPPED),
                finished.count(ImportOutcome.FAILED),
                bytes,
                state == ImportState.RUNNING ? rate.perSecond() : 0,
                started,
                ended,
                failures.newest());
    }

    private Path finishedFile() {
        return folder.resolve("finished.bin");
    }
}
