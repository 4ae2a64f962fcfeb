package io.likeness.storage;

import io.likeness.embedding.ModelFingerprint;
import io.likeness.failure.Failure;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a data directory says of itself. Its text is a properties file in UTF-8 whose last line is the SHA-256 of all lines before it; that much holds
 * for every format, older and newer.
 *
 * @param model the model whose vectors the index holds
 * @param createdBy the version of Likeness that created the directory
 * @param created when
 * @param modelFiles SHA-256 of the files of the model's copy, by name; empty where the version that created the directory did not write them down
 */
record Manifest(ModelFingerprint model, String createdBy, Instant created, Map<String, String> modelFiles) {
    /** The format of data directories that this version reads and writes. */
    static final int FORMAT = 1;

    private static final String CHECKSUM = "checksum=";
    private static final String MODEL_FILE = "model.file.";

    Manifest {
        modelFiles = Map.copyOf(modelFiles);
    }

    /** The text to be stored. */
    byte[] encode() {
        Map<String, String> values = new TreeMap<>(Map.of(
                "format", Integer.toString(FORMAT),
                "model.name", model.name(),
                "model.sha256", model.sha256(),
                "model.dimension", Integer.toString(model.dimension()),
                "created-by", createdBy,
                "created", created.toString()));
        modelFiles.forEach((name, sha256) -> values.put(MODEL_FILE + escapedName(name), sha256));
        String text = values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + escaped(entry.getValue()) + "\n")
                .collect(Collectors.joining());
        return (text + CHECKSUM + sha256(text.getBytes(StandardCharsets.UTF_8)) + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    // As java.util.Properties reads it back; a leading blank would be skipped, a line end would end the value.
    private static String escaped(String value) {
        String escaped = value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
        return !escaped.isEmpty() && Character.isWhitespace(escaped.charAt(0)) ? "\\" + escaped : escaped;
    }

    // Names end at these characters.
    private static String escapedName(String name) {
        return name.replaceAll("[\\\\\\s=:#!]", "\\\\$0");
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @param file where it was found, for messages
     * @throws Failure.Conflict if it is damaged or of another format
     */
    static Manifest decode(Path file, byte[] bytes) {
        // One character a byte, so that positions in it are positions in the file.
        String raw = new String(bytes, StandardCharsets.ISO_8859_1);
        int checksumAt = raw.lastIndexOf("\n" + CHECKSUM) + 1;
        if (checksumAt == 0) {
            throw damaged(file, "its last line should be a checksum and is none");
        }
        String found = sha256(Arrays.copyOf(bytes, checksumAt));
        String expected = raw.substring(checksumAt + CHECKSUM.length());
        if (!expected.equals(found + "\n")) {
            throw damaged(file, "its checksum is " + found + ", expected is " + expected.strip());
        }
        try {
            Properties properties = properties(new String(bytes, StandardCharsets.UTF_8));
            checkFormat(file, properties);
            ModelFingerprint model = new ModelFingerprint(
                    value(file, properties, "model.name"),
                    value(file, properties, "model.sha256"),
                    Integer.parseInt(value(file, properties, "model.dimension")));
            Map<String, String> modelFiles = new TreeMap<>();
            for (String name : properties.stringPropertyNames()) {
                if (name.startsWith(MODEL_FILE)) {
                    modelFiles.put(name.substring(MODEL_FILE.length()), value(file, properties, name));
                }
            }
            return new Manifest(
                    model,
                    value(file, properties, "created-by"),
                    Instant.parse(value(file, properties, "created")),
                    modelFiles);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw damaged(file, "a value cannot be read: " + e.getMessage());
        }
    }

    private static Properties properties(String text) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException e) {
            throw new AssertionError("a string has no I/O", e);
        }
        return properties;
    }

    private static void checkFormat(Path file, Properties properties) {
        int format = Integer.parseInt(value(file, properties, "format"));
        if (format != FORMAT) {
            throw new Failure.Conflict(file + " says that the directory has format " + format
                    + ", this version of Likeness knows format " + FORMAT
                    + ": start the version that made it, or a newer one ("
                    + properties.getProperty("created-by", "it does not say which")
                    + "), or give this one another directory"
                    + " with --data (likeness.data)");
        }
    }

    private static String value(Path file, Properties properties, String name) {
        return Optional.ofNullable(properties.getProperty(name))
                .orElseThrow(() -> damaged(file, "it does not say " + name));
    }

    private static Failure.Conflict damaged(Path file, String how) {
        return new Failure.Conflict(
                file + " is damaged: " + how + "; restore this file from a backup of the data directory,"
                        + " or give the server another directory with --data (likeness.data)");
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
