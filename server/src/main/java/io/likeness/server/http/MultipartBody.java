package io.likeness.server.http;

import io.likeness.failure.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.tomcat.util.http.fileupload.FileItemHeaders;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.FileUploadBase;
import org.jspecify.annotations.Nullable;

/** Reads {@code multipart/form-data} part by part, without a temporary file. */
final class MultipartBody {
    /** Name of the part that holds a picture. */
    private static final String FILE = "file";

    private static final int MOST_PARTS = 100;

    private MultipartBody() {}

    /**
     * What is said of a part.
     *
     * @param fileName empty where it has none
     */
    record Part(String name, String fileName) {}

    /** Takes one part. */
    @FunctionalInterface
    interface PartReader {
        void read(Part part, InputStream content) throws IOException;
    }

    /**
     * @param maxBytes bytes of the picture
     */
    static Fields read(InputStream body, String contentType, Set<String> wanted, long maxBytes) throws IOException {
        Fields.Builder fields = new Fields.Builder();
        forEachPart(body, contentType, (part, content) -> {
            String name = part.name();
            if (!wanted.contains(name)) {
                return;
            }
            if (name.equals(FILE)) {
                fields.file(name, picture(content, maxBytes));
            } else {
                fields.text(name, text(name, content));
            }
        });
        return fields.build();
    }

    /** Hands every part that has a name to {@code reader}, in order. */
    static void forEachPart(InputStream body, String contentType, PartReader reader) throws IOException {
        // Knows the syntax of headers, with all that clients make of it.
        FileUpload syntax = new FileUpload();
        MultipartParts parts = new MultipartParts(body, boundary(syntax, contentType));
        for (int count = 1; parts.next(); count++) {
            if (count > MOST_PARTS) {
                throw new Failure.BadInput("the form has more than " + MOST_PARTS + " parts, which is the limit");
            }
            Optional<Part> part = decoded(() -> part(syntax, parts.headers()));
            if (part.isPresent()) {
                reader.read(part.get(), parts.content());
            }
        }
    }

    private static byte[] boundary(FileUpload syntax, String contentType) {
        // Null where there is none.
        Optional<byte[]> boundary = decoded(() -> Optional.ofNullable(syntax.getBoundary(contentType)));
        return boundary.filter(bytes -> bytes.length <= MultipartParts.LONGEST_BOUNDARY)
                .orElseThrow(() -> MultipartParts.broken("its Content-Type names no boundary of 1 to "
                        + MultipartParts.LONGEST_BOUNDARY + " characters"));
    }

    /** What is said of a part, or nothing where it has no name. */
    private static Optional<Part> part(FileUpload syntax, String lines) {
        FileItemHeaders headers = syntax.getParsedHeaders(lines);
        String name = syntax.getFieldName(headers);
        if (name == null) {
            return Optional.empty();
        }
        checkWhole(name, headers.getHeader(FileUploadBase.CONTENT_TYPE));
        return Optional.of(new Part(name, fileName(syntax.getFileName(headers))));
    }

    private static <T> T decoded(Supplier<T> parser) {
        try {
            return parser.get();
        } catch (IllegalArgumentException _) {
            // From the decoder of base64 within encoded words (RFC 2047).
            throw MultipartParts.broken("a header holds an encoded word that cannot be decoded");
        }
    }

    private static void checkWhole(String name, @Nullable String type) {
        if (type != null && type.toLowerCase(Locale.ROOT).startsWith(FileUploadBase.MULTIPART_MIXED)) {
            throw new Failure.BadInput("the part \"" + name + "\" holds parts itself (" + FileUploadBase.MULTIPART_MIXED
                    + "); each file must be a part of the form");
        }
    }

    private static String fileName(@Nullable String given) {
        String fileName = Objects.requireNonNullElse(given, "");
        if (fileName.indexOf('\0') >= 0) {
            throw new Failure.BadInput("a part's file name holds a NUL character");
        }
        return fileName;
    }

    /** Reads a picture's bytes. */
    static byte[] picture(InputStream content, long maxBytes) throws IOException {
        byte[] bytes = content.readNBytes((int) maxBytes);
        if (content.read() >= 0) {
            throw new Failure.TooLarge(
                    "the picture has more than " + maxBytes + " bytes, which is the limit (likeness.max-bytes)");
        }
        return bytes;
    }

    /** Reads a text, strictly as UTF-8. */
    static String text(String name, InputStream content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        content.transferTo(bytes);
        return text(name, bytes.toByteArray());
    }

    /** The text that bytes write, strictly as UTF-8. */
    static String text(String name, byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException _) {
            throw new Failure.BadInput(name + " is not UTF-8");
        }
    }
}
