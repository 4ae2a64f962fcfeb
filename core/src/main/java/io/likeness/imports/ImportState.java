package io.likeness.imports;

/** The state of an import. */
public enum ImportState {
    RUNNING,
    DONE,
    CANCELLED,
    FAILED
}
