package io.likeness.cli;

import io.likeness.embedding.ModelFingerprint;
import io.likeness.failure.Failure;
import io.likeness.server.LikenessServer;
import io.likeness.server.settings.LikenessProperties;
import io.likeness.server.settings.MilvusProperties;
import io.likeness.server.settings.ProductVersion;
import io.likeness.server.wiring.LocalEngine;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code likeness serve}: starts the server and stays until it is stopped. Used by one thread. */
@Command(
        name = "serve",
        description = "Starts the server and stays until it is stopped.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footerHeading = "%n",
        footer = {
            "What is not given here is taken from the environment and from application.properties;",
            "docs/configuration.md lists all settings."
        })
final class ServeCommand implements Callable<Integer> {
    private static final Logger log = LoggerFactory.getLogger(ServeCommand.class);

    @Option(names = "--host", paramLabel = "ADDRESS", description = "Address to listen on (LIKENESS_HOST).")
    private @Nullable String host;

    @Option(names = "--port", paramLabel = "PORT", description = "Port to listen on (API_PORT; 7000).")
    private @Nullable String port;

    @Option(names = "--data", paramLabel = "DIR", description = "Folder of the store (LIKENESS_DATA; data).")
    private @Nullable String data;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "Folder of a model bundle (LIKENESS_MODEL; the built-in model).")
    private @Nullable String model;

    @Option(
            names = "--root",
            paramLabel = "DIR",
            description = "Folder whose pictures may be named by path; may be repeated (LIKENESS_ROOTS; none).")
    private @Nullable List<String> roots;

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli before anything is called.
    private CommandSpec spec;

    ServeCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        LikenessServer server = LikenessServer.start(properties(), LocalEngine::opener);
        if (server.settings().log().isJson()) {
            log.info("Likeness {} is ready on port {}", ProductVersion.CURRENT, server.port());
        } else {
            tell(server, spec.commandLine().getOut());
        }
        server.awaitStop();
        return 0;
    }

    private Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>();
        put(properties, "likeness.host", host);
        put(properties, "likeness.port", port);
        put(properties, "likeness.data", data);
        put(properties, "likeness.model", model);
        if (roots != null) {
            for (int i = 0; i < roots.size(); i++) {
                properties.put("likeness.roots[" + i + "]", roots.get(i));
            }
        }
        return properties;
    }

    private static void put(Map<String, Object> properties, String name, @Nullable String value) {
        if (value != null) {
            properties.put(name, value);
        }
    }

    private static void tell(LikenessServer server, PrintWriter out) {
        LikenessProperties settings = server.settings();
        String address = "http://" + reachable(settings.listenAddress()) + ":" + server.port();
        ModelFingerprint model = server.engine().model();
        out.println("Likeness " + ProductVersion.CURRENT + " is ready.");
        out.println("  API       " + address + "/api/image/sim/");
        out.println("  Docs      " + address + "/docs");
        out.println("  Store     " + store(settings));
        out.println("  Model     " + model.name() + ", " + model.dimension() + " numbers for a picture");
        out.println("  Pictures  " + pictures(server));
        out.println("  Access    " + access(settings));
        out.flush();
    }

    private static String store(LikenessProperties settings) {
        MilvusProperties milvus = settings.milvus();
        return milvus.isUsed()
                ? "Milvus at " + milvus.host() + ":" + milvus.port() + ", collection " + milvus.collection()
                : "embedded, in " + settings.data().toAbsolutePath().normalize();
    }

    private static String pictures(LikenessServer server) {
        try {
            return Long.toString(server.engine().library().index().count());
        } catch (Failure.Unavailable e) {
            return "not known yet: " + e.getMessage();
        }
    }

    private static String reachable(String listenAddress) {
        if (listenAddress.equals("0.0.0.0") || listenAddress.equals("::")) {
            return "localhost";
        }
        return listenAddress.indexOf(':') >= 0 ? "[" + listenAddress + "]" : listenAddress;
    }

    private static String access(LikenessProperties settings) {
        if (!settings.token().isEmpty()) {
            return "with the token";
        }
        return settings.allowRemoteWithoutToken()
                ? "everyone who reaches this machine, there is no token"
                : "from this machine only, there is no token (to open it to others, set TOKEN, or"
                        + " LIKENESS_ALLOW_REMOTE_WITHOUT_TOKEN=true)";
    }
}
