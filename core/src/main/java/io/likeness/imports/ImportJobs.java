package io.likeness.imports;

import io.likeness.failure.Failure;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The imports of this server. Each is written down before it starts, so that one that was cut off goes on by itself at the next start. The newest
 * {@value #KEPT} that have ended are kept. A file that was sent for an import is kept while it runs and, where something of it was not stored, for
 * a day after, so that it can be tried again. Safe for use by many threads.
 */
public final class ImportJobs implements AutoCloseable {
    /** How many ended imports are remembered. */
    public static final int KEPT = 100;

    private static final Logger LOG = LoggerFactory.getLogger(ImportJobs.class);
    private static final Duration UPLOADS_KEPT = Duration.ofDays(1);
    private static final Duration RETRY_PATIENCE = Duration.ofSeconds(10);
    private static final int STOP_SECONDS = 4;

    private final JobFolders folders;
    private final ImportTarget target;
    private final ImportItemsOpener opener;
    private final ImportSettings settings;
    private final InstantSource clock;
    private final ImportMemory memory;
    private final Map<String, ImportJob> jobs = new ConcurrentHashMap<>();
    private final Map<String, ImportRun> runs = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean closing;

    private ImportJobs(
            Path folder, ImportTarget target, ImportItemsOpener opener, ImportSettings settings, InstantSource clock) {
        this.folders = new JobFolders(folder);
        this.target = target;
        this.opener = opener;
        this.settings = settings;
        this.clock = clock;
        this.memory = new ImportMemory(settings.bytesInFlight());
    }

    /** Reads the imports below {@code folder} and goes on with those that were running. */
    public static ImportJobs open(
            Path folder, ImportTarget target, ImportItemsOpener opener, ImportSettings settings, InstantSource clock) {
        ImportJobs jobs = new ImportJobs(folder, target, opener, settings, clock);
        jobs.folders.readAll(clock).forEach(job -> jobs.jobs.put(job.id(), job));
        jobs.tidy();
        jobs.jobs.values().stream().filter(ImportJob::isRunning).forEach(jobs::launch);
        return jobs;
    }

    /** A fresh folder for an import's upload, to be handed to {@link #start(ImportRequest, Path)} or {@link #discard}. */
    public Path newFolder() {
        return folders.fresh();
    }

    /** Removes a folder made by {@link #newFolder} that no import needs. */
    public void discard(Path itsFolder) {
        folders.remove(itsFolder);
    }

    /** Does as {@link #start(ImportRequest, Path)} does, with a folder of its own. */
    public ImportProgress start(ImportRequest request) {
        return start(request, newFolder());
    }

    /**
     * Starts an import whose folder was made by {@link #newFolder}; it is written down durably when the call returns.
     *
     * @throws Failure.Overloaded if too many run already; the folder is removed then, as it is with any failure
     * @throws Failure if the source cannot be opened
     */
    public ImportProgress start(ImportRequest request, Path itsFolder) {
        String id = itsFolder.getFileName().toString();
        ImportJob job = new ImportJob(
                id,
                itsFolder,
                new ImportJobFile.Content(request, ImportState.RUNNING, "", clock.instant(), null),
                clock);
        boolean started = false;
        try {
            checkRoom();
            try (ImportItems items = opener.open(request)) {
                items.next();
            }
            job.save();
            started = true;
        } finally {
            if (!started) {
                folders.remove(itsFolder);
            }
        }
        jobs.put(id, job);
        launch(job);
        tidy();
        return job.progress();
    }

    private void checkRoom() {
        if (closing) {
            throw new Failure.Unavailable("the server is stopping; try again when it is back");
        }
        if (runs.size() >= settings.running()) {
            throw new Failure.Overloaded(
                    "there are " + runs.size() + " imports running already, which is the limit; wait for one to end");
        }
    }

    /** Starts an import in the place of ended ones that were asked for in the same words, unless such a one runs. */
    public ImportProgress startUnlessRunning(ImportRequest request) {
        List<ImportJob> same = jobs.values().stream()
                .filter(job -> job.request().equals(request))
                .toList();
        Optional<ImportJob> running = same.stream().filter(ImportJob::isRunning).findFirst();
        if (running.isPresent()) {
            return running.get().progress();
        }
        ImportProgress started = start(request);
        same.forEach(this::forget);
        return started;
    }

    /** All imports, the newest first. */
    public List<ImportProgress> list() {
        return newestFirst().stream().map(ImportJob::progress).toList();
    }

    private List<ImportJob> newestFirst() {
        return jobs.values().stream()
                .sorted(Comparator.comparingLong(ImportJob::number).reversed())
                .toList();
    }

    /** The import with this id. */
    public Optional<ImportProgress> get(String id) {
        return Optional.ofNullable(jobs.get(id)).map(ImportJob::progress);
    }

    /**
     * Waits until an import has ended, at most {@code patience}, and answers how far it is then.
     *
     * @throws Failure.NotFound if there is no such import
     */
    public ImportProgress await(String id, Duration patience) throws InterruptedException {
        ImportJob job = job(id);
        job.awaitWhile(job::isRunning, patience);
        return job.progress();
    }

    /** Hands over every failure of an import, the oldest first. */
    public void failures(String id, Consumer<ImportFailure> consumer) {
        job(id).failures().forEach(consumer);
    }

    /** Stops an import for good; pictures stored stay. One that has ended is left as it is. */
    public ImportProgress cancel(String id) {
        ImportJob job = job(id);
        job.end(ImportState.CANCELLED, "", clock.instant());
        Optional.ofNullable(runs.get(id)).ifPresent(ImportRun::stop);
        return job.progress();
    }

    /**
     * Runs an ended import again over what failed or was not reached; waits some seconds for pictures under way.
     *
     * @throws Failure.Conflict if it still runs, or what was sent for it is no longer kept
     */
    public ImportProgress retry(String id) {
        ImportJob job = job(id);
        synchronized (job) {
            awaitPicturesUnderWay(job);
            if (job.isRunning() || runs.containsKey(id)) {
                throw new Failure.Conflict("import " + id + " still runs");
            }
            if (job.isUpload() && !job.holdsUpload()) {
                throw new Failure.Conflict("the file that was sent for import " + id
                        + " is no longer kept: it is when everything is stored, or a day has passed; send it again");
            }
            checkRoom();
            job.reopen();
            launch(job);
        }
        return job.progress();
    }

    private void awaitPicturesUnderWay(ImportJob cancelled) {
        try {
            cancelled.awaitWhile(() -> !cancelled.isRunning() && runs.containsKey(cancelled.id()), RETRY_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.Unavailable("interrupted", e);
        }
    }

    private ImportJob job(String id) {
        ImportJob job = jobs.get(id);
        if (job == null) {
            throw new Failure.NotFound("there is no import " + id);
        }
        return job;
    }

    private void launch(ImportJob job) {
        ImportRun run = new ImportRun(job, target, settings, memory, clock);
        runs.put(job.id(), run);
        threads.execute(() -> count(job));
        threads.execute(() -> {
            Optional<String> problem = run.run(opener);
            // At once: whoever sees that it has ended may begin it again.
            synchronized (job) {
                if (!closing) {
                    job.endAfterRun(problem, clock.instant());
                }
                runs.remove(job.id(), run);
                job.notifyAll();
            }
            if (!closing) {
                tell(job.progress());
                tidy();
            }
        });
    }

    private static void tell(ImportProgress end) {
        LOG.info(
                "Import {} is {}: {} pictures added, {} known already, {} files passed over, {} failed. {}",
                end.id(),
                end.state(),
                end.added(),
                end.known(),
                end.skipped(),
                end.failed(),
                end.reason());
    }

    private void count(ImportJob job) {
        FinishedItems finished = job.finished();
        long items = finished.recordsBefore();
        try (ImportItems all = opener.open(job.request())) {
            for (Optional<ImportItem> next = all.next(); next.isPresent() && !closing; next = all.next()) {
                if (!finished.contains(next.get().name())) {
                    items++;
                }
            }
            job.totalIs(items);
        } catch (RuntimeException e) {
            // The run meets the same and says so.
            LOG.debug("import {}: its items cannot be counted", job.id(), e);
        }
    }

    /** Forgets what is no longer needed: old imports, and files that were sent for imports that are over. */
    private void tidy() {
        newestFirst().stream()
                .filter(job -> !job.isRunning() && !runs.containsKey(job.id()))
                .skip(KEPT)
                .forEach(this::forget);
        Instant limit = clock.instant().minus(UPLOADS_KEPT);
        jobs.values().stream()
                .filter(job -> job.holdsUpload() && job.isOverSince(limit))
                .forEach(folders::removeUpload);
    }

    private void forget(ImportJob job) {
        jobs.remove(job.id());
        job.release();
        folders.remove(job.folder());
    }

    /** Stops all runs; those not at their end go on at the next start. */
    @Override
    public void close() {
        closing = true;
        runs.values().forEach(ImportRun::stop);
        threads.shutdown();
        try {
            if (!threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("pictures of an import were still under way after {} s; they are tried again", STOP_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        jobs.values().forEach(ImportJob::release);
    }
}
