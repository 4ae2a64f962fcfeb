package io.likeness.cli.access;

import io.likeness.failure.Failure;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;

/** A form with one file, which is read while it is sent. Used by one thread. */
final class MultipartForm {
    private final String boundary = "likeness-" + UUID.randomUUID();
    private final ByteArrayOutputStream fields = new ByteArrayOutputStream();
    private BodyPublisher file = BodyPublishers.noBody();

    /** A text; one that is empty is left out. */
    MultipartForm field(String name, String value) {
        if (!value.isEmpty()) {
            part("Content-Disposition: form-data; name=\"" + name + "\"");
            fields.writeBytes((value + "\r\n").getBytes(StandardCharsets.UTF_8));
        }
        return this;
    }

    /** The file of this form. */
    MultipartForm file(Path path) {
        try {
            file = BodyPublishers.ofFile(path);
            return this;
        } catch (FileNotFoundException _) {
            throw new Failure.NotFound("the file " + path + " cannot be opened; it must be there and readable");
        }
    }

    /** The bytes of the file of this form. */
    MultipartForm file(byte[] bytes) {
        file = BodyPublishers.ofByteArray(bytes);
        return this;
    }

    String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    BodyPublisher body() {
        // The name of the file means nothing to the server, whatever characters are in it.
        part(
                "Content-Disposition: form-data; name=\"file\"; filename=\"file\"\r\nContent-Type: application/octet-stream");
        return BodyPublishers.concat(
                BodyPublishers.ofByteArray(fields.toByteArray()),
                file,
                BodyPublishers.ofString("\r\n--" + boundary + "--\r\n", StandardCharsets.US_ASCII));
    }

    private void part(String head) {
        fields.writeBytes(("--" + boundary + "\r\n" + head + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
    }
}
