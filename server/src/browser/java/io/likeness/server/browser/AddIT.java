package io.likeness.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.options.FilePayload;
import io.likeness.server.browser.Visit.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Adding pictures in the three ways. */
class AddIT {
    @TempDir
    private Path folder;

    private SystemBrowser browser;
    private RealServer server;
    private Path root;

    @BeforeEach
    void start() throws IOException {
        root = Files.createDirectory(folder.resolve("pictures"));
        browser = SystemBrowser.open();
        server = RealServer.start(folder.resolve("data"), Map.of("likeness.roots", root.toString()));
    }

    @AfterEach
    void stop() {
        server.close();
        browser.close();
    }

    private Visit visit(String hash) {
        return Visit.to(browser.browser(), server.address(), Window.WIDE).open(hash);
    }

    @Test
    void files_dropped_areAddedWithTagsAndFailuresAreRetried() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int i = 0; i < 12; i++) {
            files.put("disc-" + i + ".png", Browsed.disc(0x102030 * i, 0xFFAA00 - i * 0x1100));
        }
        files.put("broken.png", "this is no picture".getBytes(UTF_8));
        try (Visit visit = visit("#/add").expecting("status of 415")) {
            visit.find("label:has-text('Tags') input").fill("shape=disc, from=test");
            visit.drop(".hero", files);
            assertThat(visit.find(".totals strong")).hasText("13 / 13");
            assertThat(visit.find(".totals")).containsText("12 added");
            assertThat(visit.find(".files li.bad")).containsText("broken.png");
            visit.checkAccessible("add").screenshot("add-files");
            assertThat(server.send("GET", "/v1/images/pages?tag.shape=disc&tag.from=test", "")
                            .get("count")
                            .asInt())
                    .isEqualTo(12);

            visit.button("Try failed ones again").click();
            assertThat(visit.find(".totals strong")).hasText("13 / 13");
            assertThat(visit.find(".files li.bad")).hasCount(1);
        }
    }

    @Test
    void files_chosen_keepTheirNamesAsKeys() {
        try (Visit visit = visit("#/add")) {
            FileChooser chooser = visit.page()
                    .waitForFileChooser(() -> visit.button("Choose files").click());
            chooser.setFiles(new FilePayload[] {
                new FilePayload("one.png", "image/png", Browsed.disc(0, 0xFF0000)),
                new FilePayload("two.png", "image/png", Browsed.disc(0, 0x00FF00))
            });
            assertThat(visit.find(".totals strong")).hasText("2 / 2");
            assertThat(server.idOf("one.png")).isNotEmpty();
        }
    }

    @Test
    void folder_chosen_keepsPathsAsKeysAndLeavesOutWhatIsNoPicture() throws IOException {
        Path trip = Files.createDirectories(folder.resolve("trip"));
        Files.createDirectories(trip.resolve("day1"));
        Files.write(trip.resolve("day1/a.png"), Browsed.disc(0x112233, 0xFF8800));
        Files.write(trip.resolve("b.png"), Browsed.disc(0x332211, 0x0088FF));
        Files.writeString(trip.resolve("notes.txt"), "no picture");
        try (Visit visit = visit("#/add")) {
            visit.find("select").selectOption("relative-path");
            FileChooser chooser = visit.page().waitForFileChooser(() -> visit.button("Choose a folder")
                    .click());
            chooser.setFiles(trip);
            assertThat(visit.find(".totals strong")).hasText("2 / 2");
            assertThat(server.idOf("trip/day1/a.png")).isNotEmpty();
            visit.button("Overview").click();
            visit.find(".nav a[data-page=add]").click();
            assertThat(visit.find(".totals strong")).hasText("2 / 2");
        }
    }

    @Test
    void addresses_listed_areImportedByTheServer() {
        try (Visit visit = visit("#/add?from=urls")) {
            visit.find("textarea").fill(server.address() + "/docs/sample.png\n" + server.address() + "/none.png\n");
            visit.button("Import addresses").click();
            assertThat(visit.find("article[data-state=done]")).containsText("1 added");
            assertThat(visit.find("article[data-state=done]")).containsText("1 failed");
            assertThat(visit.find("article .files li")).containsText("none.png");
            visit.checkAccessible("imports").screenshot("add-urls");
            visit.button("Try failed ones again").click();
            assertThat(visit.find("article[data-state=done]")).containsText("1 failed");
        }
    }

    @Test
    void folder_dropped_keepsPathsAsKeys() throws IOException {
        Path trip = Files.createDirectories(folder.resolve("trip"));
        Files.createDirectories(trip.resolve("day1"));
        Files.write(trip.resolve("day1/a.png"), Browsed.disc(0x112233, 0xFF8800));
        Files.write(trip.resolve("b.png"), Browsed.disc(0x332211, 0x0088FF));
        try (Visit visit = visit("#/add")) {
            visit.find("select").selectOption("relative-path");
            visit.dropPath(".hero", trip);

            assertThat(visit.find(".totals strong")).hasText("2 / 2");
            assertThat(server.idOf("trip/day1/a.png")).isNotEmpty();
            assertThat(server.idOf("trip/b.png")).isNotEmpty();
        }
    }

    @Test
    void folder_ofTheServer_goesOnWhileThePageIsElsewhere() throws IOException {
        for (int i = 0; i < 150; i++) {
            Files.write(root.resolve("p" + i + ".png"), Browsed.disc(0x010203 * i, 0xFFFFFF - 0x010101 * i));
        }
        try (Visit visit = visit("#/add?from=folder")) {
            visit.find("form input").fill(root.toString());
            visit.button("Import folder").click();
            visit.page().waitForSelector("article[data-import]");
            visit.screenshot("add-folder");
            visit.button("Overview").click();
            visit.awaitAtLeast(1, ".charts .chart");
            visit.find(".nav a[data-page=add]").click();
            assertThat(visit.find("article[data-state=done]")).containsText("150 added");
            assertThat(server.send("GET", "/v1/images/pages", "").get("count").asInt())
                    .isEqualTo(150);
        }
    }

    @Test
    void folder_notAllowed_saysWhy() {
        try (Visit visit = visit("#/add?from=folder").expecting("status of 403")) {
            visit.find("form input").fill("/etc");
            visit.button("Import folder").click();
            assertThat(visit.find("form [role=alert]")).containsText(Pattern.compile("does not allow.*"));
        }
    }
}
