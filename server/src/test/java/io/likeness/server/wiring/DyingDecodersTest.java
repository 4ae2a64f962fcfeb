package io.likeness.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.server.testing.Drawn;
import io.likeness.server.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A server whose decoders die and hang while it is in use. */
class DyingDecodersTest {
    private static final int CLIENTS = 4;
    private static final int DECODERS = 2;

    @Test
    void requests_whileDecodersDieAndHang_areServedButForTheOneThatIsHeld() throws Exception {
        try (TestServer server = TestServer.startReal(
                Map.of("likeness.decode.timeout", "3s", "likeness.compute.threads", Integer.toString(DECODERS)))) {
            server.multipart("/v1/images", Map.of("file", Drawn.jpeg("good"), "key", "good"));
            AtomicBoolean stopped = new AtomicBoolean();
            ConcurrentLinkedQueue<HttpResponse<String>> refused = new ConcurrentLinkedQueue<>();
            List<CompletableFuture<Integer>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(CompletableFuture.supplyAsync(
                        () -> search(server, stopped, refused), Thread::startVirtualThread));
            }
            awaitAll(server);
            signal("SEGV", decoders().getFirst());
            await(() -> figure(server, "likeness_decoder_ends_total{cause=\"died\"} ") == 1);
            awaitAll(server);
            signal("STOP", decoders().getFirst());
            await(() -> figure(server, "likeness_decoder_ends_total{cause=\"overdue\"} ") == 1);
            stopped.set(true);
            assertThat(clients.stream().mapToInt(CompletableFuture::join).sum()).isGreaterThan(CLIENTS);
            assertThat(refused).hasSize(1).allSatisfy(answer -> {
                assertThat(answer.statusCode()).isEqualTo(422);
                assertThat(answer.body())
                        .contains("could not be decoded: the decoder took longer than 3000 ms"
                                + " (likeness.decode.timeout)");
            });
            await(() ->
                    figure(server, "likeness_decoder_processes ") == decoders().size());
        }
        await(() -> decoders().isEmpty());
    }

    /** Searches for a picture of its own each time; how many times it was found. */
    private static int search(
            TestServer server, AtomicBoolean stopped, ConcurrentLinkedQueue<HttpResponse<String>> refused) {
        int found = 0;
        while (!stopped.get()) {
            // Bytes that no other has: what takes too long is refused for a while.
            byte[] picture = Drawn.jpeg("picture " + System.nanoTime());
            HttpResponse<String> answer = server.multipart("/v1/search", Map.of("file", picture, "limit", "1"));
            if (answer.statusCode() == 200) {
                assertThat(TestServer.tree(answer).at("/hits/0/key").asString()).isEqualTo("good");
                found++;
            } else {
                refused.add(answer);
            }
        }
        return found;
    }

    /** Waits until all are ready: what is stopped while it starts is not counted as overdue. */
    private static void awaitAll(TestServer server) throws InterruptedException {
        await(() -> figure(server, "likeness_decoder_processes ") == DECODERS
                && decoders().size() == DECODERS);
    }

    private static double figure(TestServer server, String name) {
        Matcher line = Pattern.compile("(?m)^" + Pattern.quote(name) + "(\\S+)$")
                .matcher(server.get("/actuator/prometheus").body());
        return line.find() ? Double.parseDouble(line.group(1)) : Double.NaN;
    }

    private static List<ProcessHandle> decoders() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info()
                        .arguments()
                        .map(arguments -> List.of(arguments).contains("io.likeness.imaging.DecodeWorker"))
                        .orElse(false))
                .toList();
    }

    private static void signal(String signal, ProcessHandle process) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the end of patience").isLessThan(end);
            Thread.sleep(50);
        }
    }
}
