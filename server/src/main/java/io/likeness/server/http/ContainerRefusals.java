package io.likeness.server.http;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers what Tomcat refuses by itself, before any filter sees it: a broken request line, a bad header, a path that cannot be decoded. Safe for use by
 * many threads.
 */
public final class ContainerRefusals extends ErrorReportValve {
    private static final JsonMapper JSON = new JsonMapper();

    @Override
    protected void report(Request request, Response response, @Nullable Throwable thrown) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        Refusal refusal = thrown != null && status >= 500
                ? Incidents.report("the container", thrown)
                : new Refusal(status, "the request is not HTTP that this server takes (status " + status + ")");
        String path = request.getRequestURI() == null ? "" : request.getRequestURI();
        String requestId = RequestIds.of(request, response);
        boolean problem = Problem.isFor(path);
        byte[] body = JSON.writeValueAsBytes(
                problem ? Problem.of(refusal, path, requestId) : Envelope.failure(Operation.REFUSED, refusal.detail()));
        SecurityHeaders.set(path, response);
        try {
            response.setContentType(problem ? Problem.MEDIA_TYPE : "application/json");
            response.setCharacterEncoding("UTF-8");
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
            response.finishResponse();
        } catch (IOException _) {
            // The caller has gone; there is nobody left to tell.
        }
    }
}
