package io.likeness.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.server.browser.Visit.Window;
import io.likeness.server.testing.EditedScene;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Being told that a picture is a stored one, and where it lies in it. */
class CopiesIT {
    @TempDir
    private static Path folder;

    private static SystemBrowser browser;
    private static RealServer server;

    @BeforeAll
    static void start() throws InterruptedException {
        browser = SystemBrowser.open();
        server = RealServer.start(folder, Map.of()).withSamples();
    }

    @AfterAll
    static void stop() {
        server.close();
        browser.close();
    }

    @Test
    void drop_editedCopy_isToldWhatItIsAndComparedByWiping() {
        byte[] copy = Browsed.editedCopy(server, server.idOf("samples/cat-2"));
        try (Visit visit = Visit.to(browser.browser(), server.address(), Window.WIDE).open("")) {
            visit.awaitAtLeast(1, ".hero").drop("body", Map.of("cat.png", copy)).awaitAtLeast(1, ".tile .verdict");
            assertThat(visit.find("p.same")).containsText("the same picture");
            assertThat(visit.find(".tile").first().locator(".verdict")).containsText("%");

            visit.find(".tile .verdict").first().focus();
            visit.page().keyboard().press("Enter");
            visit.awaitAtLeast(2, "dialog polygon");
            visit.awaitPictures().checkAccessible("compare").screenshot("copy-compared");
            visit.find("dialog input[type=range]").focus();
            visit.page().keyboard().press("Home");
            assertThat(visit.find("dialog .cover").evaluate("cover => cover.style.clipPath"))
                    .isEqualTo("inset(0px 100% 0px 0px)");
            assertThat(String.valueOf(visit.find("dialog .cover img").evaluate("image => image.style.transform")))
                    .startsWith("matrix(");
            visit.page().keyboard().press("Escape");
            assertThat(visit.find("dialog")).hasCount(0);
        }
    }

    @Test
    void drop_pictureThatIsNotStored_isToldSo() {
        try (Visit visit = Visit.to(browser.browser(), server.address(), Window.WIDE).open("")) {
            visit.awaitAtLeast(1, ".hero").drop("body", Map.of("new.png", EditedScene.of(5).file()));
            assertThat(visit.find("p.same")).hasText("None of these is the same picture.");
            assertThat(visit.find(".tile .verdict")).hasCount(0);
        }
    }
}
