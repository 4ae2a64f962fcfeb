package io.likeness.storage;

import io.likeness.embedding.ModelFingerprint;
import io.likeness.failure.Failure;
import io.likeness.storage.Generation.Beside;
import io.likeness.storage.Generation.Role;
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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a data directory says of itself. Its text is a properties file in UTF-8 whose last line is the SHA-256 of all lines before it; that much holds
 * for every format, older and newer.
 *
 * @param serving the generation that answers
 * @param beside a second one, or empty
 * @param createdBy the version of Likeness that created the directory
 * @param created when
 */
record Manifest(Generation serving, Optional<Beside> beside, String createdBy, Instant created) {
    /** The format of a directory whose only generation is the first. */
    static final int FORMAT = 1;

    /** The format of any other; versions that know the first only refuse it. */
    static final int FORMAT_OF_GENERATIONS = 2;

    private static final String CHECKSUM = "checksum=";
    private static final String BESIDE = "beside.";

    /** The manifest of a new directory. */
    Manifest(ModelFingerprint model, String createdBy, Instant created, Map<String, String> modelFiles) {
        this(new Generation(Generation.FIRST, model, modelFiles), Optional.empty(), createdBy, created);
    }

    /** The model whose vectors answer. */
    ModelFingerprint model() {
        return serving.model();
    }

    /** SHA-256 of the files of that model's copy, by name; empty where the version that created the directory did not write them down. */
    Map<String, String> modelFiles() {
        return serving.modelFiles();
    }

    /** The numbers of the generations. */
    Set<Integer> numbers() {
        Set<Integer> numbers = new TreeSet<>(Set.of(serving.number()));
        beside.ifPresent(second -> numbers.add(second.generation().number()));
        return numbers;
    }

    /** This manifest with other generations. */
    Manifest with(Generation newServing, Optional<Beside> newBeside) {
        return new Manifest(newServing, newBeside, createdBy, created);
    }

    private boolean isPlain() {
        return serving.number() == Generation.FIRST && beside.isEmpty();
    }

    /** The text to be stored. */
    byte[] encode() {
        Map<String, String> values = new TreeMap<>(Map.of(
                "format",
                Integer.toString(isPlain() ? FORMAT : FORMAT_OF_GENERATIONS),
                "created-by",
                createdBy,
                "created",
                created.toString()));
        encode(serving, "", values);
        beside.ifPresent(second -> {
            values.put(BESIDE + "role", second.role().name().toLowerCase(Locale.ROOT));
            encode(second.generation(), BESIDE, values);
        });
        String text = values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + escaped(entry.getValue()) + "\n")
                .collect(Collectors.joining());
        return (text + CHECKSUM + sha256(text.getBytes(StandardCharsets.UTF_8)) + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private void encode(Generation generation, String prefix, Map<String, String> values) {
        ModelFingerprint model = generation.model();
        values.put(prefix + "model.name", model.name());
        values.put(prefix + "model.sha256", model.sha256());
        values.put(prefix + "model.dimension", Integer.toString(model.dimension()));
        if (!isPlain()) {
            values.put(prefix + "generation", Integer.toString(generation.number()));
        }
        generation
                .modelFiles()
                .forEach((name, sha256) -> values.put(prefix + "model.file." + escapedName(name), sha256));
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
            return new Manifest(
                    generation(file, properties, ""),
                    Optional.ofNullable(properties.getProperty(BESIDE + "role"))
                            .map(role -> new Beside(
                                    Role.valueOf(role.toUpperCase(Locale.ROOT)), generation(file, properties, BESIDE))),
                    value(file, properties, "created-by"),
                    Instant.parse(value(file, properties, "created")));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw damaged(file, "a value cannot be read: " + e.getMessage());
        }
    }

    private static Generation generation(Path file, Properties properties, String prefix) {
        ModelFingerprint model = new ModelFingerprint(
                value(file, properties, prefix + "model.name"),
                value(file, properties, prefix + "model.sha256"),
                Integer.parseInt(value(file, properties, prefix + "model.dimension")));
        String ofFiles = prefix + "model.file.";
        Map<String, String> files = new TreeMap<>();
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith(ofFiles)) {
                files.put(name.substring(ofFiles.length()), value(file, properties, name));
            }
        }
        int number =
                Integer.parseInt(properties.getProperty(prefix + "generation", Integer.toString(Generation.FIRST)));
        return new Generation(number, model, files);
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
        if (format != FORMAT && format != FORMAT_OF_GENERATIONS) {
            throw new Failure.Conflict(file + " says that the directory has format " + format
                    + ", this version of Likeness knows format " + FORMAT + " and format " + FORMAT_OF_GENERATIONS
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
