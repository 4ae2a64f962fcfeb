package io.likeness.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Clients that upload pictures, each on a connection of its own. Used by one thread. */
final class Load {
    private static final int BUSY = 503;
    private static final int MANY = 429;
    private static final int PAUSE_MILLIS = 50;

    private final ServerProcess server;
    private final Sample sample;
    private final String path;
    private final AtomicLong numbers;
    private final List<Double> millis = new ArrayList<>();
    private final AtomicInteger refused = new AtomicInteger();

    /**
     * @param numbers gives each picture a number of its own
     */
    Load(ServerProcess server, Sample sample, String path, AtomicLong numbers) {
        this.server = server;
        this.sample = sample;
        this.path = path;
        this.numbers = numbers;
    }

    /** Each of {@code clients} sends its next picture when the last one was answered. */
    LoadFigures closed(int clients, double seconds) throws InterruptedException, IOException {
        return measured(clients, () -> {
            long begin = System.nanoTime();
            try (HttpConnection connection = new HttpConnection(server.port())) {
                while (System.nanoTime() - begin < seconds * 1e9) {
                    long start = System.nanoTime();
                    if (send(connection)) {
                        took(start);
                    }
                }
            }
        });
    }

    /** Pictures come at random moments, so many a second, whether or not others were answered; the time of one counts from its moment. */
    LoadFigures open(double rate, double seconds, int connections) throws InterruptedException, IOException {
        long[] moments = moments(rate, seconds);
        AtomicInteger next = new AtomicInteger();
        long begin = System.nanoTime();
        return measured(connections, () -> {
            try (HttpConnection connection = new HttpConnection(server.port())) {
                for (int i = next.getAndIncrement(); i < moments.length; i = next.getAndIncrement()) {
                    long moment = begin + moments[i];
                    while (System.nanoTime() < moment) {
                        LockSupport.parkNanos(moment - System.nanoTime());
                    }
                    if (send(connection)) {
                        took(moment);
                    }
                }
            }
        });
    }

    private static long[] moments(double rate, double seconds) {
        Random random = new Random(1);
        List<Long> moments = new ArrayList<>();
        for (double at = 0; at < seconds; at -= Math.log(1 - random.nextDouble()) / rate) {
            moments.add((long) (at * 1e9));
        }
        return moments.stream().mapToLong(Long::longValue).toArray();
    }

    private boolean send(HttpConnection connection) throws IOException, InterruptedException {
        long number = numbers.getAndIncrement();
        HttpConnection.Answer answer = connection.upload(path, sample.file(number), number);
        if (answer.status() == BUSY || answer.status() == MANY) {
            refused.incrementAndGet();
            Thread.sleep(PAUSE_MILLIS);
            return false;
        }
        if (answer.status() >= 300) {
            throw new IllegalStateException("answered with " + answer.status() + ": " + answer.text());
        }
        return true;
    }

    private void took(long start) {
        double took = (System.nanoTime() - start) / 1e6;
        synchronized (millis) {
            millis.add(took);
        }
    }

    /** What a client does. */
    @FunctionalInterface
    private interface Client {
        void run() throws IOException, InterruptedException;
    }

    private LoadFigures measured(int clients, Client client) throws InterruptedException, IOException {
        millis.clear();
        refused.set(0);
        List<Throwable> failures = new ArrayList<>();
        var stages = server.stageSeconds();
        double processor = server.processorSeconds();
        long start = System.nanoTime();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            threads.add(Thread.ofPlatform()
                    .uncaughtExceptionHandler((_, failure) -> failures.add(failure))
                    .start(() -> {
                        try {
                            client.run();
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        if (!failures.isEmpty()) {
            throw new IllegalStateException(failures.getFirst());
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double processorMillis = (server.processorSeconds() - processor) * 1e3;
        return LoadFigures.of(
                clients,
                seconds,
                millis,
                refused.get(),
                processorMillis,
                stages,
                server.stageSeconds(),
                server.residentMebibytes());
    }
}
