package io.likeness.server.http;

import io.likeness.failure.Failure;
import io.likeness.storage.DurableFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads forms with a file that is too large for memory: it goes to the disk as it comes. Safe for use by many threads.
 */
public final class UploadReader {
    private static final String FILE = "file";
    private static final int BUFFER = 64 * 1024;
    private static final long OVERHEAD = 1 << 20;
    private static final int LONGEST_TEXT = 64 * 1024;
    private static final int LONGEST_NAME = 100;

    /** How many bytes are written between two looks at the disk. */
    private static final int STRIDE = 16 << 20;

    /** What uploads leave free of a disk, for the library that lies on it too. */
    private static final long LEFT_FREE = 256L << 20;

    private final long maxBytes;
    private final long leftFree;

    /**
     * @param maxBytes bytes of the file
     */
    public UploadReader(long maxBytes) {
        this(maxBytes, LEFT_FREE);
    }

    UploadReader(long maxBytes, long leftFree) {
        this.maxBytes = maxBytes;
        this.leftFree = leftFree;
    }

    /**
     * A form that was read.
     *
     * @param fields what stands beside the file
     * @param file where the file is, durably
     */
    public record Upload(Document fields, Path file) {}

    /**
     * Reads a form and puts its part {@code file} into {@code folder}. Where this fails the caller removes the folder.
     *
     * @param allowed the other fields that it may have
     * @throws Failure.BadInput if the form cannot be understood, has another field or no file
     * @throws Failure.TooLarge if the file has more bytes than it may have
     * @throws Failure.Unavailable if the disk has no room for it
     */
    public Upload read(Exchange exchange, Set<String> allowed, Path folder) {
        long length = exchange.request().getContentLengthLong();
        if (length > maxBytes + OVERHEAD) {
            throw tooLarge("the request has " + length + " bytes");
        }
        checkRoom(folder, Math.max(0, length));
        return BodyReader.received(() -> new Form(allowed, folder).read(exchange));
    }

    private Failure.TooLarge tooLarge(String what) {
        return new Failure.TooLarge(
                what + ", an archive or list may have " + maxBytes + " (likeness.import.max-upload)");
    }

    private void checkRoom(Path folder, long bytes) {
        try {
            long free = Files.getFileStore(folder).getUsableSpace();
            if (free < bytes + leftFree) {
                throw new Failure.Unavailable("the disk of " + folder + " has " + free + " bytes free, too few for the "
                        + bytes + " that come and the " + leftFree
                        + " that are kept free; make room and send it again");
            }
        } catch (IOException e) {
            throw notStored(e);
        }
    }

    private static Failure.Unavailable notStored(IOException e) {
        return new Failure.Unavailable("the file cannot be stored: " + e.getMessage(), e);
    }

    /** The form being read. Used by one thread. */
    private final class Form {
        private final Set<String> allowed;
        private final Path folder;
        private final Map<String, JsonNode> fields = new LinkedHashMap<>();
        private @Nullable Path file;

        Form(Set<String> allowed, Path folder) {
            this.allowed = allowed;
            this.folder = folder;
        }

        Upload read(Exchange exchange) throws IOException {
            InputStream body = new BoundedInput(
                    exchange.request().getInputStream(),
                    maxBytes + OVERHEAD,
                    tooLarge("the request has too many bytes").getMessage(),
                    _ -> {});
            MultipartBody.forEachPart(body, exchange.request().getContentType(), this::take);
            if (file == null) {
                throw new Failure.BadInput(
                        "the part \"" + FILE + "\" with a ZIP, TAR, TAR.GZ, CSV or JSONL file is missing");
            }
            return new Upload(new Document(fields, Map.of(), true), file);
        }

        private void take(MultipartBody.Part part, InputStream content) throws IOException {
            if (!part.name().equals(FILE)) {
                byte[] text = content.readNBytes(LONGEST_TEXT + 1);
                if (text.length > LONGEST_TEXT) {
                    throw new Failure.TooLarge(part.name() + " has more than " + LONGEST_TEXT + " bytes");
                }
                ObjectBody.putText(part.name(), MultipartBody.text(part.name(), text), allowed, fields);
                return;
            }
            if (file != null) {
                throw ObjectBody.twice(FILE);
            }
            file = folder.resolve("upload-" + plain(part.fileName()));
            save(content, file);
        }

        private void save(InputStream content, Path target) throws IOException {
            byte[] buffer = new byte[BUFFER];
            long written = 0;
            try (OutputStream out = open(target)) {
                for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                    if (written / STRIDE != (written + count) / STRIDE) {
                        checkRoom(folder, 0);
                    }
                    written += count;
                    if (written > maxBytes) {
                        throw tooLarge("the file has too many bytes");
                    }
                    write(out, buffer, count);
                }
            }
            if (written == 0) {
                throw new Failure.BadInput("the part \"" + FILE + "\" is empty: 0 bytes");
            }
            force(target);
        }

        private static OutputStream open(Path target) {
            try {
                return Files.newOutputStream(target);
            } catch (IOException e) {
                throw notStored(e);
            }
        }

        // Apart from reading, because a full disk is not the sender's fault.
        private static void write(OutputStream out, byte[] bytes, int count) {
            try {
                out.write(bytes, 0, count);
            } catch (IOException e) {
                throw notStored(e);
            }
        }

        private static void force(Path target) {
            try {
                DurableFiles.forceFile(target);
            } catch (IOException e) {
                throw notStored(e);
            }
        }

        /** The last part of a file's name, of plain characters only. */
        private static String plain(String fileName) {
            String last = fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
            String plain = last.replaceAll("[^A-Za-z0-9._-]", "_");
            return plain.length() > LONGEST_NAME ? plain.substring(plain.length() - LONGEST_NAME) : plain;
        }
    }
}
