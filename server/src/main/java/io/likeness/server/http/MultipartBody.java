package io.likeness.server.http;

import io.likeness.failure.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.FileUploadException;
import org.apache.tomcat.util.http.fileupload.InvalidFileNameException;
import org.apache.tomcat.util.http.fileupload.UploadContext;

/** Reads {@code multipart/form-data} part by part, without a temporary file. */
final class MultipartBody {
    /** Name of the part that holds a picture. */
    private static final String FILE = "file";

    private static final int MOST_PARTS = 100;
    private static final int MOST_HEADER_BYTES = 8192;

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
        FileUpload upload = new FileUpload();
        upload.setHeaderEncoding("UTF-8");
        upload.setPartHeaderSizeMax(MOST_HEADER_BYTES);
        try {
            FileItemIterator parts = upload.getItemIterator(new Body(contentType, body));
            for (int count = 1; parts.hasNext(); count++) {
                if (count > MOST_PARTS) {
                    throw new Failure.BadInput("the form has more than " + MOST_PARTS + " parts, which is the limit");
                }
                FileItemStream part = parts.next();
                String name = part.getFieldName();
                if (name != null) {
                    try (InputStream content = part.openStream()) {
                        reader.read(new Part(name, fileName(part)), content);
                    }
                }
            }
        } catch (FileUploadException e) {
            throw new Failure.BadInput("the multipart form is broken: " + e.getMessage());
        }
    }

    private static String fileName(FileItemStream part) {
        try {
            return part.getName() == null ? "" : part.getName();
        } catch (InvalidFileNameException _) {
            throw new Failure.BadInput("a part's file name holds a NUL character");
        }
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

    private record Body(String contentType, InputStream stream) implements UploadContext {
        /** Unknown: the stream itself is bounded. */
        @Override
        public long contentLength() {
            return -1;
        }

        @Override
        public String getCharacterEncoding() {
            return "UTF-8";
        }

        @Override
        public String getContentType() {
            return contentType;
        }

        @Override
        public InputStream getInputStream() {
            return stream;
        }
    }
}
