package io.likeness.server.wiring;

import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Keeps Spring from reporting a failed start, which whoever starts the server does in one sentence. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class QuietStart implements SpringBootExceptionReporter {
    @Override
    public boolean reportException(Throwable failure) {
        return true;
    }
}
