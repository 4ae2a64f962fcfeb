package io.likeness.server.http;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.AccessLog;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Writes one line for each request when it has been answered, also for those that no handler ever saw: caller, method, path without its query, status,
 * bytes of the answer, milliseconds, and the request's id. Nothing of what a caller sent as header or body is in it. Safe for use by many threads.
 */
public final class AccessLines extends ValveBase implements AccessLog {
    /** Name of the logger that the lines go to. */
    public static final String LOGGER = "io.likeness.access";

    private static final Logger log = LoggerFactory.getLogger(LOGGER);

    /** A request may be answered long after it was read. */
    public AccessLines() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
    }

    @Override
    public void log(Request request, Response response, long nanos) {
        String method = printable(request.getMethod());
        String path = printable(request.getRequestURI());
        long bytes = Math.max(0, response.getBytesWritten(false));
        double millis = Math.round(nanos / (double) TimeUnit.MICROSECONDS.toNanos(1)) / 1e3;
        @Nullable String id = response.getHeader(RequestIds.HEADER);
        try (MDC.MDCCloseable _ = MDC.putCloseable(RequestIds.LOG_NAME, id == null ? "" : id)) {
            log.atInfo()
                    .addKeyValue("client.ip", request.getRemoteAddr())
                    .addKeyValue("http.request.method", method)
                    .addKeyValue("url.path", path)
                    .addKeyValue("http.response.status_code", response.getStatus())
                    .addKeyValue("http.response.bytes", bytes)
                    .addKeyValue("duration_ms", millis)
                    .setMessage("{} {} {} {} {} B {} ms")
                    .addArgument(request.getRemoteAddr())
                    .addArgument(method)
                    .addArgument(path)
                    .addArgument(response.getStatus())
                    .addArgument(bytes)
                    .addArgument(millis)
                    .log();
        }
    }

    /** What stood in a request line that Tomcat refused may look like lines of the log. */
    private static String printable(@Nullable String text) {
        return text == null ? "-" : text.replaceAll("[^\\x21-\\x7e]", "?");
    }

    @Override
    public void setRequestAttributesEnabled(boolean enabled) {
        // What a proxy says of its caller is not asked for.
    }

    @Override
    public boolean getRequestAttributesEnabled() {
        return false;
    }
}
