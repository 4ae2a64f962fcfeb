package io.likeness.failure;

import java.util.Objects;

/**
 * A failure that a caller or an operator can act on. The message is written for them: what is wrong, the value, the limit, and the setting that
 * moves it; it never holds a token, a stack trace or picture bytes. Everything else that is thrown is a bug.
 *
 * <p>Immutable, hence safe for use by many threads.
 */
public abstract sealed class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Failure(String message, Throwable cause) {
        super(message, cause);
    }

    private Failure(String message) {
        super(message);
    }

    /** What is wrong, in plain words; never null. */
    @Override
    public final String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /** The request is wrong in itself; sending it again unchanged fails again. */
    public static final class BadInput extends Failure {
        private static final long serialVersionUID = 1L;

        public BadInput(String message) {
            super(message);
        }
    }

    /** The bytes are no picture, a damaged one, or one of a type that is not taken. */
    public static final class UnsupportedImage extends Failure {
        private static final long serialVersionUID = 1L;

        private final boolean damaged;

        public UnsupportedImage(String message) {
            this(message, false);
        }

        private UnsupportedImage(String message, boolean damaged) {
            super(message);
            this.damaged = damaged;
        }

        /** A picture of a type that is taken, whose data are broken. */
        public static UnsupportedImage damaged(String message) {
            return new UnsupportedImage(message, true);
        }

        /** Whether it is of a type that is taken, but damaged. */
        public boolean isDamaged() {
            return damaged;
        }
    }

    /** Too many bytes or pixels. */
    public static final class TooLarge extends Failure {
        private static final long serialVersionUID = 1L;

        public TooLarge(String message) {
            super(message);
        }
    }

    /** A rule of this server refuses the source, the address or the path. */
    public static final class Forbidden extends Failure {
        private static final long serialVersionUID = 1L;

        public Forbidden(String message) {
            super(message);
        }
    }

    /** What was named does not exist. */
    public static final class NotFound extends Failure {
        private static final long serialVersionUID = 1L;

        public NotFound(String message) {
            super(message);
        }
    }

    /** The state found does not allow it: another process, another model, another format. */
    public static final class Conflict extends Failure {
        private static final long serialVersionUID = 1L;

        public Conflict(String message) {
            super(message);
        }
    }

    /** A bounded queue is full; trying again later may succeed. */
    public static final class Overloaded extends Failure {
        private static final long serialVersionUID = 1L;

        public Overloaded(String message) {
            super(message);
        }
    }

    /** Something this server depends on does not answer, is full, or is shutting down. */
    public static final class Unavailable extends Failure {
        private static final long serialVersionUID = 1L;

        public Unavailable(String message) {
            super(message);
        }

        public Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
