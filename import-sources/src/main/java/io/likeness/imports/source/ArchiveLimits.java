package io.likeness.imports.source;

import io.likeness.failure.Failure;

/**
 * What an archive may hold; an archive that was made to fill the server meets one of these first.
 *
 * @param maxEntryBytes unpacked bytes of one entry, those of a picture file at most
 * @param maxEntries entries of one archive
 * @param maxTotalBytes unpacked bytes of all entries together, as far as they must be unpacked
 */
public record ArchiveLimits(int maxEntryBytes, long maxEntries, long maxTotalBytes) {
    Failure.TooLarge tooManyEntries() {
        return new Failure.TooLarge(
                "the archive has more than " + maxEntries + " entries (likeness.import.max-entries)");
    }

    Failure.TooLarge entryTooLarge(String name) {
        return new Failure.TooLarge(
                "\"" + name + "\" unpacks to more than " + maxEntryBytes + " bytes (likeness.max-bytes)");
    }

    Failure.TooLarge tooManyBytes() {
        return new Failure.TooLarge(
                "the archive unpacks to more than " + maxTotalBytes + " bytes (likeness.import.max-unpacked-bytes)");
    }
}
