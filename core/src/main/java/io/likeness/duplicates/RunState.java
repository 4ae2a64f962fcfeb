package io.likeness.duplicates;

/** The state of the search for duplicates in a collection. */
public enum RunState {
    /** It was never begun. */
    NONE,
    RUNNING,
    DONE,
    CANCELLED,
    FAILED
}
