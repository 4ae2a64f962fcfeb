package io.likeness.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who uses the server as it is meant to be used while others do not, and wants every answer right. For one thread. */
final class HonestClient implements Callable<HonestClient> {
    private static final int PICTURES = 8;
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();
    private final URI server;
    private final String name;
    private final Random random;
    private final BooleanSupplier ended;
    private final List<byte[]> pictures = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();
    private int requests;
    private long longestMillis;

    /**
     * @param name differs from that of others
     */
    HonestClient(URI server, String name, long seed, BooleanSupplier ended) {
        this.server = server;
        this.name = name;
        this.random = new Random(seed);
        this.ended = ended;
    }

    /** How many requests were answered, all of them right. */
    int requests() {
        return requests;
    }

    /** The longest wait for an answer. */
    long longestMillis() {
        return longestMillis;
    }

    /** Stores a few pictures. */
    void begin() throws IOException, InterruptedException {
        for (int i = 0; i < PICTURES; i++) {
            byte[] picture = Encodings.encode("png", 90, 70, random);
            pictures.add(picture);
            ids.add(add(name + "-" + i, picture));
        }
    }

    /** Searches for them, looks at them, adds and deletes others, until it is told to end. */
    @Override
    public HonestClient call() throws IOException, InterruptedException {
        while (!ended.getAsBoolean()) {
            int i = random.nextInt(PICTURES);
            JsonNode hit = call("POST", "/v1/search", 200, form(pictures.get(i), ""))
                    .get("hits")
                    .get(0);
            assertThat(hit.get("id").asString()).as("what %s finds", name).isEqualTo(ids.get(i));
            assertThat(hit.get("score").asDouble()).isGreaterThan(0.9999);
            assertThat(call("GET", "/v1/images/" + ids.get(i), 200, new byte[0])
                            .get("key")
                            .asString())
                    .isEqualTo(name + "-" + i);
            String id = add(name + "-new", Encodings.encode("jpeg", 80, 90, random));
            call("DELETE", "/v1/images/" + id, 204, new byte[0]);
            call("GET", "/v1/images/" + id, 404, new byte[0]);
            Thread.sleep(PAUSE);
        }
        return this;
    }

    private String add(String key, byte[] picture) throws IOException, InterruptedException {
        return call("POST", "/v1/images", 201, form(picture, key)).get("id").asString();
    }

    private static byte[] form(byte[] picture, String key) {
        byte[] form = Doors.form(picture);
        if (key.isEmpty()) {
            return form;
        }
        byte[] field = ("--" + Doors.BOUNDARY + "\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\n" + key
                        + "\r\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] both = Arrays.copyOf(field, field.length + form.length);
        System.arraycopy(form, 0, both, field.length, form.length);
        return both;
    }

    private JsonNode call(String method, String path, int status, byte[] form)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.resolve(path)).timeout(HostileClient.LONGEST);
        if (form.length == 0) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.method(method, BodyPublishers.ofByteArray(form)).header("Content-Type", Doors.FORM);
        }
        long start = System.nanoTime();
        HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
        longestMillis = Math.max(longestMillis, (System.nanoTime() - start) / 1_000_000);
        requests++;
        assertThat(answer.statusCode())
                .as("%s %s: %s", method, path, answer.body())
                .isEqualTo(status);
        return answer.body().isEmpty() ? json.createObjectNode() : json.readTree(answer.body());
    }
}
