package io.likeness.server.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/** A request and its response, which is written once: by whoever claims it first. Safe for use by many threads. */
public final class Exchange {
    private static final String ATTRIBUTE = Exchange.class.getName();

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Thread worker = Thread.currentThread();
    private final AtomicBoolean claimed = new AtomicBoolean();

    private Exchange(HttpServletRequest request, HttpServletResponse response) {
        this.request = request;
        this.response = response;
    }

    /** The exchange of a request on its own thread: the one begun before, else a new one. */
    public static Exchange of(HttpServletRequest request, HttpServletResponse response) {
        if (request.getAttribute(ATTRIBUTE) instanceof Exchange known) {
            return known;
        }
        Exchange exchange = new Exchange(request, response);
        request.setAttribute(ATTRIBUTE, exchange);
        return exchange;
    }

    HttpServletRequest request() {
        return request;
    }

    HttpServletResponse response() {
        return response;
    }

    /** Names the request in its answer and in the log. */
    String requestId() {
        return RequestIds.of(request, response);
    }

    /** A header of the request, or empty where it is left out. */
    public String requestHeader(String name) {
        String value = request.getHeader(name);
        return value == null ? "" : value;
    }

    /** Whether the body is a form of parts. */
    public boolean hasParts() {
        String type = request.getContentType();
        return type != null && type.strip().toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
    }

    /** Whether nothing was sent but the address and headers. */
    public boolean isWithoutBody() {
        return request.getContentType() == null && request.getContentLengthLong() <= 0;
    }

    /** Sets a header of the answer that is still to come. */
    public void header(String name, String value) {
        response.setHeader(name, value);
    }

    /** Path of the request, without its query, as sent. */
    public String path() {
        return request.getRequestURI();
    }

    /** Whether the caller may answer: true once. */
    boolean claim() {
        return claimed.compareAndSet(false, true);
    }

    /** Wakes the thread that works on the request. */
    void interrupt() {
        worker.interrupt();
    }
}
