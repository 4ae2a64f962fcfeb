package io.likeness.server.http;

/** That an answer could not be finished after it had begun. It rises to the container, which breaks the connection, so that the caller notices. */
final class BrokenAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenAnswer(Throwable cause) {
        super("the answer cannot be finished: " + cause.getMessage(), cause);
    }
}
