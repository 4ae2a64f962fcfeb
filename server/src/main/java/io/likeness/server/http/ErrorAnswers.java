package io.likeness.server.http;

import io.likeness.failure.Failure;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Controller;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Answers whatever went wrong on a request's way: no stack trace and no page of the framework reaches a caller. Safe for use by many threads. */
@Controller
public final class ErrorAnswers implements ErrorController, HandlerExceptionResolver, Ordered {
    private static final int NOT_FOUND = 404;

    private final Answers answers;

    public ErrorAnswers(Answers answers) {
        this.answers = answers;
    }

    /** Before all other resolvers, which would answer in their own way. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    /** Answers what a handler threw, unless an answer has begun, which nothing can be added to. */
    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception thrown) {
        if (thrown instanceof BrokenAnswer) {
            return null;
        }
        Exchange exchange = Exchange.of(request, response);
        if (thrown instanceof HttpRequestMethodNotSupportedException method && method.getSupportedMethods() != null) {
            response.setHeader("Allow", String.join(", ", method.getSupportedMethods()));
        }
        answers.refuse(exchange, refusal(exchange, thrown));
        return new ModelAndView();
    }

    /** The refusal that stands for {@code thrown}; what nobody expected is logged. */
    public static Refusal refusal(Exchange exchange, Throwable thrown) {
        return switch (thrown) {
            case Failure failure -> Refusal.of(failure);
            case RefusedRequest refused -> refused.refusal();
            case ErrorResponse response
            when response.getStatusCode().is4xxClientError() ->
                new Refusal(
                        response.getStatusCode().value(),
                        inWords(response.getStatusCode().value(), exchange));
            default -> Incidents.report(exchange.path(), thrown);
        };
    }

    /** Answers what the container could not hand to a handler. */
    @RequestMapping("/error")
    public void error(HttpServletRequest request, HttpServletResponse response) {
        Exchange exchange = Exchange.of(request, response);
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable thrown) {
            answers.refuse(exchange, refusal(exchange, thrown));
            return;
        }
        int status =
                request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? code : NOT_FOUND;
        answers.refuse(exchange, new Refusal(status, inWords(status, exchange)));
    }

    private static String inWords(int status, Exchange exchange) {
        return switch (status) {
            case 404 -> "there is nothing at this path; /docs shows what there is";
            case 405 ->
                "the method " + exchange.request().getMethod()
                        + " does nothing at this path; /docs shows what there is";
            default -> "the request cannot be done (status " + status + ")";
        };
    }
}
