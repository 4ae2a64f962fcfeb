package io.likeness.imaging.worker;

/** What became of a request to a worker. */
public sealed interface Outcome {
    /** It was done. */
    record Answered(int result) implements Outcome {}

    /** The worker ended while it was at it. */
    record Ended(String how) implements Outcome {}

    /** It took longer than it may. */
    record Overdue() implements Outcome {}
}
