package io.likeness.library;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.failure.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ComputePoolTest {
    private static void await(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Not an executor, whose end would wait for a call that hangs. */
    private static <T> Future<T> inBackground(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofVirtual().start(task);
        return task;
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(Duration.ofMillis(2));
        }
    }

    @Test
    void call_workSucceeds_answersItsResultFromAPoolThread() {
        try (ComputePool pool = new ComputePool(1, 1)) {
            assertThat(pool.call(() -> Thread.currentThread().getName())).startsWith("compute-");
        }
    }

    @Test
    void call_workFails_throwsTheSame() {
        Failure failure = new Failure.UnsupportedImage("no picture");
        OutOfMemoryError error = new OutOfMemoryError("made up");
        try (ComputePool pool = new ComputePool(1, 1)) {
            assertThatThrownBy(() -> pool.call(() -> {
                        throw failure;
                    }))
                    .isSameAs(failure);
            assertThatThrownBy(() -> pool.call(() -> {
                        throw error;
                    }))
                    .isSameAs(error);
        }
    }

    @Test
    void call_queueFull_isOverloadedNamingTheLimitAndItsProperty() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (ComputePool pool = new ComputePool(1, 2)) {
            AtomicInteger started = new AtomicInteger();
            List<Future<Integer>> results = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                results.add(inBackground(() -> pool.call(() -> {
                    started.incrementAndGet();
                    await(release);
                    return 1;
                })));
                int sent = i;
                until(() -> started.get() == 1 && pool.queued() == sent);
            }
            assertThatThrownBy(() -> pool.call(() -> 2))
                    .isInstanceOf(Failure.Overloaded.class)
                    .hasMessageContainingAll("2", "likeness.compute.queue");
            release.countDown();
            for (Future<Integer> result : results) {
                assertThat(result.get(20, SECONDS)).isEqualTo(1);
            }
        }
    }

    @Test
    void close_workLongerThanTheWait_failsWhatIsQueued() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch running = new CountDownLatch(1);
        ComputePool pool = new ComputePool(1, 2);
        Future<Integer> first = inBackground(() -> pool.call(() -> {
            running.countDown();
            await(release);
            return 1;
        }));
        running.await();
        Future<Integer> queued = inBackground(() -> pool.call(() -> 2));
        until(() -> pool.queued() == 1);
        pool.close();
        assertThatThrownBy(() -> queued.get(20, SECONDS))
                .hasCauseInstanceOf(Failure.Unavailable.class)
                .hasMessageContaining("stopping");
        release.countDown();
        assertThat(first.get(20, SECONDS)).isEqualTo(1);
    }

    @Test
    void close_workShorterThanTheWait_finishesWhatIsQueued() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        ComputePool pool = new ComputePool(1, 2);
        Future<Integer> first = inBackground(() -> pool.call(() -> {
            running.countDown();
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            return 1;
        }));
        running.await();
        Future<Integer> queued = inBackground(() -> pool.call(() -> 2));
        until(() -> pool.queued() == 1);
        pool.close();
        assertThat(first.get(20, SECONDS)).isEqualTo(1);
        assertThat(queued.get(20, SECONDS)).isEqualTo(2);
    }

    @Test
    void call_closed_isUnavailable() {
        ComputePool pool = new ComputePool(1, 1);
        pool.close();
        pool.close();
        assertThatThrownBy(() -> pool.call(() -> 1)).isInstanceOf(Failure.Unavailable.class);
    }

    @Test
    void call_waitInterrupted_isUnavailableAndKeepsTheInterrupt() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch running = new CountDownLatch(1);
        try (ComputePool pool = new ComputePool(1, 1)) {
            AtomicInteger seen = new AtomicInteger();
            Thread caller = Thread.ofVirtual().start(() -> {
                try {
                    pool.call(() -> {
                        running.countDown();
                        await(release);
                        return 1;
                    });
                } catch (Failure.Unavailable e) {
                    seen.set(Thread.currentThread().isInterrupted() ? 1 : 2);
                }
            });
            running.await();
            caller.interrupt();
            caller.join();
            assertThat(seen).hasValue(1);
            release.countDown();
        }
    }
}
