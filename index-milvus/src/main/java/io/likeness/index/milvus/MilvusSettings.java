package io.likeness.index.milvus;

import java.time.Duration;

/**
 * How a Milvus is reached.
 *
 * @param host name or address
 * @param port of its gRPC interface
 * @param user may be empty, then no user is told
 * @param password of {@code user}
 * @param token goes before user and password; may be empty
 * @param database in which the collections are; empty means Milvus's own default
 * @param tls how the connection is protected
 * @param timeout the longest one call may take
 */
public record MilvusSettings(
        String host, int port, String user, String password, String token, String database, Tls tls, Duration timeout) {
    /** The port that a Milvus listens on unless told otherwise. */
    public static final int DEFAULT_PORT = 19530;

    /** A Milvus that asks for nothing. */
    public static MilvusSettings open(String host, int port, Duration timeout) {
        return new MilvusSettings(host, port, "", "", "", "", Tls.NONE, timeout);
    }

    /** The same with another limit of one call. */
    public MilvusSettings within(Duration other) {
        return new MilvusSettings(host, port, user, password, token, database, tls, other);
    }

    /** Where it is, for messages. */
    public String address() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    /** Hides password and token. */
    @Override
    public String toString() {
        return "MilvusSettings[" + address() + "]";
    }

    /**
     * Protection of a connection by TLS. Files are PEM; an empty path means there is none.
     *
     * @param enabled whether there is any
     * @param ca certificates that the server's must come from; empty means those of the Java runtime
     * @param certificate this client's own, where the server asks for one
     * @param key of {@code certificate}
     * @param serverName the name in the server's certificate, where it is not the host
     */
    public record Tls(boolean enabled, String ca, String certificate, String key, String serverName) {
        /** No protection. */
        public static final Tls NONE = new Tls(false, "", "", "", "");
    }
}
