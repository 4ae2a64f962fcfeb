package io.likeness.server.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.server.durability.ForkedServer;
import io.likeness.server.reliability.KeyHistory.Call;
import io.likeness.server.reliability.Linearizability.Operation;
import io.likeness.server.testing.GridModel;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 64 clients at the same eight keys: what each key's history shows must have happened in some order, one after the other. {@code
 * -Dlikeness.clients.steps} sets the calls of each client (15), {@code -Dlikeness.clients.seed} repeats a run's choices.
 */
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
                for (PlantedFault fault : PlantedFault.values()) {
                    assertThat(KeyHistory.isLinearizable(fault.in(operations)))
                            .as("seed %d: %s is found", seed, fault)
                            .isFalse();
                }
            }
        }
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
