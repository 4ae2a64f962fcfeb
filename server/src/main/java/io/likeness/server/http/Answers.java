package io.likeness.server.http;

import io.likeness.failure.Failure;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Writes answers: the one place that decides on status, headers and shape. Safe for use by many threads. */
public final class Answers {
    private static final Logger log = LoggerFactory.getLogger(Answers.class);
    private static final int OK = 200;
    private static final String JSON = "application/json";
    private static final String NOT_CACHED = "no-store";
    private static final int LONGEST_LOGGED = 300;

    private final JsonMapper json;
    private final boolean honestStatus;

    /**
     * @param honestStatus whether failures of the earlier interface answer a status that says so, instead of 200
     */
    public Answers(JsonMapper json, boolean honestStatus) {
        this.json = json;
        this.honestStatus = honestStatus;
    }

    /** Answers a success of the earlier interface. */
    public void success(Exchange exchange, Operation operation, Object data) {
        send(
                exchange,
                OK,
                utf8(JSON),
                NOT_CACHED,
                json.writeValueAsBytes(Envelope.success(operation.succeeded(), data)));
    }

    /** Answers {@code body} as JSON. */
    public void json(Exchange exchange, int status, Object body) {
        send(exchange, status, JSON, NOT_CACHED, json.writeValueAsBytes(body));
    }

    /** Answers bytes that the caller alone may keep for {@code maxAgeSeconds}. */
    public void cacheable(Exchange exchange, int status, String type, long maxAgeSeconds, byte[] body) {
        send(exchange, status, type, "private, max-age=" + maxAgeSeconds + ", immutable", body);
    }

    /** Answers that it is done and there is nothing to say. */
    public void done(Exchange exchange) {
        send(exchange, HttpServletResponse.SC_NO_CONTENT, "", NOT_CACHED, new byte[0]);
    }

    /** Writes the body of an answer bit by bit. */
    @FunctionalInterface
    public interface BodyWriter {
        /**
         * Writes all of it; {@code body} is not closed.
         *
         * @throws IOException if the caller has gone
         */
        void write(OutputStream body) throws IOException;
    }

    /**
     * Answers with a body whose length nobody knows yet; to a request for the head alone, without it. Where writing fails, the connection is broken: an
     * answer that ends in order is whole.
     */
    public void stream(Exchange exchange, String type, BodyWriter writer) {
        if (!exchange.claim()) {
            return;
        }
        HttpServletResponse response = exchange.response();
        response.setStatus(OK);
        response.setHeader("Cache-Control", NOT_CACHED);
        response.setContentType(type);
        try {
            // From here on it is begun, and no other answer is possible.
            response.flushBuffer();
            if (!exchange.request().getMethod().equals("HEAD")) {
                writer.write(response.getOutputStream());
            }
            response.flushBuffer();
        } catch (IOException e) {
            log.debug("The caller of {} went before it was answered: {}", exchange.path(), e.toString());
            throw new BrokenAnswer(e);
        } catch (Failure e) {
            log.warn("The answer to {} was cut off: {}", exchange.path(), e.getMessage());
            throw new BrokenAnswer(e);
        }
    }

    /** Answers a failure. */
    public void failure(Exchange exchange, Failure failure) {
        refuse(exchange, Refusal.of(failure));
    }

    /** Answers that a request could not be done. */
    public void refuse(Exchange exchange, Refusal refusal) {
        refuse(exchange, refusal, Operation.ofPath(exchange.path()).failed());
    }

    /** Answers that a request is not let in. */
    public void deny(Exchange exchange, Refusal refusal) {
        refuse(exchange, refusal, Operation.REFUSED);
    }

    private void refuse(Exchange exchange, Refusal refusal, String msg) {
        if (refusal.retryAfter() > 0) {
            exchange.header("Retry-After", String.valueOf(refusal.retryAfter()));
        }
        if (refusal.type() == ProblemType.UNAUTHORIZED) {
            exchange.header("WWW-Authenticate", "Bearer");
        }
        if (Problem.isFor(exchange.path())) {
            log.info(
                    "{} {} is refused: {} {}, {}",
                    exchange.request().getMethod(),
                    exchange.path(),
                    refusal.status(),
                    refusal.type().slug(),
                    oneLine(refusal.detail()));
            Problem problem = Problem.of(refusal, exchange.path(), exchange.requestId());
            send(exchange, refusal.status(), Problem.MEDIA_TYPE, NOT_CACHED, json.writeValueAsBytes(problem));
        } else {
            byte[] envelope = json.writeValueAsBytes(Envelope.failure(msg, refusal.detail()));
            send(exchange, status(exchange, refusal), utf8(JSON), NOT_CACHED, envelope);
        }
    }

    private int status(Exchange exchange, Refusal refusal) {
        return honestStatus || !isEarlierInterface(exchange.path()) ? refusal.status() : OK;
    }

    private static boolean isEarlierInterface(String path) {
        return path.equals("/api") || path.startsWith("/api/");
    }

    /** The earlier interface says so although JSON is nothing else. */
    private static String utf8(String type) {
        return type + ";charset=UTF-8";
    }

    /** Details quote what callers sent, which must not look like lines of the log. */
    private static String oneLine(String text) {
        String cut = text.length() > LONGEST_LOGGED ? text.substring(0, LONGEST_LOGGED) + "…" : text;
        return cut.replaceAll("\\p{Cntrl}", "?");
    }

    private static void send(Exchange exchange, int status, String type, String caching, byte[] body) {
        if (!exchange.claim()) {
            return;
        }
        HttpServletResponse response = exchange.response();
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        response.setStatus(status);
        response.setHeader("Cache-Control", caching);
        try {
            if (!type.isEmpty()) {
                response.setContentType(type);
                response.setContentLength(body.length);
                response.getOutputStream().write(body);
            }
            response.flushBuffer();
        } catch (IOException e) {
            log.debug("The caller of {} went before it was answered: {}", exchange.path(), e.toString());
        }
    }
}
