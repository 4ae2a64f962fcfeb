package io.likeness.server.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.server.reliability.KeyHistory.Call;
import io.likeness.server.reliability.KeyHistory.Held;
import io.likeness.server.reliability.Linearizability.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyHistoryTest {
    private static final int AT_ONCE = 16;
    private static final int CALLS = 400;
    private static final int HISTORIES = 20;

    /** A moment at which a call came to pass, and how long before and after it it was under way. */
    private record Moment(long at, long called, long answered) {}

    @Test
    void isLinearizable_whatHappenedOneAfterTheOther_isTrue() {
        for (long seed = 0; seed < HISTORIES; seed++) {
            assertThat(KeyHistory.isLinearizable(history(seed)))
                    .as("seed %d", seed)
                    .isTrue();
        }
    }

    @Test
    void isLinearizable_withAPlantedFault_isFalse() {
        for (long seed = 0; seed < HISTORIES; seed++) {
            for (PlantedFault fault : PlantedFault.values()) {
                assertThat(KeyHistory.isLinearizable(fault.in(history(seed))))
                        .as("seed %d, %s", seed, fault)
                        .isFalse();
            }
        }
    }

    /** Calls of {@link #AT_ONCE} clients, each of which comes to pass at a random moment between call and answer. */
    private static List<Operation<Call>> history(long seed) {
        Random random = new Random(seed);
        List<Moment> moments = new ArrayList<>();
        for (int client = 0; client < AT_ONCE; client++) {
            long now = 0;
            for (int i = 0; i < CALLS / AT_ONCE; i++) {
                long called = now + 1 + random.nextInt(50);
                long answered = called + 1 + random.nextInt(random.nextInt(10) == 0 ? 20_000 : 2_000);
                moments.add(new Moment(random.nextLong(called, answered + 1), called, answered));
                now = answered;
            }
        }
        moments.sort(Comparator.comparingLong(Moment::at));
        List<Operation<Call>> history = new ArrayList<>();
        Held held = Held.NOTHING;
        String lastId = "none";
        for (Moment moment : moments) {
            Call call = call(random.nextInt(100), held, lastId, "/" + history.size());
            held = KeyHistory.step(held, call).orElseThrow();
            lastId = held.isThere() ? held.id() : lastId;
            history.add(new Operation<>(moment.called(), moment.answered(), call));
        }
        return history;
    }

    /** In the shares in which {@link ConcurrentClients} makes them. */
    private static Call call(int dice, Held held, String lastId, String path) {
        boolean found = held.id().equals(lastId);
        if (dice < 35) {
            return new Call.Add(path, held.isThere() ? held.id() : "id" + path, !held.isThere());
        } else if (dice < 45) {
            return new Call.Patch(lastId, path, found);
        } else if (dice < 55) {
            return new Call.DeleteKey(held.isThere() ? 1 : 0);
        } else if (dice < 65) {
            return new Call.DeleteId(lastId, found);
        } else {
            return new Call.Read(held);
        }
    }
}
