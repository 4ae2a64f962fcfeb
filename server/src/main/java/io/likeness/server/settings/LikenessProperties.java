package io.likeness.server.settings;

import io.likeness.failure.Failure;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * The properties {@code likeness.*}. Immutable; every value is checked when it is made, and what is wrong is said as
 * {@link Failure.BadInput}.
 *
 * @param host address to listen on; empty means 127.0.0.1 without a token and 0.0.0.0 with one
 * @param port TCP port, 0 for any free one
 * @param data folder of the store
 * @param model folder of a model bundle; empty means the built-in one
 * @param roots folders below which path sources may lie; none switches them off
 * @param token what callers must send; empty means no token
 * @param tokenRead what callers may send who only search and read; empty means no such token
 * @param allowRemoteWithoutToken whether other machines may call without a token
 * @param allowedHosts names by which this server may be called without a token, beside its own
 * @param maxBytes bytes of a picture file
 * @param maxPixels pixels of a picture
 * @param pixelBudget pixels being decoded at once by all requests together
 * @param byteBudget memory in bytes that the files of pictures on their way in may take, over all requests; 0 means half of the heap
 * @param accessLog where one line for each request goes: {@code stdout}, a file, or empty for nowhere
 * @param originalUrl template of the address of a stored picture's original; empty where there is none
 * @param imports limits of imports, and the folders of the one at start
 * @param milvus the store of many servers; the embedded one is used where it names no host
 * @param previews bucket of the previews, {@code s3://bucket/prefix}; empty means the data folder
 * @param s3 how that bucket is reached
 * @param duplicates limits of the search for duplicates
 * @param decode where pictures are decoded and how long that may take
 */
@ConfigurationProperties("likeness")
public record LikenessProperties(
        @DefaultValue("") String host,
        @DefaultValue("7000") int port,
        @DefaultValue("data") Path data,
        @DefaultValue("") String model,
        @DefaultValue List<Path> roots,
        @DefaultValue("") String token,
        @DefaultValue("") String tokenRead,
        @DefaultValue("false") boolean allowRemoteWithoutToken,
        @DefaultValue List<String> allowedHosts,
        @DefaultValue("33554432") long maxBytes,
        @DefaultValue("100000000") long maxPixels,
        @DefaultValue("200000000") long pixelBudget,
        @DefaultValue("0") long byteBudget,
        @DefaultValue("") String accessLog,
        @DefaultValue("") String originalUrl,
        @DefaultValue Fetch fetch,
        @DefaultValue Compute compute,
        @DefaultValue Embed embed,
        @DefaultValue Index index,
        @DefaultValue Copies copies,
        @DefaultValue Compat compat,
        @DefaultValue Log log,
        @Name("import") @DefaultValue Import imports,
        @DefaultValue MilvusProperties milvus,
        @DefaultValue("") String previews,
        @DefaultValue S3Properties s3,
        @DefaultValue DuplicateProperties duplicates,
        @DefaultValue DecodeProperties decode) {
    /** A picture is held in one array, and its base64 in one string. */
    private static final long MOST_BYTES = 1L << 30;

    /** Three bytes each must fit into one buffer. */
    private static final long MOST_PIXELS = Integer.MAX_VALUE / 3;

    public LikenessProperties {
        host = host.strip();
        token = token.strip();
        tokenRead = tokenRead.strip();
        originalUrl = originalUrl.strip();
        previews = previews.strip();
        accessLog = accessLog.strip();
        Checks.readToken(token, tokenRead);
        Checks.template("likeness.original-url", originalUrl);
        model = model.strip();
        roots = List.copyOf(roots);
        allowedHosts = allowedHosts.stream().map(String::strip).toList();
        Checks.within("likeness.port", port, 0, 65535);
        Checks.within("likeness.max-bytes", maxBytes, 1, MOST_BYTES);
        Checks.within("likeness.max-pixels", maxPixels, 1, MOST_PIXELS);
        Checks.within("likeness.pixel-budget", pixelBudget, maxPixels, 1L << 40);
        Checks.within("likeness.byte-budget", byteBudget, 0, Long.MAX_VALUE);
        if (token.isEmpty() && !allowRemoteWithoutToken && !host.isEmpty() && !isLoopback(host)) {
            throw new Failure.BadInput("likeness.host is \"" + host
                    + "\", which other machines can reach, and there is no token: set likeness.token (TOKEN),"
                    + " or likeness.allow-remote-without-token=true (LIKENESS_ALLOW_REMOTE_WITHOUT_TOKEN) to"
                    + " serve everyone");
        }
    }

    /** The address to listen on. */
    public String listenAddress() {
        if (!host.isEmpty()) {
            return host;
        }
        return token.isEmpty() && !allowRemoteWithoutToken ? "127.0.0.1" : "0.0.0.0";
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new Failure.BadInput("likeness.host is \"" + host + "\", which is no address of this machine");
        }
    }

    /** Memory in bytes that the files of pictures on their way in may take. */
    public long effectiveByteBudget() {
        return byteBudget > 0 ? byteBudget : Runtime.getRuntime().maxMemory() / 2;
    }

    /** How many pictures one import has under way: enough for every core while others are read or forced to disk, and none that would be refused. */
    public int picturesOfAnImport() {
        int busy = 4 * embed.runs() * embed.maxBatch() + Runtime.getRuntime().availableProcessors();
        return Math.min(busy, Math.min(embed.queue(), compute.queue()));
    }

    /** Hides the token. */
    @Override
    public String toString() {
        return "LikenessProperties[" + listenAddress() + ":" + port + ", data " + data + "]";
    }

    /**
     * How addresses are fetched.
     *
     * @param connectTimeout for one connection
     * @param totalTimeout for everything, redirects included
     * @param maxRedirects followed at most
     * @param allow hosts or CIDR blocks that may be fetched although they are internal
     * @param threads addresses fetched at once
     * @param queue addresses that may wait for their turn
     */
    public record Fetch(
            @DefaultValue("5s") Duration connectTimeout,
            @DefaultValue("15s") Duration totalTimeout,
            @DefaultValue("3") int maxRedirects,
            @DefaultValue List<String> allow,
            @DefaultValue("16") int threads,
            @DefaultValue("256") int queue) {
        public Fetch {
            allow = List.copyOf(allow);
            Checks.positive("likeness.fetch.connect-timeout", connectTimeout);
            Checks.positive("likeness.fetch.total-timeout", totalTimeout);
            Checks.within("likeness.fetch.max-redirects", maxRedirects, 0, 20);
            Checks.within("likeness.fetch.threads", threads, 1, 1024);
            Checks.within("likeness.fetch.queue", queue, 1, 1 << 20);
        }
    }

    /**
     * The threads that decode.
     *
     * @param threads 0 means one for each core
     * @param queue pictures that may wait
     */
    public record Compute(
            @DefaultValue("0") int threads,
            @DefaultValue("256") int queue) {
        public Compute {
            Checks.within("likeness.compute.threads", threads, 0, 1024);
            Checks.within("likeness.compute.queue", queue, 1, 1_000_000);
        }
    }

    /**
     * The network.
     *
     * @param maxBatch pictures in one run at most
     * @param queue pictures that may wait
     * @param threads 0 means one for each core
     */
    public record Embed(
            @DefaultValue("2") int maxBatch,
            @DefaultValue("256") int queue,
            @DefaultValue("0") int threads) {
        private static final int MOST_RUNS = 64;

        public Embed {
            Checks.within("likeness.embed.max-batch", maxBatch, 1, 64);
            Checks.within("likeness.embed.queue", queue, 1, 65_536);
            Checks.within("likeness.embed.threads", threads, 0, MOST_RUNS);
        }

        /** Runs of the network at once. */
        public int runs() {
            return threads == 0 ? Math.min(MOST_RUNS, Runtime.getRuntime().availableProcessors()) : threads;
        }
    }

    /**
     * The index.
     *
     * @param exactUpTo pictures up to which a search compares with every one
     */
    public record Index(@DefaultValue("20000") int exactUpTo) {
        public Index {
            Checks.within("likeness.index.exact-up-to", exactUpTo, 0, Integer.MAX_VALUE);
        }
    }

    /**
     * How copies are found.
     *
     * @param prepare whether features of stored pictures are computed while nothing else is, before anyone asks for them
     */
    public record Copies(@DefaultValue("true") boolean prepare) {}

    /**
     * The earlier system's interface.
     *
     * @param honestStatus whether failures answer an HTTP status that says so, instead of 200
     */
    public record Compat(@DefaultValue("false") boolean honestStatus) {}

    /**
     * The logs.
     *
     * @param format text or json
     */
    public record Log(@DefaultValue("text") String format) {
        public Log {
            format = format.strip();
            if (!format.equals("text") && !format.equals("json")) {
                throw new Failure.BadInput(
                        "likeness.log.format (LIKENESS_LOG_FORMAT) is \"" + format + "\", allowed are text and json");
            }
        }

        /** Whether a line is a JSON object. */
        public boolean isJson() {
            return format.equals("json");
        }
    }

    /**
     * Imports, and the one at start.
     *
     * @param incPath folder of new pictures; empty for no import at start
     * @param poolPath folder they are moved to
     * @param maxUpload bytes of an archive or list that is sent
     * @param maxEntries entries of an archive
     * @param maxUnpackedBytes bytes that an archive may unpack to
     */
    public record Import(
            @DefaultValue("") String incPath,
            @DefaultValue("") String poolPath,
            @DefaultValue("4294967296") long maxUpload,
            @DefaultValue("200000") int maxEntries,
            @DefaultValue("68719476736") long maxUnpackedBytes) {
        public Import {
            Checks.within("likeness.import.max-upload", maxUpload, 1, 1L << 50);
            Checks.within("likeness.import.max-entries", maxEntries, 1, 10_000_000);
            Checks.within("likeness.import.max-unpacked-bytes", maxUnpackedBytes, 1, 1L << 50);
            incPath = incPath.strip();
            poolPath = poolPath.strip();
            if (!incPath.isEmpty() && poolPath.isEmpty()) {
                throw new Failure.BadInput("likeness.import.inc-path (IMAGE_INC_PATH) is \"" + incPath
                        + "\" but likeness.import.pool-path (IMAGE_POOL_PATH), where imported pictures go, is not set");
            }
            if (!incPath.isEmpty() && Checks.samePath(incPath, poolPath)) {
                throw new Failure.BadInput("likeness.import.inc-path and likeness.import.pool-path are both \""
                        + incPath + "\"; they must be different folders");
            }
        }
    }
}
