package io.likeness.server;

import io.likeness.failure.Failure;
import io.likeness.server.engine.ByteBudget;
import io.likeness.server.engine.Engine;
import io.likeness.server.engine.EngineOpener;
import io.likeness.server.engine.OpeningEngine;
import io.likeness.server.settings.LikenessProperties;
import io.likeness.server.settings.SettingsLoader;
import io.likeness.server.wiring.ServerConfiguration;
import java.net.BindException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** A running server; it ends with {@link #close} or with the process. Safe for use by many threads. */
public final class LikenessServer implements AutoCloseable {
    /** How long a picture waits for the memory that others take. */
    private static final Duration MEMORY_PATIENCE = Duration.ofSeconds(10);

    private final ConfigurableApplicationContext context;
    private final LikenessProperties settings;
    private final Engine engine;
    private final CountDownLatch closed;

    private LikenessServer(
            ConfigurableApplicationContext context, LikenessProperties settings, Engine engine, CountDownLatch closed) {
        this.context = context;
        this.settings = settings;
        this.engine = engine;
        this.closed = closed;
    }

    /**
     * Starts a server and returns when it answers.
     *
     * @param commandLine properties that go before all others
     * @param opener opens the library that the settings name
     * @throws Failure if a setting is wrong, or the port, the data or the model cannot be used; nothing is left open then
     */
    public static LikenessServer start(
            Map<String, Object> commandLine, Function<LikenessProperties, EngineOpener> opener) {
        CountDownLatch closed = new CountDownLatch(1);
        AtomicReference<@Nullable OpeningEngine> opening = new AtomicReference<>();
        SpringApplication application = new SpringApplication(ServerConfiguration.class);
        application.setWebApplicationType(WebApplicationType.SERVLET);
        application.setAddCommandLineProperties(false);
        application.addInitializers(context -> opening.set(prepare(context, commandLine, opener)));
        application.addListeners((ApplicationListener<ContextClosedEvent>) event -> closed.countDown());
        try {
            ConfigurableApplicationContext context = application.run();
            Engine engine = context.getBean(OpeningEngine.class).get();
            // Not before: until here it would only take the processor from what is waited for.
            engine.decoders().start();
            return new LikenessServer(context, context.getBean(LikenessProperties.class), engine, closed);
        } catch (RuntimeException e) {
            OpeningEngine engine = opening.get();
            if (engine != null) {
                engine.close();
            }
            throw inPlainWords(e);
        }
    }

    /** Reads the settings and begins to open the engine, before Spring makes its first bean. */
    private static OpeningEngine prepare(
            ConfigurableApplicationContext context,
            Map<String, Object> commandLine,
            Function<LikenessProperties, EngineOpener> opener) {
        ConfigurableEnvironment environment = context.getEnvironment();
        LikenessProperties settings = SettingsLoader.load(environment, commandLine);
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "listen", Map.of("server.address", settings.listenAddress(), "server.port", settings.port())));
        ByteBudget budget = new ByteBudget(settings.effectiveByteBudget(), MEMORY_PATIENCE);
        OpeningEngine engine = new OpeningEngine(() -> opener.apply(settings).open(budget));
        GenericApplicationContext beans = (GenericApplicationContext) context;
        beans.registerBean(LikenessProperties.class, () -> settings);
        beans.registerBean(ByteBudget.class, () -> budget);
        beans.registerBean(OpeningEngine.class, () -> engine);
        return engine;
    }

    private static RuntimeException inPlainWords(RuntimeException thrown) {
        for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case Failure failure -> {
                    return failure;
                }
                case PortInUseException inUse -> {
                    return new Failure.Conflict("port " + inUse.getPort()
                            + " is taken by another program; choose another with --port (likeness.port, API_PORT)");
                }
                case BindException bind -> {
                    return new Failure.BadInput("the server cannot listen there: " + bind.getMessage()
                            + "; see likeness.host and likeness.port");
                }
                default -> {}
            }
        }
        return thrown;
    }

    /** What it was started with. */
    public LikenessProperties settings() {
        return settings;
    }

    /** What it works with. */
    public Engine engine() {
        return engine;
    }

    /** The TCP port it listens on. */
    public int port() {
        return Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer())
                .getPort();
    }

    /** Waits until the server has begun to stop. */
    public void awaitStop() throws InterruptedException {
        closed.await();
    }

    /** Stops: requests under way may end within 8 s, then everything is closed. */
    @Override
    public void close() {
        context.close();
    }
}
