package io.likeness.server.http;

import io.likeness.failure.Failure;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Writes answers: the one place that decides on status, headers and shape. Safe for use by many threads. */
public final class Answers {
    private static final Logger log = LoggerFactory.getLogger(Answers.class);
    private static final int OK = 200;

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
        send(exchange, OK, Envelope.success(operation.succeeded(), data), false);
    }

    /** Answers a failure. */
    public void failure(Exchange exchange, Failure failure) {
        refuse(exchange, Refusal.of(failure));
    }

    /** Answers that a request could not be done. */
    public void refuse(Exchange exchange, Refusal refusal) {
        String msg = Operation.ofPath(exchange.path()).failed();
        send(exchange, status(exchange, refusal), Envelope.failure(msg, refusal.detail()), refusal.retryable());
    }

    /** Answers that a request is not let in. */
    public void deny(Exchange exchange, Refusal refusal) {
        send(exchange, status(exchange, refusal), Envelope.failure(Operation.REFUSED, refusal.detail()), false);
    }

    private int status(Exchange exchange, Refusal refusal) {
        return honestStatus || !isEarlierInterface(exchange.path()) ? refusal.status() : OK;
    }

    private static boolean isEarlierInterface(String path) {
        return path.equals("/api") || path.startsWith("/api/");
    }

    private void send(Exchange exchange, int status, Envelope envelope, boolean retryLater) {
        byte[] body = json.writeValueAsBytes(envelope);
        if (!exchange.claim()) {
            return;
        }
        HttpServletResponse response = exchange.response();
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        response.setStatus(status);
        response.setContentType("application/json;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        if (retryLater) {
            response.setHeader("Retry-After", "1");
        }
        response.setContentLength(body.length);
        try {
            response.getOutputStream().write(body);
            response.flushBuffer();
        } catch (IOException e) {
            log.debug("The caller of {} went before it was answered: {}", exchange.path(), e.toString());
        }
    }
}
