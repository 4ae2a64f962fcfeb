package io.likeness.cli.access;

/** Imports of a library, as a command starts and watches them. Used by one thread; {@link #detach} by any. */
public interface Imports {
    /** Starts an import. */
    ImportStatus start(ImportOrder order);

    /** How far an import is. */
    ImportStatus status(String id);

    /** Stops an import for good; pictures stored stay. */
    ImportStatus cancel(String id);

    /**
     * Lets go of an import that still runs, because this process ends.
     *
     * @return what becomes of it, as a sentence
     */
    String detach(String id);
}
