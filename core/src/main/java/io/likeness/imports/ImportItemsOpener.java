package io.likeness.imports;

/** Opens sources. Safe for use by many threads. */
@FunctionalInterface
public interface ImportItemsOpener {
    /**
     * Opens {@code source} at its beginning.
     *
     * @throws io.likeness.failure.Failure if it is not there, not allowed or not of its kind
     */
    ImportItems open(ImportSource source);
}
