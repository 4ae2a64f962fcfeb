package io.likeness.server.settings;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The Milvus that many servers share.
 *
 * @param host empty means that the embedded store is used
 * @param port of its gRPC interface
 * @param user empty means none is told
 * @param password of {@code user}
 * @param token goes before user and password
 * @param database empty means Milvus's default one
 * @param collection the library's name, which its default collection has in Milvus
 * @param timeout the longest one call may take
 * @param tls whether the connection is protected
 * @param tlsCa PEM file of the certificates that Milvus's must come from; empty means those of the Java runtime
 * @param tlsCertificate PEM file of this server's own certificate, where Milvus asks for one
 * @param tlsKey PEM file of its key
 * @param tlsServerName name in Milvus's certificate, where it is not the host
 */
public record MilvusProperties(
        @DefaultValue("") String host,
        @DefaultValue("19530") int port,
        @DefaultValue("") String user,
        @DefaultValue("") String password,
        @DefaultValue("") String token,
        @DefaultValue("") String database,
        @DefaultValue("likeness") String collection,
        @DefaultValue("10s") Duration timeout,
        @DefaultValue("false") boolean tls,
        @DefaultValue("") String tlsCa,
        @DefaultValue("") String tlsCertificate,
        @DefaultValue("") String tlsKey,
        @DefaultValue("") String tlsServerName) {
    public MilvusProperties {
        host = host.strip();
        user = user.strip();
        token = token.strip();
        database = database.strip();
        collection = collection.strip();
        tlsCa = tlsCa.strip();
        tlsCertificate = tlsCertificate.strip();
        tlsKey = tlsKey.strip();
        tlsServerName = tlsServerName.strip();
        Checks.within("likeness.milvus.port", port, 1, 65535);
        Checks.positive("likeness.milvus.timeout", timeout);
    }

    /** Whether it is used. */
    public boolean isUsed() {
        return !host.isEmpty();
    }

    /** Hides password and token. */
    @Override
    public String toString() {
        return "Milvus[" + host + ":" + port + ", " + collection + "]";
    }
}
