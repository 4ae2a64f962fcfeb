package io.likeness.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.server.browser.Visit.Window;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server with tokens. */
class TokenIT {
    private static final String TOKEN = "write-4711";
    private static final String READ = "read-4712";

    @TempDir
    private static Path folder;

    private static SystemBrowser browser;
    private static RealServer server;

    @BeforeAll
    static void start() throws InterruptedException {
        browser = SystemBrowser.open();
        try (RealServer open = RealServer.start(folder, Map.of())) {
            open.withSamples();
        }
        server = RealServer.start(folder, Map.of("likeness.token", TOKEN, "likeness.token-read", READ));
    }

    @AfterAll
    static void stop() {
        server.close();
        browser.close();
    }

    private static void enter(Visit visit, String token) {
        visit.find("dialog input").fill(token);
        visit.find("dialog input").press("Enter");
    }

    @Test
    void token_askedForOnce_goesInAHeaderOnlyAndLastsForTheSession() {
        try (Visit visit =
                Visit.to(browser.browser(), server.address(), Window.WIDE).expecting("status of 401")) {
            List<String> addresses = new ArrayList<>();
            visit.page().onRequest(request -> addresses.add(request.url()));
            visit.open("#/library");
            visit.page().waitForSelector("dialog");
            visit.checkAccessible("token").screenshot("token");
            enter(visit, "wrong");
            assertThat(visit.find("dialog [role=alert]")).hasText("That token is not right. Try again.");
            enter(visit, TOKEN);
            visit.awaitAtLeast(20, ".far .tile .look img").awaitPictures();

            visit.page().reload();
            visit.awaitAtLeast(20, ".far .tile .look img").awaitPictures();
            assertThat(visit.find("dialog")).hasCount(0);
            assertThat(visit.find(".nav a")).hasCount(6);
            assertThat(addresses).noneMatch(address -> address.contains(TOKEN));
            assertThat(visit.page().evaluate("localStorage.getItem('likeness.token')"))
                    .isNull();
            // Another window is another session.
            try (Visit other =
                    Visit.to(browser.browser(), server.address(), Window.WIDE).open("")) {
                other.page().waitForSelector("dialog");
            }
        }
    }

    @Test
    void readToken_hidesWhatItMayNotDo() {
        try (Visit visit =
                Visit.to(browser.browser(), server.address(), Window.WIDE).open("#/library")) {
            enter(visit, READ);
            visit.awaitAtLeast(20, ".far .tile .look img").awaitPictures();
            assertThat(visit.find(".nav a")).hasCount(5);
            visit.find(".far li[aria-posinset='1'] .pick input").check();
            assertThat(visit.find(".chosen button", "Delete")).hasCount(0);
            assertThat(visit.find(".chosen button", "Tag")).hasCount(0);
            assertThat(visit.find(".chosen button", "Export CSV")).isVisible();
            visit.screenshot("read-only");

            visit.find(".far li[aria-posinset='1'] a").click();
            visit.awaitAtLeast(12, ".tile .score").awaitPictures();
            for (String words : List.of("Delete", "Replace", "Edit tags")) {
                assertThat(visit.find("button:visible", words)).hasCount(0);
            }
            visit.button("More like this").click();
            visit.awaitAtLeast(40, ".tile .score").awaitPictures();
        }
    }
}
