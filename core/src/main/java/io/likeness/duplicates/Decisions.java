package io.likeness.duplicates;

import io.likeness.failure.Failure;
import io.likeness.image.ImageDigest;
import io.likeness.index.ImageRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * The pairs of which somebody said that they are no duplicates: a file of one line each, durable when a call returns. A line is {@code not} or
 * {@code again}, the two pictures, and the CRC-32C of what stands before, with tabs between. Pictures are named by their content, so that a decision
 * outlives a picture's deletion and holds when it is added again; two of the same bytes by their keys too. Safe for use by many threads.
 */
final class Decisions implements AutoCloseable {
    private static final String NOT = "not";
    private static final String AGAIN = "again";

    private final Path file;
    private final FileChannel channel;
    // Guarded by this.
    private final Set<Apart> apart = new LinkedHashSet<>();
    // Guarded by this.
    private long version;

    /** Two pictures by their names, the lower first. */
    record Apart(String one, String other) {
        static Apart of(ImageRecord a, ImageRecord b) {
            boolean same = a.digest().equals(b.digest());
            String one = same ? a.digest() + "/" + hash(a.key()) : a.digest().sha256();
            String other = same ? b.digest() + "/" + hash(b.key()) : b.digest().sha256();
            return one.compareTo(other) < 0 ? new Apart(one, other) : new Apart(other, one);
        }

        private static String hash(String key) {
            try {
                byte[] bytes = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
                return HexFormat.of().formatHex(bytes, 0, 16);
            } catch (NoSuchAlgorithmException e) {
                throw new AssertionError("every JDK has SHA-256", e);
            }
        }

        /** Whether a picture of this content may be one of the two. */
        boolean isAbout(ImageDigest digest) {
            return one.startsWith(digest.sha256()) || other.startsWith(digest.sha256());
        }
    }

    private Decisions(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Opens or creates {@code file}; a line cut short at its end is dropped, and a damaged one means nothing. */
    static Decisions open(Path file) {
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            Decisions decisions = new Decisions(file, channel);
            decisions.read();
            return decisions;
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private synchronized void read() throws IOException {
        byte[] content = Files.readAllBytes(file);
        int end = end(content);
        for (String line : lines(content, end)) {
            String[] parts = line.split("\t", -1);
            if (isSound(line)) {
                Apart pair = new Apart(parts[1], parts[2]);
                if (parts[0].equals(NOT)) {
                    apart.add(pair);
                } else {
                    apart.remove(pair);
                }
            }
        }
        channel.truncate(end).position(end);
    }

    /** Keeps pairs apart from now on; answers those that were not kept apart before. */
    synchronized List<Apart> keepApart(Collection<Apart> pairs) {
        List<Apart> fresh =
                pairs.stream().distinct().filter(pair -> !apart.contains(pair)).toList();
        append(NOT, fresh);
        apart.addAll(fresh);
        return fresh;
    }

    /** Takes decisions back. */
    synchronized void forget(Collection<Apart> pairs) {
        List<Apart> there = pairs.stream().distinct().filter(apart::contains).toList();
        append(AGAIN, there);
        there.forEach(apart::remove);
    }

    private synchronized void append(String word, List<Apart> pairs) {
        if (pairs.isEmpty()) {
            return;
        }
        StringBuilder lines = new StringBuilder();
        for (Apart pair : pairs) {
            String line = word + "\t" + pair.one() + "\t" + pair.other();
            lines.append(line).append('\t').append(checksum(line)).append('\n');
        }
        ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.US_ASCII));
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (IOException e) {
            throw unusable(file, e);
        }
        version++;
    }

    synchronized Set<Apart> all() {
        return Set.copyOf(apart);
    }

    /** Changes with every decision. */
    synchronized long version() {
        return version;
    }

    /** What is wrong with {@code file}, or empty; a line cut short at its end is not. */
    static Optional<String> damage(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        int number = 0;
        for (String line : lines(content, end(content))) {
            number++;
            if (!isSound(line)) {
                return Optional.of("line " + number + " does not fit its checksum");
            }
        }
        return Optional.empty();
    }

    private static boolean isSound(String line) {
        int end = line.lastIndexOf('\t');
        String[] parts = line.split("\t", -1);
        return parts.length == 4
                && (parts[0].equals(NOT) || parts[0].equals(AGAIN))
                && parts[3].equals(checksum(line.substring(0, end)));
    }

    private static String checksum(String line) {
        CRC32C crc = new CRC32C();
        crc.update(line.getBytes(StandardCharsets.ISO_8859_1));
        return String.format("%08x", crc.getValue());
    }

    /** Where the last whole line ends. */
    private static int end(byte[] content) {
        int end = content.length;
        while (end > 0 && content[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private static List<String> lines(byte[] content, int end) {
        // One character a byte, so that what is no text keeps its place.
        return new String(content, 0, end, StandardCharsets.ISO_8859_1).lines().toList();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private static Failure unusable(Path file, IOException e) {
        return new Failure.Unavailable("the decisions in " + file + " cannot be used: " + e.getMessage(), e);
    }
}
