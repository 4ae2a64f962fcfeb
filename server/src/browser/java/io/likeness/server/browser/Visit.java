package io.likeness.server.browser;

import java.util.Objects;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.CDPSession;
import com.google.gson.JsonObject;
import com.google.gson.JsonArray;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A visitor's window on the console. Closing it fails where the console wrote an error or something was asked of another host. For one thread. */
final class Visit implements AutoCloseable {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final double PATIENCE_MILLIS = 20_000;

    private final BrowserContext context;
    private final Page page;
    private final String address;
    private final List<String> faults = new ArrayList<>();
    private String expected = "";

    private Visit(BrowserContext context, String address) {
        this.context = context;
        this.address = address;
        this.page = context.newPage();
        page.setDefaultTimeout(PATIENCE_MILLIS);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                faults.add("console: " + message.text() + " " + message.location());
            }
        });
        page.onPageError(error -> faults.add("uncaught: " + error));
        context.onRequest(request -> {
            String url = request.url();
            if (!url.startsWith(address + "/") && !url.startsWith("blob:") && !url.startsWith("data:")) {
                faults.add("request to another host: " + url);
            }
        });
    }

    /** How the window is. */
    record Window(int width, int height, ColorScheme scheme, String locale, boolean phone) {
        static final Window WIDE = new Window(1360, 900, ColorScheme.LIGHT, "en-GB", false);

        Window dark() {
            return new Window(width, height, ColorScheme.DARK, locale, phone);
        }

        Window in(String other) {
            return new Window(width, height, scheme, other, phone);
        }
    }

    static Visit to(Browser browser, String address, Window window) {
        return new Visit(
                browser.newContext(new Browser.NewContextOptions()
                        .setViewportSize(window.width(), window.height())
                        .setColorScheme(window.scheme())
                        .setLocale(window.locale())
                        .setHasTouch(window.phone())
                        .setAcceptDownloads(true)
                        .setPermissions(List.of("camera"))),
                address);
    }

    Page page() {
        return page;
    }

    /** Opens a page of the console. */
    Visit open(String hash) {
        page.navigate(address + "/" + hash);
        return this;
    }

    Locator find(String selector) {
        return page.locator(selector);
    }

    /** Elements that hold a text. */
    Locator find(String selector, String text) {
        return page.locator(selector, new Page.LocatorOptions().setHasText(text));
    }

    /** A button or link by its words. */
    Locator button(String words) {
        return page.locator("button:visible, a:visible")
                .filter(new Locator.FilterOptions().setHasText(words))
                .first();
    }

    /** Waits for that many elements at least. */
    Visit awaitAtLeast(int count, String selector) {
        page.waitForFunction(
                "([selector, count]) => document.querySelectorAll(selector).length >= count", List.of(selector, count));
        return this;
    }

    /** Waits until all pictures that can be seen are there. */
    Visit awaitPictures() {
        page.waitForFunction("() => [...document.images].every((image) => image.complete && image.naturalWidth > 0)"
                + " && document.querySelector('.skeleton') === null");
        return this;
    }

    /** What the console may say because a test makes something fail. */
    Visit expecting(String part) {
        expected = part;
        return this;
    }

    /** Drops files on the page: name and bytes. */
    Visit drop(String target, Map<String, byte[]> files) {
        transfer("drop", target, files);
        return this;
    }

    /** Pastes files. */
    Visit paste(Map<String, byte[]> files) {
        transfer("paste", "body", files);
        return this;
    }

    /** Pastes a text. */
    Visit pasteText(String text) {
        page.evaluate(
                "text => { const transfer = new DataTransfer(); transfer.setData('text/plain', text);"
                        + " document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true })); }",
                text);
        return this;
    }

    private void transfer(String kind, String target, Map<String, byte[]> files) {
        List<List<String>> encoded = files.entrySet().stream()
                .map(file -> List.of(file.getKey(), Base64.getEncoder().encodeToString(file.getValue())))
                .toList();
        page.evaluate("""
                ([kind, target, files]) => {
                  const transfer = new DataTransfer();
                  for (const [name, base64] of files) {
                    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
                    const type = name.endsWith('.png') ? 'image/png' : name.endsWith('.jpg') ? 'image/jpeg' : '';
                    transfer.items.add(new File([bytes], name, { type }));
                  }
                  const element = document.querySelector(target);
                  const send = (type) => element.dispatchEvent(type === 'paste'
                    ? new ClipboardEvent(type, { clipboardData: transfer, bubbles: true, cancelable: true })
                    : new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
                  (kind === 'paste' ? ['paste'] : ['dragenter', 'dragover', 'drop']).forEach(send);
                }""", List.of(kind, target, encoded));
    }

    /** Keeps a picture of the page under target/screenshots. */
    Visit screenshot(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
        return this;
    }

    /** Keeps a picture for the documentation: small, as docs/images holds it. */
    Visit pictureForDocs(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve("docs").resolve(name + ".jpg"))
                .setType(ScreenshotType.JPEG)
                .setQuality(82));
        return this;
    }

    /** Fails where axe finds something serious, or the page is wider than the window. */
    Visit checkAccessible(String where) {
        String found = new AxeBuilder(page)
                .analyze().getViolations().stream()
                        .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                        .map(Visit::told)
                        .collect(Collectors.joining("\n"));
        assertThat(found).as(where).isEmpty();
        assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                .as(where + " is not wider than the window")
                .isEqualTo(true);
        return this;
    }

    private static String told(Rule rule) {
        return rule.getId() + ": " + rule.getHelp() + " "
                + rule.getNodes().stream()
                        .map(node -> node.getHtml() + " " + node.getFailureSummary())
                        .toList();
    }

    /** Drops a file or folder of this machine, as a file manager does. */
    Visit dropPath(String selector, Path path) {
        BoundingBox box = Objects.requireNonNull(find(selector).boundingBox());
        JsonObject data = new JsonObject();
        data.add("items", new JsonArray());
        JsonArray files = new JsonArray();
        files.add(path.toString());
        data.add("files", files);
        data.addProperty("dragOperationsMask", 1);
        CDPSession devTools = page.context().newCDPSession(page);
        for (String type : List.of("dragEnter", "dragOver", "drop")) {
            JsonObject event = new JsonObject();
            event.addProperty("type", type);
            event.addProperty("x", box.x + box.width / 2);
            event.addProperty("y", box.y + box.height / 2);
            event.add("data", data);
            devTools.send("Input.dispatchDragEvent", event);
        }
        devTools.detach();
        return this;
    }

    @Override
    public void close() {
        context.close();
        assertThat(faults.stream()
                        .filter(fault -> expected.isEmpty() || !fault.contains(expected))
                        .toList())
                .isEmpty();
    }
}
