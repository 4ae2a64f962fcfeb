package io.likeness.storage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.InstantSource;

/** A process that opens a data directory, says so in one line, and holds it until its input ends. */
final class LockHolder {
    private LockHolder() {}

    public static void main(String[] arguments) throws IOException {
        try (DataDirectory data = DataDirectory.open(Path.of(arguments[0]), "test", InstantSource.system())) {
            System.out.println("holding " + data.path());
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }
}
