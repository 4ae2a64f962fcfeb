package io.likeness.server.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.server.durability.ForkedServer;
import io.likeness.server.reliability.KeyHistory.Call;
import io.likeness.server.reliability.Linearizability.Operation;
import io.likeness.server.testing.GridModel;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 64 clients at the same eight keys: what each key's history shows must have happened in some order, one after the other. {@code
 * -Dlikeness.clients.steps} sets the calls of each client (15), {@code -Dlikeness.clients.seed} repeats a run's choices.
 * Not part of {@code verify}: how much memory the check of a history takes depends on how the calls happened to overlap.
 */
@Tag("clients")
final class ConcurrentClientsIT {
    private static final int CLIENTS = 64;
    private static final int KEYS = 8;

    private final int steps = Integer.getInteger("likeness.clients.steps", 15);
    private final long seed = Long.getLong("likeness.clients.seed", System.nanoTime() % 1_000_000);

    @TempDir
    @SuppressWarnings("NullAway.Init") // Set by JUnit.
    private Path folder;

    @Test
    void sameKeys_by64Clients_areLinearizable() throws Exception {
        System.out.println("likeness.clients.seed=" + seed + " likeness.clients.steps=" + steps);
        Path model = GridModel.write(folder.resolve("model"), 4, "");
        try (HttpClient http = HttpClient.newHttpClient();
                ForkedServer server = ForkedServer.start(
                        folder.resolve("data"), folder.resolve("server.log"), "--model", model.toString())) {
            server.awaitReady(http);
            List<KeyHistory> histories =
                    new ConcurrentClients(new ApiClient(http, server.address()), seed, KEYS).run(CLIENTS, steps);
            for (KeyHistory history : histories) {
                List<Operation<Call>> operations = history.operations();
                assertThat(KeyHistory.isLinearizable(operations))
                        .as("seed %d: %s", seed, operations)
                        .isTrue();
                assertThat(mostAtOnce(operations)).as("calls under way at once").isGreaterThan(4);
                for (List<Operation<Call>> wrong : planted(operations)) {
                    assertThat(KeyHistory.isLinearizable(wrong))
                            .as("seed %d: a planted violation is found", seed)
                            .isFalse();
                }
            }
        }
    }

    /**
     * The history with calls before it that cannot have been: a picture read before any was added, two creations of one. They stand at the begin, since
     * a fault at the end is found only after all orders of what is before it were tried.
     */
    private static List<List<Operation<Call>>> planted(List<Operation<Call>> operations) {
        long begin = operations.stream().mapToLong(Operation::called).min().orElse(0);
        Call.Add early = operations.stream()
                .map(Operation::what)
                .filter(Call.Add.class::isInstance)
                .map(Call.Add.class::cast)
                .findFirst()
                .orElseThrow();
        List<Operation<Call>> unborn = new ArrayList<>(operations);
        unborn.add(new Operation<>(begin - 2, begin - 1, new Call.Read(new KeyHistory.Held(early.id(), early.path()))));
        List<Operation<Call>> twice = new ArrayList<>(operations);
        twice.add(new Operation<>(begin - 4, begin - 3, new Call.Add("/x", "999999", true)));
        twice.add(new Operation<>(begin - 2, begin - 1, new Call.Add("/y", "1000000", true)));
        return List.of(unborn, twice);
    }

    private static int mostAtOnce(List<Operation<Call>> operations) {
        return operations.stream()
                .mapToInt(one -> (int) operations.stream()
                        .filter(other -> other.called() <= one.called() && one.called() < other.answered())
                        .count())
                .max()
                .orElse(0);
    }
}
