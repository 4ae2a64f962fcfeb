package io.likeness.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import io.likeness.server.browser.Visit.Window;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page at three widths, light and dark, in both languages. */
class LooksIT {
    @TempDir
    private static Path folder;

    private static SystemBrowser browser;
    private static RealServer server;
    private static final Map<String, String> PAGES = new LinkedHashMap<>();

    @BeforeAll
    static void start() throws InterruptedException {
        browser = SystemBrowser.open();
        server = RealServer.start(folder, Map.of()).withSamples();
        String flower = server.idOf("samples/flower-1");
        PAGES.put("search", "#/");
        PAGES.put("found", "#/search?id=" + flower);
        PAGES.put("library", "#/library");
        PAGES.put("picture", "#/picture/" + flower);
        PAGES.put("add", "#/add");
        PAGES.put("overview", "#/overview");
        PAGES.put("map", "#/map");
    }

    @AfterAll
    static void stop() {
        server.close();
        browser.close();
    }

    static List<Window> windows() {
        Window phone = new Window(360, 740, ColorScheme.LIGHT, "zh-CN", true);
        Window tablet = new Window(900, 1100, ColorScheme.LIGHT, "en-GB", true);
        Window wide = new Window(1600, 1000, ColorScheme.LIGHT, "en-GB", false);
        return List.of(
                phone,
                phone.dark().in("en-GB"),
                tablet,
                tablet.dark(),
                wide,
                wide.dark().in("zh-CN"));
    }

    @ParameterizedTest
    @MethodSource("windows")
    void everyPage_inThisWindow_isWholeAndAccessible(Window window) {
        String look = window.width() + "-" + window.scheme().name().toLowerCase(java.util.Locale.ROOT);
        try (Visit visit = Visit.to(browser.browser(), server.address(), window)) {
            PAGES.forEach((name, hash) -> {
                visit.open(hash);
                visit.page().waitForSelector("h1");
                visit.page().waitForTimeout(name.equals("map") ? 2000 : 500);
                visit.awaitPictures().checkAccessible(name + " " + look).screenshot("looks/" + name + "-" + look);
            });
        }
    }

    @Test
    void languageAndColours_followTheBrowserAndAreSwitched() {
        Window window = Window.WIDE.in("zh-CN");
        try (Visit visit = Visit.to(browser.browser(), server.address(), window).open("#/library")) {
            assertThat(visit.find("h1")).hasText("图库");
            assertThat(visit.find("html")).hasAttribute("lang", "zh-CN");
            visit.button("English").click();
            assertThat(visit.find("h1")).hasText("Library");
            visit.page().reload();
            assertThat(visit.find("h1")).hasText("Library");
            visit.find("button[aria-label='Light or dark']").click();
            assertThat(visit.find("html")).hasAttribute("data-theme", "dark");
            assertThat(visit.find("body")).hasCSS("background-color", "rgb(15, 18, 23)");
        }
    }
}
