package io.likeness.server.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.server.testing.FakeEngine;
import io.likeness.server.testing.SharedServer;
import io.likeness.server.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/operations.md names every metric that the server has, and none that it has not. */
class OperationsDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "operations.md");
    private static final Pattern FAMILY = Pattern.compile("(?m)^# TYPE (\\w+) ");
    private static final Pattern NAMED = Pattern.compile("(?m)^\\| `(\\w+\\*?)[`{]");

    private final TestServer server = SharedServer.get();

    @Test
    void metrics_ofTheServer_areAllInTheDocument() throws IOException {
        Set<String> named = found(NAMED, Files.readString(DOCUMENT));

        assertThat(exposed())
                .allSatisfy(family -> assertThat(named)
                        .as(family)
                        .anyMatch(name -> name.endsWith("*")
                                ? !family.startsWith("likeness_") && family.startsWith(name.replace("*", ""))
                                : name.equals(family)));
    }

    @Test
    void metrics_ofTheDocument_areAllOnTheServer() throws IOException {
        assertThat(found(NAMED, Files.readString(DOCUMENT)))
                .hasSizeGreaterThan(5)
                .allSatisfy(name -> assertThat(exposed())
                        .as(name)
                        .anyMatch(family ->
                                name.endsWith("*") ? family.startsWith(name.replace("*", "")) : family.equals(name)));
    }

    private Set<String> exposed() {
        server.multipart("/v1/images", Map.of("file", FakeEngine.picture(7, 7, 1), "key", "for-metrics"));
        return found(FAMILY, server.get("/actuator/prometheus").body());
    }

    private static Set<String> found(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
