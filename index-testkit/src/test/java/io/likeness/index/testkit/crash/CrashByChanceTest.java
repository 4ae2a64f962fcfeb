package io.likeness.index.testkit.crash;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.READ;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashByChanceTest {
    private static final int ROUNDS = 150;

    @TempDir
    Path folder;

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, READ)) {
            channel.force(true);
        }
    }

    /** What a crash shows. */
    private interface Look<T> {
        T at(Path root) throws IOException;
    }

    /** What is done before the plug is pulled. */
    private interface Work {
        void on(Path root) throws IOException;
    }

    private <T> Set<T> outcomes(Work work, Look<T> look) throws IOException {
        Set<T> seen = new HashSet<>();
        for (int seed = 0; seed < ROUNDS; seed++) {
            CrashableFileSystem before = CrashableFileSystem.create(folder);
            work.on(before.root());
            try (CrashableFileSystem after = before.crash(new Random(seed))) {
                seen.add(look.at(after.root()));
            }
        }
        return seen;
    }

    private static Set<String> names(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> String.valueOf(entry.getFileName()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void crash_threeFilesCreated_keepsAnyFirstFewOfThem() throws IOException {
        Set<Set<String>> seen = outcomes(
                root -> {
                    for (String name : List.of("a", "b", "c")) {
                        Files.createFile(root.resolve(name));
                    }
                },
                CrashByChanceTest::names);
        assertThat(seen).containsExactlyInAnyOrder(Set.of(), Set.of("a"), Set.of("a", "b"), Set.of("a", "b", "c"));
    }

    @Test
    void crash_forcedFile_survivesWhateverChanceSays() throws IOException {
        Set<String> seen = outcomes(
                root -> {
                    force(Files.writeString(root.resolve("a"), "forced"));
                    force(root);
                    Files.writeString(root.resolve("b"), "not forced");
                },
                root -> Files.readString(root.resolve("a")));
        assertThat(seen).containsExactly("forced");
    }

    @Test
    void crash_bytesAppended_areTornAtAnyByte() throws IOException {
        Set<String> seen = outcomes(
                root -> {
                    force(Files.writeString(root.resolve("a"), "old"));
                    force(root);
                    Files.writeString(root.resolve("a"), "newer", APPEND);
                },
                root -> Files.readString(root.resolve("a")));
        assertThat(seen).contains("old", "oldn", "oldne", "oldnew", "oldnewe", "oldnewer");
    }

    @Test
    void crash_blocksOverwritten_keepsAnyOfThem() throws IOException {
        byte[] old = new byte[1024];
        byte[] newer = new byte[1024];
        Arrays.fill(newer, (byte) 1);
        Set<List<Byte>> seen = outcomes(
                root -> {
                    force(Files.write(root.resolve("a"), old));
                    force(root);
                    Files.write(root.resolve("a"), newer);
                },
                root -> {
                    byte[] found = Files.readAllBytes(root.resolve("a"));
                    return found.length == 1024 ? List.of(found[0], found[512]) : List.of();
                });
        assertThat(seen)
                .contains(
                        List.of((byte) 0, (byte) 0),
                        List.of((byte) 0, (byte) 1),
                        List.of((byte) 1, (byte) 0),
                        List.of((byte) 1, (byte) 1));
    }

    @Test
    void crash_movedBetweenDirectories_isInExactlyOne() throws IOException {
        Set<String> seen = outcomes(
                root -> {
                    Files.createDirectory(root.resolve("from"));
                    Files.createDirectory(root.resolve("to"));
                    force(root);
                    force(Files.writeString(root.resolve("from/a"), "one"));
                    force(root.resolve("from"));
                    Files.createFile(root.resolve("to/other"));
                    Files.move(root.resolve("from/a"), root.resolve("to/a"), StandardCopyOption.ATOMIC_MOVE);
                },
                root -> names(root.resolve("from")) + " " + names(root.resolve("to")));
        assertThat(seen).containsExactlyInAnyOrder("[a] []", "[a] [other]", "[] [a, other]");
    }

    @Test
    void crash_movedAfterCreationAndTargetForced_isOnlyInTheTarget() throws IOException {
        Set<String> seen = outcomes(
                root -> {
                    Files.createDirectory(root.resolve("from"));
                    Files.createDirectory(root.resolve("to"));
                    force(root);
                    Files.createFile(root.resolve("from/a"));
                    Files.move(root.resolve("from/a"), root.resolve("to/a"), StandardCopyOption.ATOMIC_MOVE);
                    force(root.resolve("to"));
                },
                root -> names(root.resolve("from")) + " " + names(root.resolve("to")));
        assertThat(seen).containsExactly("[] [a]");
    }

    @Test
    void crash_sameSeed_leavesTheSame() throws IOException {
        Work work = root -> {
            for (int i = 0; i < 20; i++) {
                Path directory = Files.createDirectories(root.resolve("d" + i % 4));
                Files.writeString(directory.resolve("f" + i), "text " + i);
            }
        };
        Look<String> look = root -> {
            StringBuilder all = new StringBuilder();
            try (Stream<Path> paths = Files.walk(root)) {
                for (Path path : paths.sorted().toList()) {
                    all.append(root.relativize(path)).append('=');
                    all.append(Files.isDirectory(path) ? "" : Files.readString(path))
                            .append('\n');
                }
            }
            return all.toString();
        };
        Set<String> first = new HashSet<>();
        for (int i = 0; i < 5; i++) {
            CrashableFileSystem before = CrashableFileSystem.create(folder);
            work.on(before.root());
            try (CrashableFileSystem after = before.crash(new Random(42))) {
                first.add(look.at(after.root()));
            }
        }
        assertThat(first).hasSize(1);
        assertThat(outcomes(work, look)).hasSizeGreaterThan(10);
    }
}
