package io.likeness.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import io.likeness.server.browser.Visit.Window;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Looking through duplicates and deciding about them. */
class DuplicatesIT {
    @TempDir
    private Path folder;

    private SystemBrowser browser;
    private RealServer server;

    @BeforeEach
    void start() throws InterruptedException, IOException {
        browser = SystemBrowser.open();
        server = RealServer.start(folder, Map.of()).withSamples();
        byte[] cat = preview(server.idOf("samples/cat-1"));
        add("cat-one", cat);
        add("cat-two", cat);
        add("fish-copy", Browsed.editedCopy(server, server.idOf("samples/fish-2")));
    }

    @AfterEach
    void stop() {
        server.close();
        browser.close();
    }

    private byte[] preview(String id) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create(server.address() + "/v1/images/" + id + "/preview");
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray())
                    .body();
        }
    }

    private void add(String key, byte[] file) {
        server.send(
                "POST",
                "/v1/images",
                "{\"key\":\"" + key + "\",\"base64\":\"" + Base64.getEncoder().encodeToString(file) + "\"}");
    }

    private Visit visit(Window window) {
        return Visit.to(browser.browser(), server.address(), window).open("#/duplicates");
    }

    private Visit searched(Window window) {
        Visit visit = visit(window);
        visit.page().waitForSelector("section.card .button.first");
        visit.find("section.card .button.first").click();
        visit.awaitAtLeast(1, "article.duplicates").page().waitForSelector("[data-state=done]");
        return visit.awaitPictures();
    }

    @Test
    void search_thenKeepOne_deletesOnConfirmationAndUndoBringsItBack() {
        try (Visit visit = visit(Window.WIDE)) {
            assertThat(visit.find(".notice h2")).hasText("Nobody has looked yet");
        }
        try (Visit visit = searched(Window.WIDE)) {
            visit.checkAccessible("duplicates").screenshot("duplicates");
            var group = visit.find("article.duplicates", "cat-one");
            assertThat(group.locator("li.best")).hasCount(1);
            group.locator("li", new Locator.LocatorOptions().setHasText("cat-two"))
                    .locator("button", new Locator.LocatorOptions().setHasText("Keep this one"))
                    .click();
            assertThat(visit.find("dialog h2")).containsText("Delete");
            visit.checkAccessible("confirmation");
            visit.find("dialog .button", "Cancel").click();
            assertThat(server.idOf("cat-one")).isNotEmpty();

            group.locator("li", new Locator.LocatorOptions().setHasText("cat-two"))
                    .locator("button", new Locator.LocatorOptions().setHasText("Keep this one"))
                    .click();
            visit.find("dialog .button.danger").click();
            assertThat(visit.find("article.duplicates", "cat-one")).hasCount(0);
            assertThat(visit.find(".chosen strong")).containsText("deleted");
            visit.find(".chosen .button", "Undo").click();
            assertThat(visit.find("article.duplicates", "cat-one")).hasCount(1);
        }
    }

    @Test
    void notDuplicates_byKeyboard_neverShowsThemAgain() {
        try (Visit visit = searched(Window.WIDE)) {
            int groups = visit.find("article.duplicates").count();
            var button = visit.find("article.duplicates > .row .button").first();
            String id = String.valueOf(
                    visit.find("article.duplicates:has(> .row .button)").first().getAttribute("data-group"));
            button.focus();
            visit.page().keyboard().press("Enter");
            assertThat(visit.find("[data-group='" + id + "']")).hasCount(0);
            visit.find(".button", "Look at all again").click();
            visit.page().waitForTimeout(500);
            visit.page().waitForSelector("[data-state=done]");
            assertThat(visit.find("[data-group='" + id + "']")).hasCount(0);
            assertThat(groups).isPositive();
        }
    }

    @Test
    void export_csv_holdsTheGroups() throws IOException {
        try (Visit visit = searched(Window.WIDE)) {
            Download csv = visit.page()
                    .waitForDownload(() -> visit.button("Export CSV").click());
            assertThat(Files.readString(csv.path())).contains("\"group\",\"kind\"", "\"cat-one\"");
        }
    }

    static List<Window> windows() {
        return List.of(
                new Window(360, 740, ColorScheme.LIGHT, "zh-CN", true),
                new Window(900, 1100, ColorScheme.DARK, "en-GB", true),
                new Window(1600, 1000, ColorScheme.DARK, "zh-CN", false));
    }

    @ParameterizedTest
    @MethodSource("windows")
    void page_inThisWindow_isWholeAndAccessible(Window window) {
        try (Visit visit = searched(window)) {
            visit.checkAccessible("duplicates " + window.width()).screenshot("looks/duplicates-" + window.width());
        }
    }
}
