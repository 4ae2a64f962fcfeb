package io.likeness.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.failure.Failure;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class PixelBudgetTest {
    @Test
    void acquire_untilFull_thenOverloaded() {
        PixelBudget budget = new PixelBudget(10_240, Duration.ofMillis(10));
        PixelBudget.Share first = budget.acquire(6_144);
        budget.acquire(4_096);
        assertThat(budget.inUse()).isEqualTo(10_240);
        assertThatThrownBy(() -> budget.acquire(1))
                .isInstanceOf(Failure.Overloaded.class)
                .hasMessage("too many pixels are being decoded: no room for 1 more within 10 ms, the budget is 10240"
                        + " (likeness.pixel-budget)");
        first.close();
        first.close();
        assertThat(budget.inUse()).isEqualTo(4_096);
        budget.acquire(6_144);
        assertThatThrownBy(() -> budget.acquire(1)).isInstanceOf(Failure.Overloaded.class);
    }

    @Test
    void acquire_moreThanEverFits_isTooLarge() {
        PixelBudget budget = new PixelBudget(10_240, Duration.ZERO);
        assertThatThrownBy(() -> budget.acquire(10_241))
                .isInstanceOf(Failure.TooLarge.class)
                .hasMessage("the picture has 10241 pixels, the budget for all pictures being decoded at once is 10240"
                        + " (likeness.pixel-budget)");
        assertThat(budget.inUse()).isZero();
    }

    @Test
    void acquire_ofMoreBytesAPixel_countsForMore() {
        PixelBudget budget = new PixelBudget(10_240, Duration.ZERO);
        try (PixelBudget.Share _ = budget.acquire(2_048, 14)) {
            // 2,048 x 14 / 3, to the next 1,024.
            assertThat(budget.inUse()).isEqualTo(10_240);
        }
        try (PixelBudget.Share _ = budget.acquire(2_048, 6)) {
            assertThat(budget.inUse()).isEqualTo(4_096);
        }
        try (PixelBudget.Share _ = budget.acquire(10_240, 14)) {
            assertThat(budget.inUse()).isEqualTo(10_240);
        }
        assertThat(budget.inUse()).isZero();
    }

    @Test
    void acquire_roomComesInTime_isGiven() throws Exception {
        PixelBudget budget = new PixelBudget(1_024, Duration.ofSeconds(20));
        PixelBudget.Share held = budget.acquire(1_024);
        CompletableFuture<PixelBudget.Share> waiting = CompletableFuture.supplyAsync(() -> budget.acquire(1_000));
        assertThat(waiting.completeOnTimeout(held, 100, TimeUnit.MILLISECONDS)).isNotCompleted();
        held.close();
        assertThat(waiting.get(10, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void acquire_interrupted_isUnavailable() throws Exception {
        PixelBudget budget = new PixelBudget(1_024, Duration.ofSeconds(20));
        budget.acquire(1_024);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread waiting = Thread.ofPlatform().start(() -> {
            try {
                budget.acquire(1);
            } catch (Failure.Unavailable e) {
                interrupted.complete(Thread.currentThread().isInterrupted());
            }
        });
        waiting.interrupt();
        assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void acquire_manyThreads_neverExceedsTheBudget() {
        PixelBudget budget = new PixelBudget(8_192, Duration.ofSeconds(20));
        AtomicLong held = new AtomicLong();
        AtomicLong most = new AtomicLong();
        IntStream.range(0, 2_000).parallel().forEach(i -> {
            int pixels = 1_024 * (1 + i % 5);
            try (PixelBudget.Share _ = budget.acquire(pixels)) {
                most.accumulateAndGet(held.addAndGet(pixels), Math::max);
                held.addAndGet(-pixels);
            }
        });
        assertThat(most.get()).isLessThanOrEqualTo(8_192);
        assertThat(budget.inUse()).isZero();
    }

    @Test
    void construct_noBudget_isBadInput() {
        assertThatThrownBy(() -> new PixelBudget(0, Duration.ZERO))
                .isInstanceOf(Failure.BadInput.class)
                .hasMessage("likeness.pixel-budget is 0, allowed are 1 to 1099511627776");
    }
}
