package io.likeness.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.FilePayload;
import io.likeness.server.browser.Visit.Window;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finding pictures, in all the ways there are. */
class SearchIT {
    @TempDir
    private static Path folder;

    private static SystemBrowser browser;
    private static RealServer server;
    private static byte[] cat;

    @BeforeAll
    static void start() throws InterruptedException {
        browser = SystemBrowser.open();
        server = RealServer.start(folder, Map.of()).withSamples();
        cat = Browsed.editedCopy(server, server.idOf("samples/cat-1"));
    }

    @AfterAll
    static void stop() {
        server.close();
        browser.close();
    }

    private static Visit visit(String hash) {
        return Visit.to(browser.browser(), server.address(), Window.WIDE).open(hash);
    }

    private static void assertFirst(Visit visit, String key) {
        assertThat(visit.find(".tile .key").first()).hasText(key);
    }

    @Test
    void drop_picture_showsHitsWithScoreKeyAndImgPath() {
        try (Visit visit = visit("")) {
            visit.awaitAtLeast(1, ".hero").drop("body", Map.of("cat.png", cat)).awaitAtLeast(40, ".tile .score");

            assertFirst(visit, "samples/cat-1.png");
            assertThat(visit.find(".tile .path").first()).hasText("samples/cat-1.png");
            assertThat(visit.find(".tile .score").first()).containsText(Pattern.compile("0\\.[5-9]\\d|1\\.00"));
            visit.awaitPictures().checkAccessible("results").screenshot("search-found");
            visit.pictureForDocs("search");
        }
    }

    @Test
    void paste_pictureOrItsAddress_searches() {
        try (Visit visit = visit("")) {
            visit.awaitAtLeast(1, ".hero").paste(Map.of("cat.png", cat));
            assertFirst(visit, "samples/cat-1.png");

            visit.open("").awaitAtLeast(1, ".hero").pasteText(server.address() + "/docs/sample.png");
            visit.awaitAtLeast(20, ".tile .score").awaitPictures();
            assertThat(visit.page()).hasURL(Pattern.compile("#/search\\?url="));
            assertThat(visit.find(".query img").evaluate("image => image.naturalWidth"))
                    .isNotEqualTo(0);
        }
    }

    @Test
    void type_address_searches() {
        try (Visit visit = visit("")) {
            visit.find(".hero input[type=url]").fill(server.address() + "/docs/sample.png");
            visit.find(".hero input[type=url]").press("Enter");
            visit.awaitAtLeast(20, ".tile .score");
        }
    }

    @Test
    void choose_file_searches() {
        try (Visit visit = visit("")) {
            FileChooser chooser = visit.page()
                    .waitForFileChooser(() -> visit.button("Choose a picture").click());
            chooser.setFiles(new FilePayload("cat.png", "image/png", cat));
            assertFirst(visit, "samples/cat-1.png");
        }
    }

    @Test
    void photograph_withTheCamera_searches() {
        try (Visit visit = visit("")) {
            visit.button("Take a photo").click();
            visit.page().waitForFunction("() => document.querySelector('dialog video')?.videoWidth > 0");
            visit.screenshot("search-camera");
            visit.button("Take the photo").click();
            visit.awaitAtLeast(20, ".tile .score");
            assertThat(visit.find("dialog")).hasCount(0);
        }
    }

    @Test
    void sliders_moved_actWithoutAnotherSearch() {
        try (Visit visit = visit("#/search?id=" + server.idOf("samples/cat-1"))) {
            visit.awaitAtLeast(40, ".tile .score");
            int[] searches = {0};
            visit.page().onRequest(request -> searches[0] += request.url().endsWith("/v1/search") ? 1 : 0);

            visit.find(".slider input").nth(0).fill("5");
            assertThat(visit.find(".tile")).hasCount(5);
            visit.find(".slider input").nth(0).fill("100");
            visit.find(".slider input").nth(1).fill("0.99");
            assertThat(visit.find(".notice h2")).hasText("Nothing scores that high");
            visit.screenshot("search-empty");
            visit.button("Show from").click();
            visit.awaitAtLeast(1, ".tile .score");
            assertThat(visit.page()).hasURL(Pattern.compile("min=0\\.\\d+"));

            assertThat(searches[0]).isZero();
        }
    }

    @Test
    void box_onTheQuery_searchesThatPart() {
        try (Visit visit = visit("#/search?id=" + server.idOf("samples/house-1"))) {
            visit.awaitAtLeast(40, ".tile .score").awaitPictures();
            BoundingBox frame =
                    Objects.requireNonNull(visit.find(".query .frame").boundingBox());
            visit.page().mouse().move(frame.x + frame.width * 0.3, frame.y + frame.height * 0.4);
            visit.page().mouse().down();
            visit.page().mouse().move(frame.x + frame.width * 0.7, frame.y + frame.height * 0.9);
            var answer = visit.page()
                    .waitForResponse(
                            response -> response.url().endsWith("/v1/search"),
                            () -> visit.page().mouse().up());

            assertThat(answer.request().postData()).contains("\"region\":{\"x\":0.3");
            visit.awaitAtLeast(40, ".tile .score")
                    .awaitPictures()
                    .checkAccessible("region")
                    .screenshot("search-region");
            assertThat(visit.page()).hasURL(Pattern.compile("region=0\\.3"));
            // By keys: the box goes left, then away.
            visit.find(".query .box").press("ArrowLeft");
            assertThat(visit.page()).hasURL(Pattern.compile("region=0\\.2"));
            visit.find(".query .box").press("Escape");
            assertThat(visit.page()).not().hasURL(Pattern.compile("region"));
        }
    }

    @Test
    void moreLikeThis_backAndForward_keepTheirPictures() {
        try (Visit visit = visit("")) {
            visit.awaitAtLeast(1, ".hero").drop("body", Map.of("cat.png", cat));
            assertFirst(visit, "samples/cat-1.png");
            Locator fish = visit.find(".tile", "samples/fish-1.png");
            fish.locator(".more").click();
            assertThat(visit.find(".query img")).hasAttribute("alt", "Searched with: samples/fish-1.png");
            assertThat(visit.find(".tile .key").first()).containsText("samples/fish-");

            visit.page().goBack();
            assertFirst(visit, "samples/cat-1.png");
            visit.page().goForward();
            assertThat(visit.find(".tile .key").first()).containsText("samples/fish-");

            // The address of a search by a stored picture means the same to somebody else.
            try (Visit other = Visit.to(browser.browser(), server.address(), Window.WIDE)) {
                other.page().navigate(visit.page().url());
                assertThat(other.find(".tile .key").first()).containsText("samples/fish-");
            }
        }
    }

    @Test
    void tags_chosenAndTyped_filterTheSearch() {
        try (Visit visit = visit("#/search?id=" + server.idOf("samples/cat-1"))) {
            visit.awaitAtLeast(40, ".tile .score");
            visit.find(".filters input").fill("kind=house");
            visit.find(".filters input").press("Enter");
            assertThat(visit.find(".tile")).hasCount(4);
            assertFirstIsOf(visit, "samples/house-");
            visit.find(".chip.on").click();
            visit.awaitAtLeast(40, ".tile .score");

            visit.find(".filters input").fill("kind=nothing");
            visit.find(".filters input").press("Enter");
            assertThat(visit.find(".notice h2")).hasText("No picture has these tags");
            visit.button("Search without tags").click();
            visit.awaitAtLeast(40, ".tile .score");
        }
    }

    private static void assertFirstIsOf(Visit visit, String prefix) {
        assertThat(visit.find(".tile .key").first()).containsText(prefix);
    }

    @Test
    void noPicture_dropped_saysSoInPlainWords() {
        try (Visit visit = visit("").expecting("status of 415")) {
            visit.awaitAtLeast(1, ".hero")
                    .drop(
                            "body",
                            Map.of("picture.png", "no picture".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            assertThat(visit.find(".notice.bad")).containsText("The server cannot read this as a picture.");
            visit.screenshot("search-problem");
        }
    }
}
