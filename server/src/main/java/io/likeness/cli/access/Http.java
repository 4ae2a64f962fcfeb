package io.likeness.cli.access;

import io.likeness.failure.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests to one server, whose refusals are thrown as what they mean. Connections are kept and used again. Safe for use by many threads. */
final class Http implements AutoCloseable {
    static final JsonMapper JSON = new JsonMapper();
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofMinutes(2);

    private final ServerAddress server;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    Http(ServerAddress server) {
        this.server = server;
    }

    JsonNode get(String path) {
        return json(request(path).GET());
    }

    JsonNode send(String method, String path, JsonNode body) {
        return json(request(path)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8)));
    }

    JsonNode send(String method, String path) {
        return json(request(path).method(method, BodyPublishers.noBody()));
    }

    JsonNode post(String path, MultipartForm form) {
        return json(request(path).header("Content-Type", form.contentType()).POST(form.body()));
    }

    /** The status that a request without a body is answered. */
    int status(String method, String path) {
        HttpResponse<InputStream> answer = exchange(request(path).method(method, BodyPublishers.noBody()));
        read(answer);
        return answer.statusCode();
    }

    /** A body of any length, to be closed by the caller; reading it has no time limit. */
    InputStream stream(String path) {
        HttpResponse<InputStream> answer = exchange(request(path).GET());
        if (answer.statusCode() >= 400) {
            throw refusal(answer.statusCode(), read(answer));
        }
        return answer.body();
    }

    private JsonNode json(HttpRequest.Builder request) {
        HttpResponse<InputStream> answer = exchange(request.timeout(ANSWER));
        byte[] body = read(answer);
        if (answer.statusCode() >= 300) {
            throw refusal(answer.statusCode(), body);
        }
        try {
            return body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
        } catch (JacksonException _) {
            throw stranger(answer.statusCode());
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.base() + path));
        if (!server.token().isEmpty()) {
            try {
                request.header("Authorization", "Bearer " + server.token());
            } catch (IllegalArgumentException _) {
                // The reason would quote the token.
                throw new Failure.BadInput("the token (TOKEN, --token) holds characters that no header can carry");
            }
        }
        return request;
    }

    private HttpResponse<InputStream> exchange(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofInputStream());
        } catch (ConnectException | HttpConnectTimeoutException e) {
            throw new Failure.Unavailable(
                    "no server answers at " + server + " (--server, LIKENESS_SERVER): start one with likeness serve,"
                            + " or open the library itself with --data DIR",
                    e);
        } catch (HttpTimeoutException e) {
            throw new Failure.Unavailable(
                    "the server at " + server + " did not answer within " + ANSWER.toSeconds() + " s", e);
        } catch (IOException e) {
            throw broken(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.Unavailable("interrupted", e);
        }
    }

    private byte[] read(HttpResponse<InputStream> answer) {
        try (InputStream body = answer.body()) {
            return body.readAllBytes();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private Failure broken(IOException e) {
        String reason = Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
        return new Failure.Unavailable("the connection to " + server + " broke: " + reason, e);
    }

    private Failure refusal(int status, byte[] body) {
        String detail;
        try {
            detail = JSON.readTree(body).path("detail").asString("");
        } catch (JacksonException _) {
            detail = "";
        }
        if (detail.isEmpty()) {
            return stranger(status);
        }
        return switch (status) {
            case 401 -> new Failure.Forbidden("the server wants a token: set TOKEN to the one it was started with");
            case 403 -> new Failure.Forbidden(detail);
            case 404 -> new Failure.NotFound(detail);
            case 409 -> new Failure.Conflict(detail);
            case 413 -> new Failure.TooLarge(detail);
            case 415 -> new Failure.UnsupportedImage(detail);
            case 422 -> Failure.UnsupportedImage.damaged(detail);
            case 429 -> new Failure.Overloaded(detail);
            case 500, 502, 503, 504 -> new Failure.Unavailable(detail);
            default -> new Failure.BadInput(detail);
        };
    }

    private Failure stranger(int status) {
        return new Failure.Unavailable("what answers at " + server
                + " (--server, LIKENESS_SERVER) is no Likeness server, or one of another version: status " + status);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
