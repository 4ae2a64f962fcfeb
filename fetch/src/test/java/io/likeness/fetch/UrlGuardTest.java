package io.likeness.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.failure.Failure;
import io.likeness.image.EncodedImage;
import io.likeness.image.ImageSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be connected to, seen from a server on 127.0.0.1 that must not be reached. */
@Timeout(30)
final class UrlGuardTest {
    private static final byte[] PICTURE = {1, 2, 3};

    private ScriptedServer server;
    private final FakeResolver names = new FakeResolver();

    @BeforeEach
    void start() throws IOException {
        server = ScriptedServer.start(this::answer);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    /** {@code /to?URL} redirects there, {@code /n} redirects to {@code /n-1}, all else is a picture. */
    private void answer(String path, OutputStream out) throws IOException {
        if (path.startsWith("/to?")) {
            String location = path.substring(4).replace("PORT", Integer.toString(server.port()));
            ScriptedServer.head(out, "302 Found", "Location: " + location);
        } else if (path.matches("/[1-9]")) {
            ScriptedServer.head(
                    out, "307 Temporary Redirect", "Location: /" + (Integer.parseInt(path.substring(1)) - 1));
        } else if (path.equals("/loop")) {
            ScriptedServer.head(out, "301 Moved Permanently", "Location: loop");
        } else if (path.equals("/nowhere")) {
            ScriptedServer.head(out, "302 Found");
        } else {
            ScriptedServer.ok(out, PICTURE);
        }
    }

    private EncodedImage fetch(FetchSettings settings, String url) {
        try (GuardedFetcher fetcher = new GuardedFetcher(settings, names)) {
            return fetcher.fetch(new ImageSource.Url(url.replace("PORT", Integer.toString(server.port()))));
        }
    }

    private void assertForbidden(FetchSettings settings, String url) {
        assertThatThrownBy(() -> fetch(settings, url)).as(url).isInstanceOf(Failure.Forbidden.class);
    }

    /** Where nobody may be led, as hosts of an address. */
    static List<String> internalHosts() {
        return List.of(
                // This machine.
                "127.0.0.1:PORT",
                "127.0.0.1.:PORT",
                "127.255.255.254:PORT",
                "0.0.0.0:PORT",
                "127.1:PORT",
                "127.0.1:PORT",
                "0:PORT",
                "2130706433:PORT",
                "017700000001:PORT",
                "0177.0.0.1:PORT",
                "0x7f000001:PORT",
                "0x7f.0x0.0x0.0x1:PORT",
                "0X7F.1:PORT",
                "①②⑦.0.0.1:PORT",
                "１２７.0.0.1:PORT",
                "127。0。0。1:PORT",
                "[::1]:PORT",
                "[::]:PORT",
                "[0:0:0:0:0:0:0:1]:PORT",
                "[0000:0000:0000:0000:0000:0000:0000:0001]:PORT",
                "[::ffff:127.0.0.1]:PORT",
                "[::FFFF:7F00:1]:PORT",
                "[0:0:0:0:0:ffff:127.0.0.1]:PORT",
                "[::127.0.0.1]:PORT",
                "[64:ff9b::7f00:1]:PORT",
                "[64:ff9b::127.0.0.1]:PORT",
                "[2002:7f00:1::]:PORT",
                "[2001:0:4136:e378:8000:63bf:80ff:fffe]:PORT",
                // Inner networks.
                "10.0.0.1",
                "10.255.255.255",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.0.1",
                "100.64.0.1",
                "192.0.0.8",
                "198.18.0.1",
                "3232235521",
                "0xc0a80001",
                "[::ffff:10.0.0.1]",
                "[64:ff9b::a00:1]",
                "[2002:c0a8:1::]",
                "[fc00::1]",
                "[fdff:ffff::1]",
                "[fec0::1]",
                // Link-local, multicast, broadcast.
                "169.254.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "[fe80::1]",
                "[febf::1]",
                "[ff02::1]",
                // Metadata of clouds.
                "169.254.169.254",
                "2852039166",
                "0xa9fea9fe",
                "0251.0376.0251.0376",
                "[::ffff:169.254.169.254]",
                "[64:ff9b::a9fe:a9fe]",
                "[fd00:ec2::254]",
                "100.100.100.200",
                "192.0.0.192",
                "168.63.129.16");
    }

    @ParameterizedTest
    @MethodSource("internalHosts")
    void fetch_internalAddressInAnySpelling_isForbiddenAndNotReached(String host) {
        for (String scheme : List.of("http://", "HTTPS://")) {
            assertForbidden(TestSettings.allowing(), scheme + host + "/latest/meta-data/");
        }
        assertThat(server.requests()).isEmpty();
        assertThat(names.asked()).isEmpty();
    }

    /** Those that a header can hold as they are. */
    static List<String> internalHostsInAscii() {
        return internalHosts().stream()
                .filter(StandardCharsets.US_ASCII.newEncoder()::canEncode)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("internalHostsInAscii")
    void fetch_redirectToAnInternalAddressInAnySpelling_isForbidden(String host) {
        names.with("a.test", "127.0.0.1");
        FetchSettings open = TestSettings.allowing("a.test");

        for (String location : List.of("http://" + host + "/x", "//" + host + "/x")) {
            assertForbidden(open, "http://a.test:PORT/to?" + location);
        }
        assertThat(server.paths()).allMatch(path -> path.startsWith("/to?")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "::1",
                "::",
                "0.0.0.0",
                "10.0.0.1",
                "172.16.0.1",
                "192.168.0.1",
                "169.254.169.254",
                "fe80::1",
                "fd00:ec2::254",
                "::ffff:127.0.0.1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "100.100.100.200",
                "168.63.129.16"
            })
    void fetch_nameOfAnInternalAddress_isForbiddenHoweverOftenItChanges(String address) {
        names.with("rebind.test", "8.8.8.8", address)
                .with("rebind.test", address)
                .with("rebind.test", "127.0.0.1");

        for (int i = 0; i < 2; i++) {
            assertForbidden(TestSettings.allowing("other.test"), "http://rebind.test:PORT/");
        }
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST", "localhost.", "ｌｏｃａｌｈｏｓｔ", "LocalHost."})
    void fetch_localhostByTheSystemsResolver_isForbidden(String host) {
        try (GuardedFetcher fetcher = new GuardedFetcher(TestSettings.allowing())) {
            assertThatThrownBy(() -> fetcher.fetch(new ImageSource.Url("http://" + host + ":" + server.port() + "/")))
                    .isInstanceOf(Failure.Forbidden.class);
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void fetch_nameOfAnInternalAddress_isForbiddenAndTellsTheSettingNotTheAddress() {
        names.with("intra.test", "10.11.12.13");
        assertThatThrownBy(() -> fetch(TestSettings.allowing(), "http://intra.test/"))
                .isInstanceOf(Failure.Forbidden.class)
                .message()
                .contains("intra.test", "likeness.fetch.allow")
                .doesNotContain("10.11.12.13");
    }

    @Test
    void fetch_nameOfGoodAndBadAddresses_isForbidden() {
        names.with("mixed.test", "127.0.0.1", "10.0.0.1");
        assertForbidden(TestSettings.LOOPBACK, "http://mixed.test:PORT/");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void fetch_nameWithoutAddresses_isUnavailable() {
        names.with("empty.test");
        assertThatThrownBy(() -> fetch(TestSettings.LOOPBACK, "http://empty.test/"))
                .isInstanceOf(Failure.Unavailable.class);
    }

    @Test
    void fetch_allowedHostName_isReachedAtWhateverAddressItHas() {
        names.with("nas.test", "127.0.0.1");
        assertThat(fetch(TestSettings.allowing("NAS.test"), "http://nas.TEST.:PORT/")
                        .size())
                .isEqualTo(3);
        assertForbidden(TestSettings.allowing("other.test"), "http://nas.test:PORT/");
        assertThat(server.requests()).hasSize(1);
        assertThat(server.requests().getFirst()).contains("Host: nas.test:" + server.port());
    }

    @Test
    void fetch_hostWithUnderscore_isReachedAsInContainerNetworks() {
        names.with("my_nas", "127.0.0.1");
        assertThat(fetch(TestSettings.allowing("my_nas"), "http://my_nas:PORT/").size())
                .isEqualTo(3);
        assertThat(server.requests().getFirst()).contains("Host: my_nas:" + server.port());
    }

    @Test
    void fetch_nameThatChangesAfterTheCheck_reachesTheCheckedAddressOnly() {
        names.with("rebind.test", "127.0.0.1").with("rebind.test", "10.0.0.1");
        assertThat(fetch(TestSettings.LOOPBACK, "http://rebind.test:PORT/").size())
                .isEqualTo(3);
        assertThat(names.asked()).containsExactly("rebind.test");
    }

    @Test
    void fetch_nameThatIsInternalWhenChecked_isForbiddenThoughItChangesAfterwards() {
        names.with("rebind.test", "10.0.0.1").with("rebind.test", "127.0.0.1");
        assertForbidden(TestSettings.LOOPBACK, "http://rebind.test:PORT/");
        assertThat(names.asked()).containsExactly("rebind.test");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void fetch_redirectToTheSameNameMeanwhileInternal_isForbidden() {
        names.with("rebind.test", "127.0.0.1").with("rebind.test", "10.0.0.1");
        assertForbidden(TestSettings.LOOPBACK, "http://rebind.test:PORT/1");
        assertThat(names.asked()).hasSize(2);
        assertThat(server.paths()).containsExactly("/1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://10.0.0.1/",
                "//169.254.169.254/latest/meta-data/",
                "http://2130706433:PORT/",
                "http://[::1]:PORT/",
                "http://intra.test:PORT/",
                "file:///etc/passwd",
                "http://127.0.0.1:22/",
            })
    void fetch_redirectToAForbiddenPlace_isForbidden(String location) {
        names.with("intra.test", "192.168.0.1");
        assertForbidden(TestSettings.LOOPBACK, "http://127.0.0.1:PORT/to?" + location);
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://a:b@127.0.0.1:PORT/", "http://127.0.0.1\\@b/", "http:///x"})
    void fetch_redirectToAGarbledAddress_isBadInput(String location) {
        // Sent as it is: WebAddress would escape it on the way there.
        assertThatThrownBy(() -> WebAddress.parse("http://127.0.0.1/").redirectedTo(location.replace("PORT", "80")))
                .isInstanceOf(Failure.BadInput.class);
    }

    @Test
    void fetch_threeRedirects_areFollowedAndAFourthIsNot() {
        assertThat(fetch(TestSettings.LOOPBACK, "http://127.0.0.1:PORT/3").size())
                .isEqualTo(3);
        assertThat(server.paths()).containsExactly("/3", "/2", "/1", "/0");
        assertThatThrownBy(() -> fetch(TestSettings.LOOPBACK, "http://127.0.0.1:PORT/4"))
                .isInstanceOf(Failure.Forbidden.class)
                .hasMessageContaining("3 times")
                .hasMessageContaining("likeness.fetch.max-redirects");
    }

    @Test
    void fetch_redirectLoop_endsAtTheLimit() {
        assertForbidden(TestSettings.LOOPBACK, "http://127.0.0.1:PORT/loop");
        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void fetch_redirectWithoutTarget_isUnavailable() {
        assertThatThrownBy(() -> fetch(TestSettings.LOOPBACK, "http://127.0.0.1:PORT/nowhere"))
                .isInstanceOf(Failure.Unavailable.class);
    }

    @Test
    void fetch_redirectToAnotherHost_isFollowed() {
        names.with("a.test", "127.0.0.1").with("b.test", "127.0.0.1");
        assertThat(fetch(TestSettings.LOOPBACK, "http://a.test:PORT/to?http://b.test:PORT/x")
                        .size())
                .isEqualTo(3);
        assertThat(names.asked()).containsExactly("a.test", "b.test");
    }
}
