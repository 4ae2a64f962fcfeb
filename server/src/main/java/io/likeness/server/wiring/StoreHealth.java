package io.likeness.server.wiring;

import io.likeness.server.engine.Engine;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether the store of the pictures answers; a part of readiness, not of liveness. Safe for use by many threads. */
final class StoreHealth implements HealthIndicator {
    private final Supplier<Engine> engine;

    StoreHealth(Supplier<Engine> engine) {
        this.engine = engine;
    }

    @Override
    public Health health() {
        return engine.get().collections().problem().isEmpty()
                ? Health.up().build()
                : Health.outOfService().build();
    }
}
