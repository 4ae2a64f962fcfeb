package io.likeness.duplicates;

import io.likeness.duplicates.DuplicateProgress.RunRequest;
import io.likeness.failure.Failure;
import io.likeness.storage.SealedProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Reads and writes what the last run of a collection shall do and whether it still runs. */
final class RunFile {
    private RunFile() {}

    /**
     * What is written down.
     *
     * @param looked pictures that an ended run looked at
     * @param unreadable pairs that an ended run could not compare
     */
    record Content(
            RunState state,
            String reason,
            RunRequest request,
            long looked,
            long unreadable,
            @Nullable Instant started,
            @Nullable Instant ended) {}

    static void write(Path file, Content content) {
        Properties properties = new Properties();
        properties.setProperty("state", content.state().name());
        properties.setProperty("reason", content.reason());
        properties.setProperty(
                "min-confidence", String.valueOf(content.request().minConfidence()));
        properties.setProperty(
                "rules",
                String.join(
                        ",",
                        content.request().rules().stream().map(BestRule::word).toList()));
        properties.setProperty("looked", String.valueOf(content.looked()));
        properties.setProperty("unreadable", String.valueOf(content.unreadable()));
        if (content.started() != null) {
            properties.setProperty("started", content.started().toString());
        }
        if (content.ended() != null) {
            properties.setProperty("ended", content.ended().toString());
        }
        try {
            SealedProperties.write(file, properties);
        } catch (IOException e) {
            throw new Failure.Unavailable("the search for duplicates cannot be written down in " + file + ": " + e, e);
        }
    }

    /**
     * Reads what {@link #write} wrote, or answers empty where there is nothing.
     *
     * @throws Failure.Conflict if it is something else
     */
    static Optional<Content> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse(SealedProperties.read(file)));
        } catch (IOException e) {
            throw new Failure.Unavailable("the file " + file + " cannot be read: " + e.getMessage(), e);
        } catch (IllegalArgumentException | DateTimeException | Failure.BadInput e) {
            throw new Failure.Conflict("the file " + file + " cannot be understood, delete it: " + e.getMessage());
        }
    }

    private static Content parse(Properties properties) {
        String rules = properties.getProperty("rules", "");
        @Nullable String started = properties.getProperty("started");
        @Nullable String ended = properties.getProperty("ended");
        return new Content(
                RunState.valueOf(properties.getProperty("state", "")),
                properties.getProperty("reason", ""),
                new RunRequest(
                        Double.parseDouble(properties.getProperty("min-confidence", "")),
                        rules.isEmpty() ? List.of() : BestRule.read(List.of(rules.split(",")))),
                Long.parseLong(properties.getProperty("looked", "0")),
                Long.parseLong(properties.getProperty("unreadable", "0")),
                started == null ? null : Instant.parse(started),
                ended == null ? null : Instant.parse(ended));
    }
}
