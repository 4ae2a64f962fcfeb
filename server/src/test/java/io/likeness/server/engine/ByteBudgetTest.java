package io.likeness.server.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.failure.Failure;
import io.likeness.server.engine.ByteBudget.Reservation;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ByteBudgetTest {
    private static final long MIB = 1 << 20;

    @Test
    void reserve_moreThanIsFree_isOverloadedAfterAWhile() {
        ByteBudget budget = new ByteBudget(10 * MIB, Duration.ofMillis(20));
        try (Reservation _ = budget.reserve(8 * MIB)) {
            assertThatThrownBy(() -> budget.reserve(3 * MIB))
                    .isInstanceOf(Failure.Overloaded.class)
                    .hasMessageContainingAll("3 MiB", "10 MiB", "likeness.byte-budget");
        }
    }

    @Test
    void reserve_whenAnotherGivesBack_goesOn() throws Exception {
        ByteBudget budget = new ByteBudget(10 * MIB, Duration.ofSeconds(30));
        Reservation first = budget.reserve(8 * MIB);
        CompletableFuture<Reservation> second = CompletableFuture.supplyAsync(() -> budget.reserve(8 * MIB));
        assertThat(second).isNotDone();
        first.close();

        second.get(30, TimeUnit.SECONDS).close();
        budget.reserve(10 * MIB).close();
    }

    @Test
    void reserve_moreThanThereIs_takesAll() {
        ByteBudget budget = new ByteBudget(10 * MIB, Duration.ZERO);
        try (Reservation _ = budget.reserve(1L << 40)) {
            assertThatThrownBy(() -> budget.reserve(MIB)).isInstanceOf(Failure.Overloaded.class);
        }
        budget.reserve(10 * MIB).close();
    }

    @Test
    void reserve_little_neverWaits() {
        ByteBudget budget = new ByteBudget(MIB, Duration.ZERO);
        try (Reservation _ = budget.reserve(MIB)) {
            budget.reserve(64 * 1024).close();
        }
    }

    @Test
    void shrinkTo_less_givesTheRestBackOnce() {
        ByteBudget budget = new ByteBudget(10 * MIB, Duration.ZERO);
        Reservation first = budget.reserve(9 * MIB);
        first.shrinkTo(2 * MIB);
        first.shrinkTo(5 * MIB);
        budget.reserve(7 * MIB).close();
        first.close();
        first.close();

        assertThatThrownBy(() -> {
                    try (Reservation _ = budget.reserve(9 * MIB)) {
                        budget.reserve(2 * MIB);
                    }
                })
                .isInstanceOf(Failure.Overloaded.class);
    }
}
