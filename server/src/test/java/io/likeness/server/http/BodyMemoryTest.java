package io.likeness.server.http;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.failure.Failure;
import io.likeness.server.engine.ByteBudget;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BodyMemoryTest {
    private static final int MIB = 1 << 20;

    @Test
    void of_promptBody_keepsAllThatWasAnnounced() {
        ByteBudget budget = new ByteBudget(20 * MIB, Duration.ZERO);
        try (BodyMemory memory = BodyMemory.of(budget, 5 * MIB, 2)) {
            memory.come(5 * MIB);
            assertThatThrownBy(() -> budget.reserve(11 * MIB)).isInstanceOf(Failure.Overloaded.class);
        }
        budget.reserve(20 * MIB).close();
    }

    @Test
    void of_bodyThatDoesNotCome_leavesItsMemoryToOthers() {
        ByteBudget budget = new ByteBudget(20 * MIB, Duration.ofSeconds(10));
        try (BodyMemory _ = BodyMemory.of(budget, 10 * MIB, 2)) {
            // Waits until the other has given back what it does not use.
            budget.reserve(17 * MIB).close();
        }
    }

    @Test
    void come_slowBody_getsMemoryAsItComesOrIsOverloaded() {
        ByteBudget budget = new ByteBudget(20 * MIB, Duration.ofSeconds(2));
        try (BodyMemory memory = BodyMemory.of(budget, 8 * MIB, 2)) {
            memory.come(MIB / 2);
            var other = budget.reserve(14 * MIB);
            memory.come(2 * MIB);
            assertThatThrownBy(() -> {
                        for (int come = 2; come < 8; come++) {
                            memory.come((long) come * MIB);
                        }
                    })
                    .isInstanceOf(Failure.Overloaded.class);
            other.close();
        }
        budget.reserve(20 * MIB).close();
    }
}
