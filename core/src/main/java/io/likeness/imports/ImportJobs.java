package io.likeness.imports;

import io.likeness.failure.Failure;
import io.likeness.storage.DurableFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The imports of this server. Each is written down before it starts, so that one that was cut off goes on by itself at the next start. Safe for use by
 * many threads.
 */
public final class ImportJobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ImportJobs.class);
    private static final int STOP_SECONDS = 5;

    private final Path folder;
    private final ImportTarget target;
    private final ImportItemsOpener opener;
    private final ImportSettings settings;
    private final InstantSource clock;
    private final Map<String, ImportJob> jobs = new ConcurrentHashMap<>();
    private final Map<String, ImportRun> runs = new ConcurrentHashMap<>();
    private final AtomicLong lastId = new AtomicLong();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean closing;

    private ImportJobs(
            Path folder, ImportTarget target, ImportItemsOpener opener, ImportSettings settings, InstantSource clock) {
        this.folder = folder;
        this.target = target;
        this.opener = opener;
        this.settings = settings;
        this.clock = clock;
    }

    /** Reads the imports below {@code folder} and goes on with those that were running. */
    public static ImportJobs open(
            Path folder, ImportTarget target, ImportItemsOpener opener, ImportSettings settings, InstantSource clock) {
        ImportJobs jobs = new ImportJobs(folder, target, opener, settings, clock);
        try {
            DurableFiles.createDirectories(folder);
            jobs.readAll();
        } catch (IOException e) {
            throw new Failure.Unavailable("the imports in " + folder + " cannot be read: " + e.getMessage(), e);
        }
        jobs.jobs.values().stream().filter(ImportJob::isRunning).forEach(jobs::launch);
        return jobs;
    }

    private void readAll() throws IOException {
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, "[0-9]*")) {
            for (Path each : stream) {
                read(each);
            }
        }
    }

    private void read(Path jobFolder) {
        String id = jobFolder.getFileName().toString();
        lastId.accumulateAndGet(Long.parseLong(id), Math::max);
        if (ImportJobFile.exists(jobFolder)) {
            jobs.put(id, new ImportJob(id, jobFolder, ImportJobFile.read(jobFolder), clock));
        }
    }

    /** A fresh folder for an import's upload; handed to {@link #start} as the location of its source, or deleted by the caller. */
    public Path newFolder() {
        Path fresh = folder.resolve(Long.toString(lastId.incrementAndGet()));
        try {
            DurableFiles.createDirectories(fresh);
        } catch (IOException e) {
            throw new Failure.Unavailable("the folder " + fresh + " cannot be made: " + e.getMessage(), e);
        }
        return fresh;
    }

    /** Starts an import; it is written down durably when the call returns. */
    public ImportProgress start(ImportRequest request) {
        return start(request, newFolder());
    }

    /** Starts an import whose folder was made by {@link #newFolder}. */
    public ImportProgress start(ImportRequest request, Path itsFolder) {
        opener.open(request.source()).close();
        String id = itsFolder.getFileName().toString();
        ImportJob job = new ImportJob(
                id,
                itsFolder,
                new ImportJobFile.Content(request, ImportState.RUNNING, "", clock.instant(), null),
                clock);
        job.save();
        jobs.put(id, job);
        launch(job);
        return job.progress();
    }

    /** All imports, the newest first. */
    public List<ImportProgress> list() {
        return jobs.values().stream()
                .sorted(Comparator.comparingLong((ImportJob job) -> Long.parseLong(job.id()))
                        .reversed())
                .map(ImportJob::progress)
                .toList();
    }

    /** The import with this id. */
    public Optional<ImportProgress> get(String id) {
        return Optional.ofNullable(jobs.get(id)).map(ImportJob::progress);
    }

    /** Hands over every failure of an import, the oldest first. */
    public void failures(String id, Consumer<ImportFailure> consumer) {
        job(id).failures().forEach(consumer);
    }

    /** Stops an import for good; pictures stored stay. One that has ended is left as it is. */
    public ImportProgress cancel(String id) {
        ImportJob job = job(id);
        job.end(ImportState.CANCELLED, "cancelled", clock.instant());
        Optional.ofNullable(runs.get(id)).ifPresent(ImportRun::stop);
        return job.progress();
    }

    /**
     * Runs an ended import again over what failed or was not reached.
     *
     * @throws Failure.Conflict if it still runs
     */
    public ImportProgress retry(String id) {
        ImportJob job = job(id);
        synchronized (job) {
            if (job.isRunning() || runs.containsKey(id)) {
                throw new Failure.Conflict("import " + id + " still runs");
            }
            job.reopen();
            launch(job);
        }
        return job.progress();
    }

    private ImportJob job(String id) {
        ImportJob job = jobs.get(id);
        if (job == null) {
            throw new Failure.NotFound("there is no import " + id);
        }
        return job;
    }

    private void launch(ImportJob job) {
        ImportRun run = new ImportRun(job, target, settings, clock);
        runs.put(job.id(), run);
        threads.execute(() -> count(job));
        threads.execute(() -> {
            Optional<String> problem = run.run(opener);
            runs.remove(job.id(), run);
            if (!closing) {
                ImportState state = problem.isPresent() ? ImportState.FAILED : ImportState.DONE;
                job.end(state, problem.orElse(""), clock.instant());
                LOG.info("import {} is {}: {}", job.id(), state, job.progress());
            }
        });
    }

    private void count(ImportJob job) {
        // Files that were moved away when they were done are no longer found.
        long items = job.request().moveTo() == null ? 0 : job.progress().finished();
        try (ImportItems all = opener.open(job.request().source())) {
            while (!closing && all.next().isPresent()) {
                items++;
            }
            job.totalIs(items);
        } catch (Failure e) {
            LOG.debug("import {}: its items cannot be counted", job.id(), e);
        }
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
        jobs.values().forEach(job -> job.finished().close());
    }
}
