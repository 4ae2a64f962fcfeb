package io.likeness.server.docs;

import io.likeness.server.http.ProblemType;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.util.HtmlUtils;

/** The pages that the {@code type} of a problem leads to. Safe for use by many threads. */
@Controller
public final class ProblemPages {
    /** One page. */
    @GetMapping(ProblemType.PAGES + "{slug}")
    public void page(@PathVariable("slug") String slug, HttpServletResponse response) throws IOException {
        Optional<ProblemType> type = ProblemType.ofSlug(slug);
        if (type.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        send(type.get().title(), body(type.get()), response);
    }

    /** All of them. */
    @GetMapping("/docs/problems")
    public void all(HttpServletResponse response) throws IOException {
        String links = Arrays.stream(ProblemType.values())
                .map(type -> "<li><a href=\"" + type.uri() + "\">" + type.slug() + "</a> (" + type.status() + "): "
                        + escaped(type.title()) + "</li>\n")
                .collect(Collectors.joining());
        send("Problems", "<ul>\n" + links + "</ul>\n", response);
    }

    /** The same in Markdown, as the documentation holds it. */
    static String markdown() {
        return "# Problems\n"
                + "Failures under `/v1` are answered as `application/problem+json` (RFC 9457). `type` is stable and leads"
                + " to a page of the server; `request_id` stands in the header `X-Request-Id` and in the log.\n"
                + Arrays.stream(ProblemType.values())
                        .map(type -> "\n## " + type.slug() + "\n`" + type.uri() + "` · status " + type.status() + " · "
                                + type.title() + ".\n\n" + type.meaning() + "\n\n" + type.remedy() + "\n")
                        .collect(Collectors.joining());
    }

    private static String body(ProblemType type) {
        return "<p>Status " + type.status() + ", type <code>" + type.uri() + "</code></p>\n<p>"
                + escaped(type.meaning()) + "</p>\n<p>" + escaped(type.remedy())
                + "</p>\n<p><a href=\"/docs/problems\">All problems</a></p>\n";
    }

    private static void send(String title, String body, HttpServletResponse response) throws IOException {
        byte[] page = ("<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>" + escaped(title)
                        + "</title></head>\n<body>\n<h1>" + escaped(title) + "</h1>\n" + body + "</body>\n</html>\n")
                .getBytes(StandardCharsets.UTF_8);
        response.setContentType("text/html;charset=UTF-8");
        response.setContentLength(page.length);
        response.getOutputStream().write(page);
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
