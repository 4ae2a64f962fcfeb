package io.likeness.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.server.testing.SharedServer;
import io.likeness.server.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleFilesTest {
    private static final Path FILES = Path.of("src", "main", "resources", "console");
    private static final Pattern NAME = Pattern.compile("^  (?:'([^']+)'|([a-z]+)):", Pattern.MULTILINE);
    private static final Pattern USE = Pattern.compile("\\bt\\((?:some \\? )?'([^']+)'(?: : '([^']+)')?[,)]");

    private final TestServer server = SharedServer.get();

    @Test
    void page_atTheRoot_mayLoadNothingFromElsewhere() {
        HttpResponse<String> page = server.get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(header(page, "Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(page, "Content-Security-Policy"))
                .isEqualTo("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:;"
                        + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        assertThat(page.body()).doesNotContain("http:", "https:", "<style", "style=", "onclick");
    }

    @Test
    void file_knownToTheCaller_isNotSentAgain() {
        HttpResponse<String> first = server.get("/console/app.js");
        String tag = header(first, "ETag");

        assertThat(header(first, "Content-Type")).isEqualTo("text/javascript;charset=UTF-8");
        assertThat(header(first, "Cache-Control")).isEqualTo("no-cache");
        assertThat(tag).matches("\"[0-9a-f]{32}\"");
        HttpResponse<String> again = server.get("/console/app.js", "If-None-Match", tag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(server.get("/console/app.js", "If-None-Match", "\"0\"").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/",
                "/console",
                "/console/none.js",
                "/console/views",
                "/console/ConsoleFiles.class",
                "/console/application.properties"
            })
    void path_ofNoFile_isNotFound(String path) {
        assertThat(server.get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void files_withAToken_areOpenWhileDataIsNot() {
        try (TestServer closed = TestServer.start(Map.of("likeness.token", "s3cret"))) {
            assertThat(closed.get("/").statusCode()).isEqualTo(200);
            assertThat(closed.get("/console/app.js").statusCode()).isEqualTo(200);
            assertThat(closed.get("/v1/images").statusCode()).isEqualTo(401);
            assertThat(closed.get("/v1/map").statusCode()).isEqualTo(401);
            assertThat(closed.send("POST", "/v1/samples", "").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void imports_ofEveryModule_areThere() throws IOException {
        Pattern reference = Pattern.compile("from '(\\.{1,2}/[^']+)'");
        for (Path file : modules()) {
            Matcher matcher = reference.matcher(Files.readString(file));
            while (matcher.find()) {
                assertThat(file.resolveSibling(matcher.group(1)).normalize())
                        .as(file.toString())
                        .exists();
            }
        }
    }

    @Test
    void texts_inBothLanguages_areTheSameAndCoverWhatIsUsed() throws IOException {
        Set<String> english = names("en.js");

        assertThat(names("zh.js")).isEqualTo(english);
        for (Path file : modules()) {
            Matcher use = USE.matcher(Files.readString(file));
            while (use.find()) {
                assertThat(english).as(file.toString()).contains(use.group(1));
                if (use.group(2) != null) {
                    assertThat(english).as(file.toString()).contains(use.group(2));
                }
            }
        }
    }

    @Test
    void modules_areShortAndMakeNoElementsOfText() throws IOException {
        for (Path file : modules()) {
            assertThat(file).content().doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "eval(");
            // A dictionary is as long as it has texts.
            if (!file.startsWith(FILES.resolve("i18n"))) {
                assertThat(Files.readAllLines(file)).as(file.toString()).hasSizeLessThan(300);
            }
        }
    }

    private static Set<String> names(String file) throws IOException {
        Matcher matcher = NAME.matcher(Files.readString(FILES.resolve("i18n").resolve(file)));
        Set<String> names = new TreeSet<>();
        while (matcher.find()) {
            names.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        }
        assertThat(names).hasSizeGreaterThan(100);
        return names;
    }

    private static List<Path> modules() throws IOException {
        try (Stream<Path> files = Files.walk(FILES)) {
            return new ArrayList<>(
                    files.filter(file -> file.toString().endsWith(".js")).toList());
        }
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
