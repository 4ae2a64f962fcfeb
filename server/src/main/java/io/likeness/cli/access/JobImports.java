package io.likeness.cli.access;

import io.likeness.failure.Failure;
import io.likeness.imports.ImportJobs;
import io.likeness.imports.ImportProgress;
import io.likeness.imports.ImportRequest;
import io.likeness.imports.ImportSource;
import io.likeness.imports.ImportState;
import io.likeness.imports.source.SourceOpener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Imports that this process runs. */
final class JobImports implements Imports {
    private final ImportJobs jobs;
    private final String collection;
    private final String afterwards;

    /**
     * @param afterwards what becomes of an import when this process ends, as a sentence
     */
    JobImports(ImportJobs jobs, String collection, String afterwards) {
        this.jobs = jobs;
        this.collection = collection;
        this.afterwards = afterwards;
    }

    /** Starts an import, or goes on with the same one that was cut off before. */
    @Override
    public ImportStatus start(ImportOrder order) {
        ImportRequest request = new ImportRequest(
                collection,
                source(order.source().toAbsolutePath().normalize()),
                order.keyFrom(),
                order.tags(),
                order.moveTo().map(path -> path.toAbsolutePath().normalize()).orElse(null));
        Optional<ImportProgress> cutOff = jobs.list().stream()
                .filter(each ->
                        each.state() == ImportState.RUNNING && each.request().equals(request))
                .findFirst();
        return status(cutOff.orElseGet(() -> jobs.start(request)));
    }

    private static ImportSource source(Path path) {
        if (Files.isDirectory(path)) {
            return new ImportSource.Folder(path);
        }
        if (!Files.isRegularFile(path)) {
            throw new Failure.NotFound("there is no folder or file " + path);
        }
        return SourceOpener.ofFile(path);
    }

    @Override
    public ImportStatus status(String id) {
        return status(jobs.get(id).orElseThrow(() -> new Failure.NotFound("there is no import " + id)));
    }

    @Override
    public ImportStatus cancel(String id) {
        return status(jobs.cancel(id));
    }

    @Override
    public String detach(String id) {
        jobs.close();
        return afterwards;
    }

    private static ImportStatus status(ImportProgress progress) {
        return new ImportStatus(
                progress.id(),
                progress.state(),
                progress.total() < 0 ? OptionalLong.empty() : OptionalLong.of(progress.total()),
                progress.added(),
                progress.known(),
                progress.skipped(),
                progress.failed(),
                progress.picturesPerSecond(),
                progress.timeLeft()
                        .map(Duration::toSeconds)
                        .map(OptionalLong::of)
                        .orElse(OptionalLong.empty()),
                progress.reason(),
                progress.lastFailures());
    }
}
