package io.likeness.imports;

import io.likeness.failure.Failure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Which items of an import are dealt with: a file of 13 bytes an item (outcome, 64 bits of the SHA-256 of its name, CRC-32C of these). It is written without
 * fsync: what a power failure takes from its end is read again, found stored already and not decoded. Safe for use by many threads.
 */
final class FinishedItems implements AutoCloseable {
    private static final int RECORD = 1 + Long.BYTES + Integer.BYTES;

    private final FileChannel channel;
    private final long recordsBefore;
    // Names finished before this run that are not tried again, sorted; a run never asks for a name that it has finished
    // itself.
    private volatile long[] before = {};
    // Guarded by this.
    private final Map<ImportOutcome, Long> counts = new EnumMap<>(ImportOutcome.class);

    private FinishedItems(FileChannel channel, long recordsBefore) {
        this.channel = channel;
        this.recordsBefore = recordsBefore;
    }

    /**
     * Opens or creates {@code file}; a record cut short at its end is dropped, and a damaged one means nothing: its item is looked at again.
     *
     * @param moves whether a stored picture's file is moved away, so that one found under its name is another
     */
    static FinishedItems open(Path file, boolean moves) {
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(file));
            int records = content.limit() / RECORD;
            channel.truncate((long) records * RECORD).position((long) records * RECORD);
            FinishedItems items = new FinishedItems(channel, records);
            long[] before = new long[records];
            int known = 0;
            for (int i = 0; i < records; i++) {
                ByteBuffer record = content.slice(i * RECORD, RECORD);
                if (!isSound(record)) {
                    continue;
                }
                ImportOutcome outcome = ImportOutcome.of(record.get());
                items.counts.merge(outcome, 1L, Long::sum);
                long name = record.getLong();
                if (!moves || !outcome.isStored()) {
                    before[known++] = name;
                }
            }
            before = Arrays.copyOf(before, known);
            Arrays.sort(before);
            items.before = before;
            return items;
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /** Writes {@code file} anew without the items that failed, so that they are tried again. */
    static void forgetFailures(Path file) {
        try {
            ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(file));
            ByteBuffer kept = ByteBuffer.allocate(content.limit());
            while (content.remaining() >= RECORD) {
                ByteBuffer record = content.slice(content.position(), RECORD);
                content.position(content.position() + RECORD);
                if (isSound(record) && record.get(0) != ImportOutcome.FAILED.code()) {
                    kept.put(record);
                }
            }
            Files.write(file, Arrays.copyOf(kept.array(), kept.position()));
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /** What is wrong with {@code file}, or empty; a record cut short at its end is not. */
    static Optional<String> damage(Path file) throws IOException {
        ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(file));
        for (int at = 0; at + RECORD <= content.limit(); at += RECORD) {
            if (!isSound(content.slice(at, RECORD))) {
                return Optional.of("the record at byte " + at + " does not fit its checksum");
            }
        }
        return Optional.empty();
    }

    private static boolean isSound(ByteBuffer record) {
        return checksum(record) == record.getInt(RECORD - Integer.BYTES) && ImportOutcome.isCode(record.get(0));
    }

    private static int checksum(ByteBuffer record) {
        CRC32C crc = new CRC32C();
        crc.update(record.duplicate().position(0).limit(RECORD - Integer.BYTES));
        return (int) crc.getValue();
    }

    /** How many items were finished when this was opened. */
    long recordsBefore() {
        return recordsBefore;
    }

    /** Whether the item of this name was finished when this was opened, and need not be read. */
    boolean contains(String name) {
        return Arrays.binarySearch(before, hash(name)) >= 0;
    }

    synchronized void add(String name, ImportOutcome outcome) {
        ByteBuffer record = ByteBuffer.allocate(RECORD).put(outcome.code()).putLong(hash(name));
        record.putInt(checksum(record)).flip();
        try {
            while (record.hasRemaining()) {
                channel.write(record);
            }
        } catch (IOException e) {
            throw new Failure.Unavailable("the journal of the import cannot be written: " + e.getMessage(), e);
        }
        counts.merge(outcome, 1L, Long::sum);
    }

    synchronized long count(ImportOutcome outcome) {
        return counts.getOrDefault(outcome, 0L);
    }

    /** Items with any outcome. */
    synchronized long count() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Frees file and memory; the counts stay. Closing again does nothing. */
    @Override
    public void close() {
        before = new long[0];
        try {
            channel.close();
        } catch (IOException e) {
            throw new Failure.Unavailable("the journal of the import cannot be closed: " + e.getMessage(), e);
        }
    }

    private static Failure unwritable(Path file, IOException e) {
        return new Failure.Unavailable("the journal " + file + " of the import cannot be used: " + e.getMessage(), e);
    }

    private static long hash(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
