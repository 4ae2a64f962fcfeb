package io.likeness.duplicates;

/** Lets more urgent work go first. Safe for use by many threads. */
@FunctionalInterface
public interface Courtesy {
    /** Nothing is more urgent. */
    Courtesy NONE = () -> {};

    /** Waits while something more urgent is done, but not for ever. */
    void giveWay() throws InterruptedException;
}
