package io.likeness.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.server.browser.Visit.Window;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person opens an empty library. */
class FirstRunIT {
    @TempDir
    private Path folder;

    @Test
    void emptyLibrary_offersThreeWays_andSamplesAreSearchedWithinTenSeconds() {
        try (SystemBrowser browser = SystemBrowser.open();
                RealServer server = RealServer.start(folder, Map.of())) {
            try (Visit visit =
                    Visit.to(browser.browser(), server.address(), Window.WIDE).open("")) {
                visit.awaitAtLeast(3, ".way");
                assertThat(visit.button("Import a folder").getAttribute("href")).isEqualTo("#/add?from=folder");
                assertThat(visit.button("Add pictures").getAttribute("href")).isEqualTo("#/add?from=files");
                visit.checkAccessible("first run").screenshot("first-run");

                visit.button("Add sample pictures").click();
                visit.awaitAtLeast(12, ".strip a").awaitPictures();
                assertThat(server.send("GET", "/v1/images/pages", "")
                                .get("count")
                                .asInt())
                        .isGreaterThanOrEqualTo(36);
                visit.screenshot("search-begin");
            }
            byte[] copy = Browsed.editedCopy(server, server.idOf("samples/cat-1"));
            long start = System.nanoTime();
            try (Visit visit =
                    Visit.to(browser.browser(), server.address(), Window.WIDE).open("")) {
                visit.awaitAtLeast(1, ".hero")
                        .drop("body", Map.of("my cat.png", copy))
                        .awaitAtLeast(1, ".tile .score");

                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
                assertThat(visit.find(".tile .key").first().textContent()).isEqualTo("samples/cat-1.png");
                visit.awaitPictures();
            }
        }
    }
}
