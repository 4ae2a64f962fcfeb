package io.likeness.server.intake;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** The files below a folder, without those below another. Links are not followed. Used by one thread. */
final class PictureFiles {
    private final Path folder;
    private final Path without;
    private final BiConsumer<Path, String> unreadable;

    /**
     * @param without a folder to leave out, wherever it is
     * @param unreadable told each file or folder that cannot be taken, with the reason
     */
    PictureFiles(Path folder, Path without, BiConsumer<Path, String> unreadable) {
        this.folder = folder;
        this.without = without.toAbsolutePath().normalize();
        this.unreadable = unreadable;
    }

    /** Shows each file to {@code visitor} until it answers false. */
    void forEach(Predicate<Path> visitor) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                boolean left = directory.toAbsolutePath().normalize().equals(without);
                return left ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (!attributes.isRegularFile()) {
                    unreadable.accept(file, "it is a link or something else than a file");
                    return FileVisitResult.CONTINUE;
                }
                return visitor.test(file) ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                unreadable.accept(file, e.toString());
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
