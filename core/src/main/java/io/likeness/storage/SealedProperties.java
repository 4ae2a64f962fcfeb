package io.likeness.storage;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.zip.CRC32C;

/**
 * A few values in a properties file whose last line is a comment with the CRC-32C of what stands before. Stateless, hence safe for use by many threads
 * on different files.
 */
public final class SealedProperties {
    private static final String CHECKSUM = "# checksum ";

    private SealedProperties() {}

    /** Writes {@code properties} as the whole of {@code file}, durably and not by halves. */
    public static void write(Path file, Properties properties) throws IOException {
        StringWriter text = new StringWriter();
        properties.store(text, null);
        // A comment to whoever reads properties.
        String sealed = text + CHECKSUM + checksum(text.toString()) + "\n";
        DurableFiles.writeAtomically(file, sealed.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads what {@link #write} wrote; the checksum is for {@link #damage}.
     *
     * @throws IllegalArgumentException if it holds an escape that is none
     */
    public static Properties read(Path file) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(Files.readString(file)));
        return properties;
    }

    /** What is wrong with {@code file}, or empty. */
    public static Optional<String> damage(Path file) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        int end = text.lastIndexOf(CHECKSUM);
        if (end < 0) {
            return Optional.of("its last line should be a checksum and is none");
        }
        // One character a byte, so that what is no text is compared too.
        String content =
                new String(text.substring(0, end).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        boolean fits = text.substring(end).equals(CHECKSUM + checksum(content) + "\n");
        return fits ? Optional.empty() : Optional.of("it does not fit its checksum");
    }

    private static String checksum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", crc.getValue());
    }
}
