package io.likeness.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.failure.Failure;
import io.likeness.image.EncodedImage;
import io.likeness.image.ImageSource;
import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:PORT/",
                "http://127.0.0.1.:PORT/",
                "http://[::1]:PORT/",
                "http://[::]:PORT/",
                "http://[0:0:0:0:0:0:0:1]:PORT/",
                "http://[::ffff:127.0.0.1]:PORT/",
                "http://[::ffff:7f00:1]:PORT/",
                "http://[::127.0.0.1]:PORT/",
                "http://[64:ff9b::7f00:1]:PORT/",
                "http://0.0.0.0:PORT/",
                "http://127.1:PORT/",
                "http://2130706433:PORT/",
                "http://0x7f000001:PORT/",
                "http://0177.0.0.1:PORT/",
                "http://①②⑦.0.0.1:PORT/",
                "http://127。0。0。1:PORT/",
                "http://169.254.169.254/latest/meta-data/",
                "http://[fd00:ec2::254]/latest/meta-data/",
                "http://100.100.100.200/latest/meta-data/",
                "https://10.0.0.1/",
            })
    void fetch_internalAddressInAnySpelling_isForbiddenAndNotReached(String url) {
        assertForbidden(TestSettings.allowing(), url);
        assertThat(server.requests()).isEmpty();
        assertThat(names.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST", "localhost.", "ｌｏｃａｌｈｏｓｔ"})
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
