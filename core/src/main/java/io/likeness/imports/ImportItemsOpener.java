package io.likeness.imports;

/** Opens the sources of imports. Safe for use by many threads. */
@FunctionalInterface
public interface ImportItemsOpener {
    /**
     * Opens the source of {@code request} at its beginning. Files in the folder that they are moved to are no items.
     *
     * @throws io.likeness.failure.Failure if it is not there, not allowed or not of its kind
     */
    ImportItems open(ImportRequest request);
}
