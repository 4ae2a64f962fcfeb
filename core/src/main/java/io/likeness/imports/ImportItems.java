package io.likeness.imports;

import java.util.Optional;

/**
 * The items of one import, in an order that is the same each time it is opened, so that an import can go on where it stopped. Used by one thread.
 */
public interface ImportItems extends AutoCloseable {
    /**
     * The next item, or empty at the end.
     *
     * @throws io.likeness.failure.Failure if the rest cannot be read
     */
    Optional<ImportItem> next();

    @Override
    void close();
}
