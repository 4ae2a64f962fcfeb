package io.likeness.server.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The Chromium of this machine, without a window. For one thread. */
final class SystemBrowser implements AutoCloseable {
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

    private final Playwright playwright;
    private final Browser browser;

    private SystemBrowser(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    static SystemBrowser open() {
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable())
                        .setChromiumSandbox(false)
                        .setArgs(List.of("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")));
        return new SystemBrowser(playwright, browser);
    }

    private static Path executable() {
        String named =
                Optional.ofNullable(System.getenv("LIKENESS_TEST_BROWSER")).orElse("");
        Stream<Path> found = named.isEmpty()
                ? Stream.of(Optional.ofNullable(System.getenv("PATH"))
                                .orElse("")
                                .split(File.pathSeparator))
                        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                : Stream.of(Path.of(named));
        return found.filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("these tests need Chromium: install it (Debian: apt-get install"
                        + " chromium) so that one of " + NAMES + " is on PATH, or name it in LIKENESS_TEST_BROWSER"));
    }

    Browser browser() {
        return browser;
    }

    @Override
    public void close() {
        playwright.close();
    }
}
