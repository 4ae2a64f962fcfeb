package io.likeness.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.BoundingBox;
import io.likeness.server.browser.Visit.Window;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The server's figures, and the map of its pictures. */
class OverviewAndMapIT {
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

    private static Visit visit(String hash) {
        return Visit.to(browser.browser(), server.address(), Window.WIDE).open(hash);
    }

    @Test
    void overview_showsFiguresChartsAndHealth_andFollowsWhatHappens() {
        try (Visit visit = visit("#/overview")) {
            visit.awaitAtLeast(5, ".chart svg");
            assertThat(visit.find(".figure").first()).containsText("48");
            assertThat(visit.find(".figures")).containsText("likeness-v0");
            assertThat(visit.find(".health li")).hasCount(5);
            assertThat(visit.find(".chart[data-stage=embed] svg"))
                    .hasAttribute(
                            "aria-label",
                            Pattern.compile(".*at most [0-9.]*[1-9].* in these minutes.*"),
                            // A step of the series takes five seconds, and so does it until the page asks again.
                            new LocatorAssertions.HasAttributeOptions().setTimeout(20_000));
            visit.checkAccessible("overview").screenshot("overview");
        }
    }

    @Test
    void map_drawn_zoomsAndOpensPictures() {
        try (Visit visit = visit("#/map")) {
            visit.awaitAtLeast(1, ".map canvas");
            assertThat(visit.find(".page-head [role=status]")).containsText("48 pictures");
            visit.page().waitForSelector(".map .under:visible");
            visit.awaitPictures();
            visit.page().waitForTimeout(1500);
            visit.checkAccessible("map").screenshot("map");
            visit.pictureForDocs("map");

            visit.find(".map canvas").focus();
            visit.page().keyboard().press("+");
            visit.page().keyboard().press("ArrowRight");
            visit.button("Show all").isVisible();
            visit.page().mouse().move(700, 450);
            visit.page().mouse().wheel(0, -400);
            visit.page().waitForTimeout(800);
            visit.screenshot("map-near");
            visit.find(".map canvas").press("0");
            visit.find(".map canvas").press("Enter");
            assertThat(visit.page()).hasURL(Pattern.compile("#/picture/\\d+"));
        }
    }

    @Test
    void map_clicked_opensThePictureThere() {
        try (Visit visit = visit("#/map")) {
            visit.awaitAtLeast(1, ".map canvas");
            visit.page().waitForTimeout(1500);
            JsonNode point = server.send("GET", "/v1/map", "").get("points").get(0);
            BoundingBox box = Objects.requireNonNull(visit.find(".map canvas").boundingBox());
            double x = box.x + box.width * (0.5 + (point.get("x").asDouble() - 0.5) * 0.88);
            double y = box.y + box.height * (0.5 + (point.get("y").asDouble() - 0.5) * 0.88);
            visit.page().mouse().click(x, y);
            assertThat(visit.page()).hasURL(Pattern.compile("#/picture/\\d+"));
        }
    }

    @Test
    void map_ofSamples_putsLookAlikesTogether() throws InterruptedException {
        JsonNode map = server.send("GET", "/v1/map", "");
        while (map.get("points").size() < 48) {
            Thread.sleep(100);
            map = server.send("GET", "/v1/map", "");
        }
        Map<String, String> kinds = new HashMap<>();
        server.send("GET", "/v1/images?limit=100", "")
                .get("images")
                .forEach(image -> kinds.put(
                        image.get("id").asString(),
                        image.get("tags").get("kind").asString()));
        int together = 0;
        for (JsonNode point : map.get("points")) {
            JsonNode nearest = point;
            double least = Double.MAX_VALUE;
            for (JsonNode other : map.get("points")) {
                double distance = Math.hypot(
                        point.get("x").asDouble() - other.get("x").asDouble(),
                        point.get("y").asDouble() - other.get("y").asDouble());
                if (!other.equals(point) && distance < least) {
                    least = distance;
                    nearest = other;
                }
            }
            together += Objects.equals(
                            kinds.get(point.get("id").asString()),
                            kinds.get(nearest.get("id").asString()))
                    ? 1
                    : 0;
        }
        // By chance 3 of 48 would have their nearest neighbour of their own kind.
        assertThat(together).isGreaterThan(30);
    }
}
