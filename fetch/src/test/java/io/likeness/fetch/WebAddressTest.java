package io.likeness.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.likeness.failure.Failure;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WebAddressTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "http://example.com, http://example.com/",
                "HTTPS://EXAMPLE.com:443/A.PNG, https://example.com/A.PNG",
                "http://example.com:8080?x=1, http://example.com:8080/?x=1",
                "http://example.com:, http://example.com/",
                "\"  http://example.com/a.png \", http://example.com/a.png",
                "http://example.com./a, http://example.com/a",
                "http://example.com/图 片.jpg, http://example.com/%E5%9B%BE%20%E7%89%87.jpg",
                "http://example.com/%E5%9B%BE%zz%, http://example.com/%E5%9B%BE%25zz%25",
                "http://example.com/a[1]|\"{x}.png, http://example.com/a%5B1%5D%7C%22%7Bx%7D.png",
                "http://example.com/a?u=http://b/c?d&e=图#frag, http://example.com/a?u=http://b/c?d&e=%E5%9B%BE",
                "http://example.com/a@b:c, http://example.com/a@b:c",
                "http://例子.测试/, http://xn--fsqu00a.xn--0zwm56d/",
                "http://my_host/a//b/../c, http://my_host/a//b/../c",
                "http://ＥＸＡＭＰＬＥ.com/, http://example.com/",
                "http://8.8.8.8/, http://8.8.8.8/",
                "\"http://[2001:DB8::1]:81/\", \"http://[2001:db8:0:0:0:0:0:1]:81/\"",
                "\"http://[::ffff:8.8.8.8]/\", http://8.8.8.8/",
                "http://１２７.0.0.1/, http://127.0.0.1/",
                "http://①②⑦.⓪.⓪.①/, http://127.0.0.1/",
                "http://127。0。0。1/, http://127.0.0.1/",
            })
    void parse_properAddress_isSpelledOneWay(String written, String uri) {
        assertThat(WebAddress.parse(written).uri().toString()).isEqualTo(uri);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "example.com/a.png",
                "//example.com/a.png",
                "http:/example.com/a.png",
                "http://",
                "http:///a.png",
                "http://?x",
                "http://user@example.com/",
                "http://user:secret@example.com/",
                "http://example.com@127.0.0.1/",
                "http://example.com:80@127.0.0.1/",
                "http://example.com\\@127.0.0.1/",
                "http:\\\\127.0.0.1\\a.png",
                "http://example.com\\.evil.com/",
                "http://example.com/a\r\nHost: b",
                "http://exa\tmple.com/",
                "http://exa mple.com/",
                "http://example.com\u0000/",
                "http://%31%32%37.0.0.1/",
                "http://example..com/",
                "http://.example.com/",
                "http://example.com../",
                "http://exa$mple.com/",
                "http://example.com:0/",
                "http://example.com:65536/",
                "http://example.com:99999999999/",
                "http://example.com:-1/",
                "http://example.com:80:81/",
                "http://example.com:8o/",
                "http://[::1/",
                "http://[::1]x/",
                "http://[127.0.0.1]/",
                "http://[fe80::1%25eth0]/",
                "http://[fe80::1%eth0]/",
                "http://[]/",
                "http://::1/",
            })
    void parse_garbledAddress_isBadInput(String written) {
        assertThatThrownBy(() -> WebAddress.parse(written)).isInstanceOf(Failure.BadInput.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://2130706433/",
                "http://0x7f000001/",
                "http://0x7f.0.0.1/",
                "http://0X7F.1/",
                "http://0177.0.0.1/",
                "http://017700000001/",
                "http://127.1/",
                "http://127.0.1/",
                "http://127.0.0.01/",
                "http://127.0.0.1.1/",
                "http://127.0.0.256/",
                "http://0/",
                "http://0x/",
                "http://1.2.3.4.0x5./",
                "http://８/",
                "http://example.com:22/",
                "http://example.com:25/",
                "https://example.com:6667/",
                "ftp://example.com/a.png",
                "file:///etc/passwd",
                "FILE:/etc/passwd",
                "jar:http://example.com/a.jar!/b",
                "gopher://127.0.0.1:6379/_x",
                "data:image/png;base64,AAAA",
                "javascript:alert(1)",
            })
    void parse_numericHostBadPortOrOtherScheme_isForbidden(String written) {
        assertThatThrownBy(() -> WebAddress.parse(written)).isInstanceOf(Failure.Forbidden.class);
    }

    @Test
    void parse_tooLong_isBadInputAndNamesTheLimit() {
        assertThatThrownBy(() -> WebAddress.parse("http://example.com/" + "a".repeat(9000)))
                .isInstanceOf(Failure.BadInput.class)
                .hasMessageContaining("9019")
                .hasMessageContaining("8192");
    }

    @Test
    void parse_credentialsOrQuery_areNotRepeatedInMessages() {
        assertThatThrownBy(() -> WebAddress.parse("http://me:hunter2@example.com/"))
                .message()
                .doesNotContain("hunter2");
        assertThatThrownBy(() -> WebAddress.parse("ftp://example.com/?sig=hunter2"))
                .message()
                .doesNotContain("hunter2");
        assertThat(WebAddress.parse("http://example.com/p?sig=hunter2").origin())
                .isEqualTo("http://example.com");
    }

    @ParameterizedTest
    @CsvSource({
        "https://other.org/b.png, https://other.org/b.png",
        "//other.org/b.png, https://other.org/b.png",
        "/b.png, https://example.com:8443/b.png",
        "c.png?z, https://example.com:8443/x/c.png?z",
        "../c.png, https://example.com:8443/c.png",
        "../../../c.png, https://example.com:8443/c.png",
        "./d/./e/.., https://example.com:8443/x/d/",
        "/proxy//https://other.org/p.png, https://example.com:8443/proxy//https://other.org/p.png",
        "?q=2, https://example.com:8443/x/y?q=2",
        "#f, https://example.com:8443/x/y?q=1",
        "/a?to=../b, https://example.com:8443/a?to=../b",
    })
    void redirectedTo_eachKindOfReference_leadsWhereRfc3986Says(String location, String uri) {
        WebAddress from = WebAddress.parse("https://example.com:8443/x/y?q=1");
        assertThat(from.redirectedTo(location).uri().toString()).isEqualTo(uri);
    }

    @Test
    void redirectedTo_rawUtf8_isPercentEncoded() {
        String asItCame = new String("/图.png".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        assertThat(WebAddress.parse("http://a.org/").redirectedTo(asItCame).target())
                .isEqualTo("/%E5%9B%BE.png");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.com/", "file:///etc/passwd", "https://127.1/", "ftp://a/"})
    void redirectedTo_plainHttpOrForbiddenTarget_isForbidden(String location) {
        WebAddress from = WebAddress.parse("https://example.com/");
        assertThatThrownBy(() -> from.redirectedTo(location)).isInstanceOf(Failure.Forbidden.class);
    }

    @Test
    void parse_randomText_isParsedOrFails() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String alphabet = "abz019.:/?#@[]%\\-_xX \t\0。①１ßİ图\ud800\udc00~";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(random.nextInt(8) == 0 ? "" : "http://");
            for (int n = random.nextInt(24); n > 0; n--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            Throwable thrown =
                    catchThrowable(() -> WebAddress.parse(text.toString()).uri());
            if (thrown != null) {
                assertThat(thrown).as("seed %d: <%s>", seed, text).isInstanceOf(Failure.class);
            }
        }
    }
}
