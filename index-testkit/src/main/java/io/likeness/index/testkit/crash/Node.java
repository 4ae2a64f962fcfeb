package io.likeness.index.testkit.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A file or directory apart from its names, as an inode is. Guarded by the {@link Disk} it belongs to. */
sealed interface Node {
    /** Its number, unique on one disk. */
    long number();

    /**
     * A file. Its bytes lie in a real file; what was durable is copied beside it before the first change that is not forced yet, so that a file which
     * is written once and forced once is never copied.
     */
    final class FileNode implements Node {
        private final long number;
        private final Path live;
        private final Path before;
        private boolean forced;

        private FileNode(long number, Path store) {
            this.number = number;
            this.live = store.resolve(Long.toString(number));
            this.before = store.resolve(number + ".before");
        }

        /** A new empty file, whose emptiness is all that is durable of it. */
        static FileNode empty(long number, Path store) throws IOException {
            FileNode node = new FileNode(number, store);
            Files.createFile(node.live);
            return node;
        }

        /** A file that survived a crash with these bytes; all of it is durable. */
        static FileNode survivor(long number, Path store, byte[] bytes) throws IOException {
            FileNode node = new FileNode(number, store);
            Files.write(node.live, bytes);
            node.forced = true;
            return node;
        }

        /** The whole of {@code survivor}, which must have nothing that is not forced and is taken apart by this. */
        static FileNode takeOver(FileNode survivor, long number, Path store) throws IOException {
            FileNode node = new FileNode(number, store);
            Files.move(survivor.live, node.live);
            node.forced = true;
            return node;
        }

        @Override
        public long number() {
            return number;
        }

        /** The real file with the bytes as a running process sees them. */
        Path live() {
            return live;
        }

        /** Whether all bytes are durable. */
        boolean forced() {
            return forced;
        }

        void beforeChange() throws IOException {
            if (forced) {
                Files.copy(live, before);
                forced = false;
            }
        }

        void force() throws IOException {
            Files.deleteIfExists(before);
            forced = true;
        }

        /** The bytes that were there at the last force. */
        byte[] durableBytes() throws IOException {
            if (forced) {
                return Files.readAllBytes(live);
            }
            return Files.exists(before) ? Files.readAllBytes(before) : new byte[0];
        }
    }

    /** A directory: its entries as a running process sees them, and as they were at its last force. */
    final class DirectoryNode implements Node {
        private final long number;
        private final Map<String, Node> live = new TreeMap<>();
        private final Map<String, Node> durable = new TreeMap<>();

        DirectoryNode(long number) {
            this.number = number;
        }

        @Override
        public long number() {
            return number;
        }

        Map<String, Node> live() {
            return live;
        }

        Map<String, Node> durable() {
            return durable;
        }
    }
}
