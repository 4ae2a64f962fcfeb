package io.likeness.server.metrics;

import io.likeness.failure.Failure;
import io.likeness.server.engine.DecoderProcesses;
import io.likeness.server.engine.Engine;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
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
        if (registry instanceof PrometheusMeterRegistry prometheus) {
            prometheus.getPrometheusRegistry().register(new PictureCounts(engine));
        }
        gauge("likeness.decode.queue", "Pictures waiting to be decoded", Engine::decodeQueue, registry);
        gauge("likeness.embed.queue", "Pictures waiting for the network", Engine::embedQueue, registry);
        gauge(
                "likeness.decoder.processes",
                "Processes that decode",
                open -> open.decoders().counts().running(),
                registry);
        ends("died", counts -> counts.ended(), registry);
        ends("overdue", counts -> counts.overdue(), registry);
    }

    private void gauge(String name, String description, ToDoubleFunction<Engine> value, MeterRegistry registry) {
        Gauge.builder(name, engine, supplier -> read(supplier.get(), value))
                .description(description)
                .register(registry);
    }

    private void ends(String cause, ToDoubleFunction<DecoderProcesses.Counts> value, MeterRegistry registry) {
        FunctionCounter.builder(
                        "likeness.decoder.ends",
                        engine,
                        supplier -> read(
                                supplier.get(),
                                open -> value.applyAsDouble(open.decoders().counts())))
                .description("Processes that ended while they were needed")
                .tag("cause", cause)
                .register(registry);
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
