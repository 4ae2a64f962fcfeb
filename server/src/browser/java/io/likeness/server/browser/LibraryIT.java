package io.likeness.server.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.options.FilePayload;
import io.likeness.server.browser.Visit.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looking through the stored pictures and changing them. */
class LibraryIT {
    @TempDir
    private Path folder;

    private SystemBrowser browser;
    private RealServer server;

    @BeforeEach
    void start() throws InterruptedException {
        browser = SystemBrowser.open();
        server = RealServer.start(folder, Map.of("likeness.original-url", "https://cdn.example/{imgPath}"))
                .withSamples();
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
    void grid_orderPrefixAndTags_narrowIt() {
        try (Visit visit = visit("#/library")) {
            visit.awaitAtLeast(20, ".far .tile .look img").awaitPictures();
            assertThat(visit.find(".page-head [role=status]")).hasText("48 pictures");
            assertThat(visit.find(".far li[aria-posinset='1'] .key")).hasText("samples/pattern-4.png");
            visit.checkAccessible("library").screenshot("library");

            visit.find("select").selectOption("oldest");
            assertThat(visit.find(".far li[aria-posinset='1'] .key")).hasText("samples/landscape-1.png");
            visit.find(".toolbar input").first().fill("samples/ca");
            assertThat(visit.find(".page-head [role=status]")).hasText("8 pictures");
            visit.button("kind: cat").click();
            assertThat(visit.find(".page-head [role=status]")).hasText("4 pictures");
            assertThat(visit.page()).hasURL(Pattern.compile("order=oldest&key_prefix=samples%2Fca&tag\\.kind=cat"));
            visit.page().goBack();
            assertThat(visit.find(".page-head [role=status]")).hasText("8 pictures");
        }
    }

    @Test
    void select_many_tagExportAndDelete() throws IOException {
        try (Visit visit = visit("#/library?tag.kind=fish")) {
            visit.awaitAtLeast(4, ".far .pick input");
            visit.find(".far li[aria-posinset='1'] .pick input").check();
            visit.page().keyboard().down("Shift");
            visit.find(".far li[aria-posinset='3'] .pick input").click();
            visit.page().keyboard().up("Shift");
            assertThat(visit.find(".chosen strong")).hasText("3 selected");
            visit.checkAccessible("selection").screenshot("library-selected");

            Download csv = visit.page()
                    .waitForDownload(() -> visit.button("Export CSV").click());
            assertThat(Files.readString(csv.path()))
                    .contains("samples/fish-4.png", "tag.kind")
                    .hasLineCount(4);
            Download json = visit.page()
                    .waitForDownload(() -> visit.button("Export JSON").click());
            assertThat(Files.readString(json.path())).contains("\"key\": \"samples/fish-4.png\"");

            visit.find(".chosen button", "Tag").first().click();
            visit.find("dialog input").nth(0).fill("water");
            visit.find("dialog input").nth(1).fill("salt");
            visit.checkAccessible("tag dialog").screenshot("library-tag");
            visit.button("Set this tag").click();
            visit.page().waitForSelector(".toast");
            assertThat(pages("tag.water=salt")).isEqualTo(3);

            visit.awaitAtLeast(4, ".far .pick input");
            visit.find(".far li[aria-posinset='1'] .pick input").check();
            visit.find(".far li[aria-posinset='2'] .pick input").check();
            visit.find(".chosen button", "Delete").click();
            assertThat(visit.find("dialog h2")).hasText("Delete 2 pictures?");
            visit.screenshot("library-delete");
            visit.find("dialog button.danger").click();
            assertThat(visit.find(".page-head [role=status]")).hasText("2 pictures");
            assertThat(pages("tag.kind=fish")).isEqualTo(2);
        }
    }

    private int pages(String query) {
        return server.send("GET", "/v1/images/pages?" + query, "").get("count").asInt();
    }

    @Test
    void picture_page_showsFieldsAndNeighbours_editsReplacesAndDeletes() {
        String id = server.idOf("samples/sea-2");
        try (Visit visit = visit("#/picture/" + id)) {
            visit.awaitAtLeast(12, ".tile .score").awaitPictures();
            assertThat(visit.find(".facts")).containsText("640 × 480 px");
            assertThat(visit.find(".facts a"))
                    .hasAttribute("href", Pattern.compile("https://cdn\\.example/samples/.*"));
            visit.checkAccessible("picture").screenshot("picture");

            visit.button("Edit tags").click();
            visit.find(".tag-row input").nth(4).fill("mood");
            visit.find(".tag-row input").nth(5).fill("calm");
            visit.button("Save").click();
            assertThat(visit.find(".chip.still", "mood: calm")).isVisible();
            assertThat(server.send("GET", "/v1/images/" + id, "")
                            .get("tags")
                            .get("mood")
                            .asString())
                    .isEqualTo("calm");

            FileChooser chooser = visit.page()
                    .waitForFileChooser(() -> visit.button("Replace").click());
            chooser.setFiles(new FilePayload("new.png", "image/png", Browsed.disc(0x204060, 0xFFCC00)));
            assertThat(visit.page()).not().hasURL(Pattern.compile("/picture/" + id + "$"));
            assertThat(visit.find(".facts")).containsText("320 × 240 px");
            assertThat(visit.find(".chip.still", "mood: calm")).isVisible();

            visit.button("Delete").click();
            visit.find("dialog button.danger").click();
            assertThat(visit.page()).hasURL(Pattern.compile("#/library"));
            assertThat(visit.find(".page-head [role=status]")).hasText("47 pictures");
        }
    }

    @Test
    void back_fromAPicture_leadsToWhereTheVisitorWas() {
        try (Visit visit = visit("#/library")) {
            visit.awaitAtLeast(20, ".far .tile .look img");
            visit.page().evaluate("window.scrollTo(0, 900)");
            visit.find(".far li[aria-posinset='30'] a").click();
            visit.awaitAtLeast(12, ".tile .score");
            visit.page().goBack();
            visit.page().waitForFunction("() => Math.abs(window.scrollY - 900) < 150");
            assertThat(visit.find(".far li[aria-posinset='30'] a")).isVisible();
        }
    }

    @Test
    void keyboard_alone_goesFromTheGridToAPictureAndSearches() {
        try (Visit visit = visit("#/library")) {
            visit.awaitAtLeast(20, ".far .tile .look img");
            visit.find(".far li[aria-posinset='1'] a").focus();
            visit.page().keyboard().press("ArrowRight");
            visit.page().keyboard().press("ArrowDown");
            visit.page().keyboard().press("Enter");
            visit.awaitAtLeast(1, ".picture .facts");
            assertThat(visit.find("h1")).isFocused();
            visit.page().keyboard().press("Tab");
            visit.page().keyboard().press("Enter");
            visit.awaitAtLeast(20, ".tile .score");
        }
    }
}
