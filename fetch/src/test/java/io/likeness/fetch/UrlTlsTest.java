package io.likeness.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.failure.Failure;
import io.likeness.image.EncodedImage;
import io.likeness.image.ImageSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class UrlTlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private static Path folder;

    private static SSLContext selfSigned;

    private final FakeResolver names =
            new FakeResolver().with("pictures.test", "127.0.0.1").with("other.test", "127.0.0.1");

    @BeforeAll
    static void makeCertificate() throws Exception {
        Path store = folder.resolve("store.p12");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=pictures.test",
                "-ext",
                "san=dns:pictures.test",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream said = keytool.getInputStream()) {
            String text = new String(said.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(keytool.waitFor()).as(text).isZero();
        }
        selfSigned = trustingItself(store);
    }

    private static SSLContext trustingItself(Path store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", keys.getCertificate("server"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static ScriptedServer server() throws IOException {
        return ScriptedServer.start(selfSigned.getServerSocketFactory(), (path, out) -> {
            if (path.equals("/down")) {
                ScriptedServer.head(out, "302 Found", "Location: http://pictures.test/");
            } else {
                ScriptedServer.ok(out, new byte[3]);
            }
        });
    }

    private static EncodedImage fetch(GuardedFetcher fetcher, String host, ScriptedServer server, String path) {
        return fetcher.fetch(new ImageSource.Url("https://" + host + ":" + server.port() + path));
    }

    @Test
    void fetch_selfSignedCertificate_isForbidden() throws IOException {
        try (ScriptedServer server = server();
                GuardedFetcher fetcher = new GuardedFetcher(TestSettings.LOOPBACK, names)) {
            assertThatThrownBy(() -> fetch(fetcher, "pictures.test", server, "/"))
                    .isInstanceOf(Failure.Forbidden.class)
                    .hasMessageContaining("certificate");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void fetch_trustedCertificate_givesTheBytes() throws IOException {
        try (ScriptedServer server = server();
                GuardedFetcher fetcher = new GuardedFetcher(TestSettings.LOOPBACK, names, selfSigned)) {
            assertThat(fetch(fetcher, "pictures.test", server, "/").size()).isEqualTo(3);
        }
    }

    @Test
    void fetch_certificateOfAnotherName_isForbidden() throws IOException {
        try (ScriptedServer server = server();
                GuardedFetcher fetcher = new GuardedFetcher(TestSettings.LOOPBACK, names, selfSigned)) {
            assertThatThrownBy(() -> fetch(fetcher, "other.test", server, "/")).isInstanceOf(Failure.Forbidden.class);
            assertThatThrownBy(() -> fetch(fetcher, "127.0.0.1", server, "/")).isInstanceOf(Failure.Forbidden.class);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void fetch_redirectFromHttpsToHttp_isForbidden() throws IOException {
        try (ScriptedServer server = server();
                GuardedFetcher fetcher = new GuardedFetcher(TestSettings.LOOPBACK, names, selfSigned)) {
            assertThatThrownBy(() -> fetch(fetcher, "pictures.test", server, "/down"))
                    .isInstanceOf(Failure.Forbidden.class)
                    .hasMessageContaining("from https to http");
        }
    }

    @Test
    void fetch_httpsFromAServerWithoutTls_isUnavailable() throws IOException {
        try (ServerSocket plain = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"));
                GuardedFetcher fetcher = new GuardedFetcher(TestSettings.LOOPBACK, names)) {
            Thread.ofVirtual().start(() -> answerInPlainText(plain));
            assertThatThrownBy(() ->
                            fetcher.fetch(new ImageSource.Url("https://pictures.test:" + plain.getLocalPort() + "/")))
                    .isInstanceOf(Failure.Unavailable.class)
                    .hasMessageContaining("encrypted");
        }
    }

    private static void answerInPlainText(ServerSocket plain) {
        try (Socket socket = plain.accept()) {
            ScriptedServer.head(socket.getOutputStream(), "400 Bad Request");
            // Read, or closing would reset the connection before the answer is seen.
            socket.getInputStream().read(new byte[4096]);
        } catch (IOException e) {
            // The client is the one who tells.
        }
    }

    @Test
    void fetch_handshakeThatNeverEnds_endsInTime() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"));
                GuardedFetcher fetcher = new GuardedFetcher(TestSettings.HURRIED, names)) {
            long start = System.nanoTime();
            assertThatThrownBy(() ->
                            fetcher.fetch(new ImageSource.Url("https://pictures.test:" + silent.getLocalPort() + "/")))
                    .isInstanceOf(Failure.Unavailable.class);
            assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(6500);
        }
    }
}
