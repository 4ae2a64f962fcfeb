package io.likeness.server.engine;

/** The processes that decode, where there are any. Safe for use by many threads. */
public interface DecoderProcesses {
    /** Pictures are decoded in the server itself. */
    DecoderProcesses NONE = new DecoderProcesses() {
        @Override
        public void start() {}

        @Override
        public Counts counts() {
            return new Counts(0, 0, 0);
        }
    };

    /** Starts the first of them, without waiting for it, so that the first picture need not. */
    void start();

    /** How they are. */
    Counts counts();

    /**
     * How they are.
     *
     * @param running that are ready
     * @param ended that ended over a picture, or were ended from outside, since the start
     * @param overdue that were ended because a picture took too long, since the start
     */
    record Counts(int running, long ended, long overdue) {}
}
