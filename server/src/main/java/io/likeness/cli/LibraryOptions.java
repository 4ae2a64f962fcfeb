package io.likeness.cli;

import io.likeness.cli.access.Access;
import io.likeness.cli.access.FolderAccess;
import io.likeness.cli.access.ServerAccess;
import io.likeness.cli.access.ServerAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that say which library a command is about. Used by one thread. */
final class LibraryOptions {
    private static final String DEFAULT_SERVER = "http://127.0.0.1:7000";

    @ArgGroup
    private @Nullable Place place;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "The server's token; better given by the variable TOKEN, which nobody else sees.")
    private @Nullable String token;

    @Option(
            names = "--collection",
            paramLabel = "NAME",
            defaultValue = "default",
            description = "The collection (default).")
    private String collection = "default";

    /** One of the two. */
    static final class Place {
        @Option(
                names = "--server",
                paramLabel = "URL",
                description = "The server (LIKENESS_SERVER; " + DEFAULT_SERVER + ").")
        private @Nullable String server;

        @Option(
                names = "--data",
                paramLabel = "DIR",
                description = "Open the library in this folder, without a server.")
        private @Nullable Path data;
    }

    LibraryOptions() {}

    /** Whether the library is in a folder that this process opens. */
    Optional<Path> data() {
        return Optional.ofNullable(place).map(given -> given.data);
    }

    String collection() {
        return collection;
    }

    /** Opens the library, which must be there. */
    Access open() {
        Optional<Path> data = data();
        return data.isPresent() ? FolderAccess.open(data.get(), collection, false, List.of()) : server();
    }

    /** The server, as the command line and the environment name it. */
    ServerAccess server() {
        Map<String, String> environment = System.getenv();
        String url = Optional.ofNullable(place)
                .map(given -> given.server)
                .or(() -> Optional.ofNullable(environment.get("LIKENESS_SERVER")))
                .filter(text -> !text.isBlank())
                .orElse(DEFAULT_SERVER);
        String secret = Optional.ofNullable(token)
                .or(() -> Optional.ofNullable(environment.get("TOKEN")))
                .filter(text -> !text.isBlank())
                .or(() -> Optional.ofNullable(environment.get("TOKEN_READ")))
                .orElse("");
        return new ServerAccess(ServerAddress.of(url, secret), collection);
    }
}
