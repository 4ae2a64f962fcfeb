package io.likeness.cli.access;

import io.likeness.failure.Failure;
import io.likeness.fetch.FetchSettings;
import io.likeness.fetch.GuardedFetcher;
import io.likeness.image.EncodedImage;
import io.likeness.image.ImageDigest;
import io.likeness.image.ImageHeader;
import io.likeness.image.ImageType;
import io.likeness.imports.FolderItems;
import io.likeness.imports.ImportJobs;
import io.likeness.imports.ImportSettings;
import io.likeness.imports.ImportTarget;
import io.likeness.index.Attributes;
import io.likeness.index.ImageRecord;
import io.likeness.index.PutResult;
import io.likeness.library.ImageCollections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/**
 * Imports that read a folder of this machine and send each picture to a server. Where one is begun again, the server knows what it has stored and answers
 * that at once.
 */
final class UploadImports implements Imports {
    private static final long BYTES_IN_FLIGHT = 256L << 20;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String AFTERWARDS =
            "the upload was stopped; begin it again with the same command, what is stored is not stored twice";

    private final Http http;
    private final String base;
    private final int parallel;
    private @Nullable JobImports jobs;

    UploadImports(Http http, String base, int parallel) {
        this.http = http;
        this.base = base;
        this.parallel = parallel;
    }

    @Override
    public ImportStatus start(ImportOrder order) {
        if (!Files.isDirectory(order.source())) {
            throw new Failure.NotFound("there is no folder " + order.source() + " on this machine");
        }
        if (order.moveTo().isPresent()) {
            throw new Failure.BadInput("--move-to is for folders that the server reads itself, not for --upload");
        }
        Path root = order.source().toAbsolutePath().normalize();
        // The server has the last word on how large a picture may be.
        GuardedFetcher files = new GuardedFetcher(new FetchSettings(
                FetchSettings.LARGEST_MAX_BYTES,
                List.of(root),
                List.of(),
                Duration.ofSeconds(5),
                Duration.ofSeconds(15),
                0,
                1,
                1));
        JobImports started = new JobImports(
                ImportJobs.open(
                        journal(),
                        new Uploads(http, base),
                        request -> FolderItems.open(request.source().location(), null, files),
                        new ImportSettings(parallel, 1, BYTES_IN_FLIGHT, FetchSettings.LARGEST_MAX_BYTES, PATIENCE),
                        InstantSource.system()),
                ImageCollections.DEFAULT,
                AFTERWARDS);
        jobs = started;
        return started.start(order);
    }

    private static Path journal() {
        try {
            Path folder = Files.createTempDirectory("likeness-upload");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> TemporaryFolder.delete(folder)));
            return folder;
        } catch (IOException e) {
            throw new Failure.Unavailable("no temporary folder can be made: " + e.getMessage(), e);
        }
    }

    private JobImports started() {
        if (jobs == null) {
            throw new Failure.NotFound("no upload was started");
        }
        return jobs;
    }

    @Override
    public ImportStatus status(String id) {
        return started().status(id);
    }

    @Override
    public ImportStatus cancel(String id) {
        return started().cancel(id);
    }

    @Override
    public String detach(String id) {
        return started().detach(id);
    }

    /** Adds pictures over HTTP. */
    private record Uploads(Http http, String base) implements ImportTarget {
        @Override
        public PutResult add(String collection, EncodedImage image, String key, Attributes attributes) {
            MultipartForm form = new MultipartForm()
                    .field("key", key)
                    .field("imgPath", attributes.imgPath())
                    .field("tags", attributes.tags().isEmpty() ? "" : Http.JSON.writeValueAsString(attributes.tags()))
                    .file(image.range(0, image.size()));
            JsonNode answer = http.post(base + "/images", form);
            return new PutResult(record(answer), answer.path("created").asBoolean(true));
        }

        private static ImageRecord record(JsonNode json) {
            ImageType type = Arrays.stream(ImageType.values())
                    .filter(each -> each.mediaType().equals(json.path("type").asString("")))
                    .findFirst()
                    .orElse(ImageType.JPEG);
            Map<String, String> tags =
                    Http.JSON.convertValue(json.path("tags"), new TypeReference<Map<String, String>>() {});
            return new ImageRecord(
                    Long.parseLong(json.path("id").asString("0")),
                    json.path("key").asString(""),
                    new ImageDigest(json.path("digest").asString("")),
                    new ImageHeader(
                            type,
                            json.path("width").asInt(0),
                            json.path("height").asInt(0)),
                    new Attributes(json.path("imgPath").asString(""), tags),
                    Instant.parse(json.path("added").asString("")));
        }

        /** Files are not moved by an upload. */
        @Override
        public void moved(String collection, long id, String imgPath) {
            throw new IllegalStateException("an upload moves nothing");
        }
    }
}
