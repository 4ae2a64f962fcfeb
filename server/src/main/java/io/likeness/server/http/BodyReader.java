package io.likeness.server.http;

import io.likeness.failure.Failure;
import io.likeness.server.engine.ByteBudget;
import jakarta.servlet.http.HttpServletRequest;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads bodies: JSON objects, URL-encoded and multipart forms, always as UTF-8, within limits, into memory that is set aside first. Safe for use by
 * many threads.
 */
public final class BodyReader {
    /** Room for boundaries, headers and the other fields of a form. */
    private static final long OVERHEAD = 1 << 20;

    private static final long TEXT_LIMIT = 8 << 20;
    // A body, the parser's buffers of two bytes a character, and the text or array made of them.
    private static final int MEMORY_OF_TEXT = 6;
    private static final int MEMORY_OF_FILE = 2;

    private final long maxBytes;
    private final ByteBudget budget;

    /**
     * @param maxBytes bytes of a picture file
     */
    public BodyReader(long maxBytes, ByteBudget budget) {
        this.maxBytes = maxBytes;
        this.budget = budget;
    }

    /**
     * Reads the fields {@code wanted} and hands them to {@code work}; the memory stays set aside until that is done.
     *
     * @throws RefusedRequest if its type is not one of these
     * @throws Failure.BadInput if the body cannot be understood
     * @throws Failure.TooLarge if it has more bytes than it may have
     * @throws Failure.Overloaded if other requests leave no memory for it
     */
    public <T> T read(Exchange exchange, BodyKind kind, Set<String> wanted, Function<Fields, T> work) {
        HttpServletRequest request = exchange.request();
        Format format = Format.of(request, kind);
        long limit = limit(kind);
        String tooLarge = tooLarge(kind, limit);
        long length = request.getContentLengthLong();
        if (length > limit) {
            throw new Failure.TooLarge("the request has " + length + " bytes, " + tooLarge);
        }
        int factor = format == Format.MULTIPART ? MEMORY_OF_FILE : MEMORY_OF_TEXT;
        try (BodyMemory memory = BodyMemory.of(budget, length < 0 ? limit : length, factor)) {
            return work.apply(parse(request, format, limit, wanted, tooLarge, memory));
        }
    }

    /**
     * Reads an object, as JSON or as a form, and hands it to {@code work}; the memory stays set aside until that is done.
     *
     * @param allowed fields that it may have
     * @param files parts of a form that are pictures
     * @throws RefusedRequest if its type is none of these
     * @throws Failure.BadInput if the body cannot be understood or has another field
     * @throws Failure.TooLarge if it has more bytes than it may have
     * @throws Failure.Overloaded if other requests leave no memory for it
     */
    public <T> T readDocument(Exchange exchange, Set<String> allowed, Set<String> files, Function<Document, T> work) {
        HttpServletRequest request = exchange.request();
        Format format = Format.ofDocument(request, !files.isEmpty());
        long each = limit(format == Format.MULTIPART ? BodyKind.FILE : BodyKind.BASE64);
        long limit = each * Math.max(1, files.size());
        String tooLarge = tooLarge(BodyKind.FILE, limit);
        long length = request.getContentLengthLong();
        if (length > limit) {
            throw new Failure.TooLarge("the request has " + length + " bytes, " + tooLarge);
        }
        int factor = format == Format.MULTIPART ? MEMORY_OF_FILE : MEMORY_OF_TEXT;
        try (BodyMemory memory = BodyMemory.of(budget, length < 0 ? limit : length, factor)) {
            return work.apply(parsed(
                    request,
                    limit,
                    tooLarge,
                    memory,
                    body -> format == Format.MULTIPART
                            ? ObjectBody.readMultipart(body, request.getContentType(), allowed, files, maxBytes)
                            : ObjectBody.readJson(body, allowed)));
        }
    }

    private Fields parse(
            HttpServletRequest request,
            Format format,
            long limit,
            Set<String> wanted,
            String tooLarge,
            BodyMemory memory) {
        return parsed(request, limit, tooLarge, memory, body -> switch (format) {
            case MULTIPART -> MultipartBody.read(body, request.getContentType(), wanted, maxBytes);
            case JSON -> JsonBody.read(body, wanted);
            case URL_ENCODED -> readForm(body, wanted);
        });
    }

    /** Makes something of a body. */
    @FunctionalInterface
    private interface Parser<T> {
        T parse(InputStream body) throws IOException;
    }

    private static <T> T parsed(
            HttpServletRequest request, long limit, String tooLarge, BodyMemory memory, Parser<T> parser) {
        return received(() -> parser.parse(new BoundedInput(
                request.getInputStream(), limit, "the request has too many bytes, " + tooLarge, memory::come)));
    }

    /** Reads from a request. */
    @FunctionalInterface
    interface Receiving<T> {
        T receive() throws IOException;
    }

    /**
     * Reads from a request, telling what went wrong on the way.
     *
     * @throws Failure.BadInput if it does not arrive whole and in time
     */
    static <T> T received(Receiving<T> receiving) {
        try {
            return receiving.receive();
        } catch (SocketTimeoutException _) {
            throw new Failure.BadInput("the rest of the request did not arrive in time");
        } catch (EOFException _) {
            throw new Failure.BadInput("the request ended before its body did");
        } catch (IOException e) {
            throw new Failure.BadInput("the body cannot be read: " + e.getMessage());
        }
    }

    /** Some clients call JSON a form unless told otherwise; no form begins with a brace. */
    private static Fields readForm(InputStream body, Set<String> wanted) throws IOException {
        BufferedInputStream ahead = new BufferedInputStream(body);
        ahead.mark(1);
        int first = ahead.read();
        ahead.reset();
        return first == '{' ? JsonBody.read(ahead, wanted) : FormBody.read(ahead, wanted);
    }

    private long limit(BodyKind kind) {
        return switch (kind) {
            case FILE -> maxBytes + OVERHEAD;
            // Base64 takes 4 bytes for 3, and more where it is broken into lines or escaped.
            case BASE64 -> maxBytes + maxBytes / 2 + OVERHEAD;
            case TEXT -> TEXT_LIMIT;
        };
    }

    private String tooLarge(BodyKind kind, long limit) {
        return switch (kind) {
            case FILE, BASE64 -> "a picture may have " + maxBytes + " (likeness.max-bytes)";
            case TEXT -> "a request without a picture in it may have " + limit;
        };
    }

    /** How a body is written. */
    private enum Format {
        JSON,
        URL_ENCODED,
        MULTIPART;

        private static String type(HttpServletRequest request) {
            String given = request.getContentType() == null ? "" : request.getContentType();
            return given.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        }

        static Format ofDocument(HttpServletRequest request, boolean withFiles) {
            String type = type(request);
            if (withFiles && type.equals("multipart/form-data")) {
                return MULTIPART;
            }
            if (type.equals("application/json") || type.endsWith("+json")) {
                return JSON;
            }
            throw refused(type, "application/json" + (withFiles ? " or multipart/form-data" : ""));
        }

        private static RefusedRequest refused(String type, String needed) {
            return new RefusedRequest(new Refusal(
                    415,
                    (type.isEmpty() ? "there is no Content-Type" : "the Content-Type is " + type) + ", this needs "
                            + needed));
        }

        static Format of(HttpServletRequest request, BodyKind kind) {
            String type = type(request);
            if (type.equals("multipart/form-data")) {
                return MULTIPART;
            }
            if (kind != BodyKind.FILE && (type.equals("application/json") || type.endsWith("+json"))) {
                return JSON;
            }
            if (kind != BodyKind.FILE && type.equals("application/x-www-form-urlencoded")) {
                return URL_ENCODED;
            }
            throw refused(
                    type,
                    kind == BodyKind.FILE
                            ? "multipart/form-data with the picture in the part \"file\""
                            : "application/json, application/x-www-form-urlencoded or multipart/form-data");
        }
    }
}
