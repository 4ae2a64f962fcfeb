package io.likeness.server.reliability;

import io.likeness.server.durability.Picture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import javax.imageio.ImageIO;

/** What the clients of a soak ask for, one request at a time. Safe for use by many threads. */
final class SoakLoad {
    /** Pictures that the library is held at, so that what grows is not the library. */
    static final int PICTURES = 500;

    private final ApiClient api;
    private final AtomicLong numbers = new AtomicLong();
    private final Queue<String> ids = new ConcurrentLinkedQueue<>();
    private final LongAdder requests = new LongAdder();
    private final List<String> unexpected = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, LongAdder> kinds = Collections.synchronizedMap(new TreeMap<>());

    SoakLoad(ApiClient api) {
        this.api = api;
    }

    long requests() {
        return requests.sum();
    }

    /** Answers that were not what they should have been. */
    List<String> unexpected() {
        return List.copyOf(unexpected);
    }

    /** How many requests there were of each kind. */
    String kinds() {
        return kinds.toString();
    }

    /** Does one thing, chosen at random. */
    void step() {
        int dice = ThreadLocalRandom.current().nextInt(100);
        try {
            if (dice < 30) {
                addOrDelete();
            } else if (dice < 50) {
                count("search by upload");
                expect(api.form("POST", "/v1/search", Map.of("limit", "20"), picture(numbers.get() - dice)), 200);
            } else {
                onStored(dice);
            }
        } catch (IOException e) {
            unexpected.add(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void addOrDelete() throws IOException, InterruptedException {
        if (ids.size() >= PICTURES) {
            String oldest = ids.poll();
            if (oldest != null) {
                count("delete");
                expect(api.delete("/v1/images/" + oldest), 204);
            }
        }
        long number = numbers.incrementAndGet();
        count("add");
        ApiClient.Answer answer = number % 4 == 0
                ? api.json(
                        "POST",
                        "/v1/images",
                        Map.of(
                                "base64",
                                Base64.getEncoder().encodeToString(picture(number)),
                                "key",
                                "soak/" + number,
                                "tags",
                                Map.of("shade", "" + number % 7)))
                : api.form("POST", "/v1/images", Map.of("key", "soak/" + number), picture(number));
        expect(answer, 201);
        if (answer.status() == 201) {
            ids.add(answer.json().get("id").stringValue());
        }
    }

    private void onStored(int dice) throws IOException, InterruptedException {
        String id = ids.peek();
        if (id == null) {
            return;
        }
        // Another client may delete it meanwhile.
        if (dice < 60) {
            count("search by id");
            expect(
                    api.json("POST", "/v1/search", Map.of("id", id, "filter", Map.of("tag", "shade", "eq", "3"))),
                    200,
                    404);
        } else if (dice < 70) {
            count("list");
            expect(api.get("/v1/images?limit=100&key_prefix=soak/"), 200);
        } else if (dice < 80) {
            count("preview");
            expect(api.get("/v1/images/" + id + "/preview"), 200, 404);
        } else if (dice < 86) {
            count("patch");
            expect(api.json("PATCH", "/v1/images/" + id, Map.of("tags", Map.of("seen", "" + dice))), 200, 404);
        } else if (dice < 90) {
            count("search with verdicts");
            expect(
                    api.form("POST", "/v1/search", Map.of("verdict", "true", "limit", "5"), picture(numbers.get())),
                    200);
        } else if (dice < 93) {
            count("check");
            expect(api.form("POST", "/v1/check", Map.of(), picture(numbers.get())), 200);
        } else if (dice < 96) {
            count("damaged picture");
            byte[] whole = picture(dice);
            expect(api.form("POST", "/v1/images", Map.of(), Arrays.copyOf(whole, whole.length / 2)), 422);
        } else if (dice < 98) {
            count("statistics");
            expect(api.get("/v1/stats"), 200);
        } else {
            collection();
        }
    }

    private void collection() throws IOException, InterruptedException {
        count("collection");
        String path = "/v1/collections/soak-" + numbers.incrementAndGet();
        expect(api.json("PUT", path, Map.of()), 201);
        expect(api.form("POST", path + "/images", Map.of(), picture(1)), 201);
        expect(api.delete(path), 204);
    }

    /** Imports a folder of new pictures and deletes them again. */
    void importFolder(Path folder) {
        try {
            count("import");
            Files.createDirectories(folder);
            for (int i = 0; i < 50; i++) {
                Files.write(folder.resolve(i + ".png"), Picture.png(numbers.incrementAndGet()));
            }
            String tag = "import-" + numbers.get();
            ApiClient.Answer begun = api.json(
                    "POST",
                    "/v1/imports",
                    Map.of("path", folder.toString(), "key_from", "name", "tags", Map.of("from", tag)));
            expect(begun, 201);
            String id = begun.json().get("id").stringValue();
            ApiClient.Answer state = api.get("/v1/imports/" + id);
            while (state.json().path("state").asString().equals("running")) {
                Thread.sleep(200);
                state = api.get("/v1/imports/" + id);
            }
            if (!state.json().path("added").toString().equals("50")) {
                unexpected.add(state.toString());
            }
            expect(api.json("POST", "/v1/images/delete", Map.of("filter", Map.of("tag", "from", "eq", tag))), 200);
        } catch (IOException e) {
            unexpected.add(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Searches for duplicates and exports everything. */
    void lookAtAll() {
        try {
            count("search for duplicates");
            expect(api.json("POST", "/v1/duplicates", Map.of("again", true)), 200, 409);
            count("export");
            expect(api.get("/v1/export"), 200);
        } catch (IOException e) {
            unexpected.add(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Pictures that are there at the end and were not acknowledged, or the other way round; empty if there are none. */
    String difference() throws IOException, InterruptedException {
        int stored = api.get("/v1/stats").json().get("pictures").asInt();
        return stored == ids.size() ? "" : stored + " pictures are stored, " + ids.size() + " were acknowledged";
    }

    private void count(String kind) {
        requests.increment();
        kinds.computeIfAbsent(kind, _ -> new LongAdder()).increment();
    }

    private void expect(ApiClient.Answer answer, int... statuses) {
        for (int status : statuses) {
            if (answer.status() == status) {
                return;
            }
        }
        unexpected.add(answer.toString());
    }

    /** A picture of 96 px, or for every third number a JPEG of 300 to 1200 px. */
    static byte[] picture(long number) {
        byte[] small = Picture.png(number);
        if (number % 3 != 0) {
            return small;
        }
        try {
            int side = 300 + Math.floorMod(number * 97, 900);
            BufferedImage large = new BufferedImage(side, side * 3 / 4, BufferedImage.TYPE_INT_RGB);
            var pen = large.createGraphics();
            pen.drawImage(
                    ImageIO.read(new ByteArrayInputStream(small)), 0, 0, large.getWidth(), large.getHeight(), null);
            pen.dispose();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(large, "jpg", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
