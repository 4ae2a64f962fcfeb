package io.likeness.library;

/** The steps of a picture's way, in order; each is timed. */
public enum Stage {
    FETCH,
    DECODE,
    PREVIEW,
    EMBED,
    INDEX,
    VERIFY
}
