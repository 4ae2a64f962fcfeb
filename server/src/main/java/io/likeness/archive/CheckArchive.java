package io.likeness.archive;

import java.nio.file.Path;
import java.util.SortedMap;

/** Reads an archive from end to end without restoring it. */
public final class CheckArchive {
    private CheckArchive() {}

    /**
     * Answers how many pictures it holds, by collection.
     *
     * @throws io.likeness.failure.Failure.Conflict if it is of another format, cut off or altered
     */
    public static SortedMap<String, Long> check(Path file) {
        ArchiveReader.Check check = new ArchiveReader.Check();
        ArchiveReader.read(file, check);
        return check.pictures();
    }
}
