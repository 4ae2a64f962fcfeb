package io.likeness.imaging.worker;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How workers are started and how long they may take.
 *
 * @param command program and arguments of one
 * @param environment all the variables that it sees
 * @param size how many there are at most, at least 1
 * @param timeout how long one may take for a request
 * @param patience how long a request may wait for one
 */
public record WorkerSettings(
        List<String> command, Map<String, String> environment, int size, Duration timeout, Duration patience) {
    public WorkerSettings {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        if (size < 1 || !timeout.isPositive()) {
            throw new IllegalArgumentException(size + " workers, " + timeout);
        }
    }
}
