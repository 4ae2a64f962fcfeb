package io.likeness.server.console;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves the files of the web console from the jar: its page at {@code /}, the rest under {@code /console/}. Safe for use by many threads. */
@RestController
@Hidden
public final class ConsoleFiles {
    private static final String FOLDER = "/console/";
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html;charset=UTF-8",
            "css", "text/css;charset=UTF-8",
            "js", "text/javascript;charset=UTF-8",
            "svg", "image/svg+xml");

    /** Answers the page. */
    @GetMapping("/")
    public void page(HttpServletRequest request, HttpServletResponse response) throws IOException {
        send("index.html", request, response);
    }

    /** Answers one file. */
    @GetMapping("/console/**")
    public void file(HttpServletRequest request, HttpServletResponse response) throws IOException {
        // The access filter let only plain paths through: nothing in them leads upwards.
        String path = request.getRequestURI();
        send(path.startsWith(FOLDER) ? path.substring(FOLDER.length()) : "", request, response);
    }

    private static void send(String name, HttpServletRequest request, HttpServletResponse response) throws IOException {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        byte @Nullable [] bytes = type == null ? null : read(name);
        if (bytes == null) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        String tag = "\"" + digest(bytes) + "\"";
        response.setHeader("ETag", tag);
        // Asked for again each time, so that a newer server never works with files of an older one.
        response.setHeader("Cache-Control", "no-cache");
        if (tag.equals(request.getHeader("If-None-Match"))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setContentType(type);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    private static byte @Nullable [] read(String name) throws IOException {
        try (@Nullable InputStream file = ConsoleFiles.class.getResourceAsStream(FOLDER + name)) {
            return file == null ? null : file.readAllBytes();
        }
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
