package io.likeness.imports;

import io.likeness.failure.Failure;
import io.likeness.storage.DurableFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folders of imports below one, each named by a number. Safe for use by many threads. */
final class JobFolders {
    private static final Logger LOG = LoggerFactory.getLogger(JobFolders.class);
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

    private final Path folder;
    private final AtomicLong last = new AtomicLong();

    JobFolders(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /**
     * Reads all jobs. What was cut off before it was one is removed; one that cannot be read is told in the log and left alone.
     *
     * @throws Failure.Unavailable if the disk refuses
     */
    List<ImportJob> readAll(InstantSource clock) {
        List<ImportJob> jobs = new ArrayList<>();
        try {
            DurableFiles.createDirectories(folder);
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
                for (Path each : stream) {
                    String name = each.getFileName().toString();
                    if (NUMBER.matcher(name).matches() && Files.isDirectory(each)) {
                        last.accumulateAndGet(Long.parseLong(name), Math::max);
                        read(name, each, clock, jobs);
                    }
                }
            }
        } catch (IOException e) {
            throw new Failure.Unavailable("the imports in " + folder + " cannot be read: " + e.getMessage(), e);
        }
        return jobs;
    }

    private void read(String id, Path each, InstantSource clock, List<ImportJob> jobs) {
        if (!ImportJobFile.exists(each)) {
            remove(each);
            return;
        }
        try {
            jobs.add(new ImportJob(id, each, ImportJobFile.read(each), clock));
        } catch (Failure e) {
            LOG.error("Import {} is left out: {}", id, e.getMessage());
        }
    }

    /** A folder for another job. */
    Path fresh() {
        Path fresh = folder.resolve(Long.toString(last.incrementAndGet()));
        try {
            DurableFiles.createDirectories(fresh);
        } catch (IOException e) {
            throw new Failure.Unavailable("the folder " + fresh + " cannot be made: " + e.getMessage(), e);
        }
        return fresh;
    }

    /** Removes a folder made by {@link #fresh} with all that is in it. */
    void remove(Path each) {
        try {
            DurableFiles.deleteTree(each);
        } catch (IOException e) {
            LOG.warn("The folder {} of an import that is over cannot be removed: {}", each, e.getMessage());
        }
    }

    /** Removes the file that was sent for a job. */
    void removeUpload(ImportJob job) {
        try {
            Files.deleteIfExists(job.request().source().location());
        } catch (IOException e) {
            LOG.warn("The upload of import {} cannot be removed: {}", job.id(), e.getMessage());
        }
    }
}
