package io.likeness.onnx;

import io.likeness.failure.Failure;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The bytes of a bundle's network, in memory or on disk. Immutable, hence safe for use by many threads. */
sealed interface NetworkFile {
    /** The whole file as a direct buffer that is valid until {@code arena} is closed. */
    ByteBuffer open(Arena arena);

    /** The whole file from its start. */
    InputStream stream() throws IOException;

    /** The number of bytes. */
    long size();

    /** The file's name in messages. */
    String where();

    /** SHA-256 of the bytes, 64 lower-case hex digits. */
    default String sha256() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream bytes = new DigestInputStream(stream(), digest)) {
                bytes.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw unreadable(where(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /** A network that came in a jar. */
    final class InMemory implements NetworkFile {
        private final String where;
        private final byte[] bytes;

        /** Takes over {@code bytes}, which must not change afterwards. */
        InMemory(String where, byte[] bytes) {
            this.where = where;
            this.bytes = bytes;
        }

        @Override
        public ByteBuffer open(Arena arena) {
            MemorySegment copy = arena.allocate(bytes.length);
            copy.copyFrom(MemorySegment.ofArray(bytes));
            return copy.asByteBuffer();
        }

        @Override
        public InputStream stream() {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public String where() {
            return where;
        }
    }

    /** A network in a folder. */
    record OnDisk(Path path) implements NetworkFile {
        @Override
        public ByteBuffer open(Arena arena) {
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                long size = channel.size();
                if (size > Integer.MAX_VALUE) {
                    throw new Failure.TooLarge(
                            "the network %s has %d bytes, the limit is %d".formatted(path, size, Integer.MAX_VALUE));
                }
                // Read, not mapped: a mapped file that somebody truncates kills the process.
                ByteBuffer bytes = arena.allocate(size).asByteBuffer();
                while (bytes.hasRemaining()) {
                    if (channel.read(bytes) < 0) {
                        throw new EOFException("it became shorter while it was read");
                    }
                }
                return bytes.flip();
            } catch (IOException e) {
                throw unreadable(where(), e);
            }
        }

        @Override
        public InputStream stream() throws IOException {
            return Files.newInputStream(path);
        }

        @Override
        public long size() {
            try {
                return Files.size(path);
            } catch (IOException e) {
                throw unreadable(where(), e);
            }
        }

        @Override
        public String where() {
            return path.toString();
        }
    }

    private static Failure unreadable(String where, IOException cause) {
        return new Failure.Unavailable("%s cannot be read: %s".formatted(where, cause), cause);
    }
}
