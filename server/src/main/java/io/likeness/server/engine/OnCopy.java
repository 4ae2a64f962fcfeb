package io.likeness.server.engine;

/** What to do with a picture that is a copy of a stored one. */
public enum OnCopy {
    /** Add it, without looking. */
    ADD,
    /** Add it, and say what it is a copy of. */
    FLAG,
    /** Do not add it. */
    REFUSE
}
