package io.likeness.index.testkit.crash;

import io.likeness.index.testkit.crash.Node.DirectoryNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Decides what outlives a crash of what was not forced. */
sealed interface Survival {
    /** The changes of directories that outlive it, in order, out of {@code pending} in order. */
    List<DirectoryChange> changes(List<DirectoryChange> pending);

    /** The bytes of a file that outlive it. */
    byte[] bytes(byte[] durable, byte[] live);

    /** Nothing that was not forced survives. */
    record Nothing() implements Survival {
        @Override
        public List<DirectoryChange> changes(List<DirectoryChange> pending) {
            return List.of();
        }

        @Override
        public byte[] bytes(byte[] durable, byte[] live) {
            return durable;
        }
    }

    /**
     * Of each directory the first few changes survive, as many as chance has it and independently of other directories; a change of two directories
     * survives in both or in neither. Of each file the old bytes survive, or the new ones, or the new ones up to some byte, or some of the blocks.
     */
    record Chance(RandomGenerator random) implements Survival {
        private static final int BLOCK_BYTES = 512;

        @Override
        public List<DirectoryChange> changes(List<DirectoryChange> pending) {
            Map<DirectoryNode, Integer> left = new HashMap<>();
            for (DirectoryChange change : pending) {
                change.directories().forEach(directory -> left.merge(directory, 1, Integer::sum));
            }
            // Drawn in the order of the changes, since the order of a hash map would not be that of the seed.
            Set<DirectoryNode> drawn = new HashSet<>();
            for (DirectoryChange change : pending) {
                for (DirectoryChange.Entry entry : change.entries()) {
                    if (drawn.add(entry.directory())) {
                        left.computeIfPresent(entry.directory(), (d, n) -> random.nextInt(n + 1));
                    }
                }
            }
            return pending.stream().filter(change -> survives(change, left)).toList();
        }

        private static boolean survives(DirectoryChange change, Map<DirectoryNode, Integer> left) {
            boolean survives = change.directories().stream().allMatch(d -> left.getOrDefault(d, 0) > 0);
            for (DirectoryNode directory : change.directories()) {
                left.compute(directory, (d, n) -> survives && n != null ? n - 1 : 0);
            }
            return survives;
        }

        @Override
        public byte[] bytes(byte[] durable, byte[] live) {
            return switch (random.nextInt(4)) {
                case 0 -> durable;
                case 1 -> live;
                case 2 -> torn(durable, live, random.nextInt(Math.max(durable.length, live.length) + 1));
                default -> someBlocks(durable, live);
            };
        }

        private static byte[] torn(byte[] durable, byte[] live, int at) {
            int fromLive = Math.min(at, live.length);
            if (at >= durable.length) {
                return Arrays.copyOf(live, fromLive);
            }
            byte[] mixed = durable.clone();
            System.arraycopy(live, 0, mixed, 0, fromLive);
            return mixed;
        }

        private byte[] someBlocks(byte[] durable, byte[] live) {
            byte[] mixed = Arrays.copyOf(durable, random.nextBoolean() ? durable.length : live.length);
            for (int from = 0; from < Math.min(mixed.length, live.length); from += BLOCK_BYTES) {
                if (random.nextBoolean()) {
                    int length = Math.min(BLOCK_BYTES, Math.min(mixed.length, live.length) - from);
                    System.arraycopy(live, from, mixed, from, length);
                }
            }
            return mixed;
        }
    }
}
