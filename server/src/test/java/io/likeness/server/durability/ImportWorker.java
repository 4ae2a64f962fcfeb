package io.likeness.server.durability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Deletes what was imported before, then imports a folder, which a server that is killed ends by itself when it starts again. Runs on one thread. */
final class ImportWorker implements Callable<Integer> {
    private static final int PICTURES = 40;
    private static final int LONGEST_MILLIS = 180_000;
    private static final JsonMapper JSON = new JsonMapper();

    private final Journal journal;
    private final LibraryClient client;
    private final Path folder;
    private final AtomicLong numbers;
    private final BooleanSupplier killed;

    /** @param folder below a root of the server, made by this worker */
    ImportWorker(Journal journal, LibraryClient client, Path folder, AtomicLong numbers, BooleanSupplier killed) {
        this.journal = journal;
        this.client = client;
        this.folder = folder;
        this.numbers = numbers;
        this.killed = killed;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try {
            for (long old : journal.there()) {
                journal.intend(old, journal.fate(old).key(), Journal.ABSENT);
                client.deleteKey(journal.fate(old).key());
                journal.acknowledge(old, Journal.ABSENT);
            }
            Map<Long, String> paths = draw();
            paths.forEach((number, path) -> journal.intend(number, number + "/0.png", path));
            client.beginImport(folder);
            paths.forEach(journal::acknowledge);
        } catch (IOException e) {
            if (!killed.getAsBoolean()) {
                throw e;
            }
        }
        return journal.acknowledged();
    }

    private Map<Long, String> draw() throws IOException {
        Map<Long, String> paths = new LinkedHashMap<>();
        for (int i = 0; i < PICTURES; i++) {
            long number = numbers.getAndIncrement();
            Path file = folder.resolve(number + "/0.png");
            Files.createDirectories(file.getParent());
            Files.write(file, Picture.png(number));
            paths.put(number, file.toString());
        }
        return paths;
    }

    /** Waits until no import runs, and checks that none failed. */
    static void awaitEnd(LibraryClient client) throws IOException, InterruptedException {
        for (int waited = 0; waited < LONGEST_MILLIS; waited += 50) {
            List<JsonNode> imports = JSON.readTree(client.read("/v1/imports"))
                    .get("imports")
                    .valueStream()
                    .toList();
            for (JsonNode each : imports) {
                if (each.get("failed").asInt() > 0
                        || each.get("state").stringValue().equals("failed")) {
                    throw new AssertionError("an import failed: " + each);
                }
            }
            if (imports.stream()
                    .noneMatch(each -> each.get("state").stringValue().equals("running"))) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("an import does not end");
    }
}
