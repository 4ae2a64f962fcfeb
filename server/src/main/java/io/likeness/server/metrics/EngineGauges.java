package io.likeness.server.metrics;

import io.likeness.failure.Failure;
import io.likeness.server.engine.Engine;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** How much is stored and how much waits. Safe for use by many threads. */
public final class EngineGauges implements MeterBinder {
    private final Supplier<Engine> engine;

    public EngineGauges(Supplier<Engine> engine) {
        this.engine = engine;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge("likeness.pictures", "Stored pictures", EngineGauges::pictures, registry);
        gauge("likeness.decode.queue", "Pictures waiting to be decoded", Engine::decodeQueue, registry);
        gauge("likeness.embed.queue", "Pictures waiting for the network", Engine::embedQueue, registry);
    }

    private void gauge(String name, String description, ToDoubleFunction<Engine> value, MeterRegistry registry) {
        Gauge.builder(name, engine, supplier -> read(supplier.get(), value))
                .description(description)
                .register(registry);
    }

    private static double pictures(Engine engine) {
        // A store that is away would keep whoever collects the figures waiting.
        return engine.collections().problem().isPresent()
                ? Double.NaN
                : engine.library().index().count();
    }

    private static double read(Engine engine, ToDoubleFunction<Engine> value) {
        try {
            return value.applyAsDouble(engine);
        } catch (Failure.Unavailable _) {
            // While the server stops there is nothing to count.
            return Double.NaN;
        }
    }
}
