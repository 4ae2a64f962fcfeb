package io.likeness.imaging;

import io.likeness.failure.Failure;
import io.likeness.image.ImageType;

/** Why native code made no pixels of a picture. */
enum DecodeFault {
    DAMAGED,
    ENDS_EARLY,
    BEYOND_ENVIRONMENT,
    NO_MEMORY;

    /** What a caller is told about a picture of this type. */
    Failure failure(ImageType type) {
        return switch (this) {
            case DAMAGED -> Failure.UnsupportedImage.damaged("the " + type + " is damaged: its data cannot be decoded");
            case ENDS_EARLY ->
                Failure.UnsupportedImage.damaged("the JPEG is damaged: its data end before its last row");
            case BEYOND_ENVIRONMENT ->
                new Failure.TooLarge("the picture is within likeness.max-pixels but beyond the environment variable"
                        + " OPENCV_IO_MAX_IMAGE_PIXELS, _WIDTH or _HEIGHT");
            case NO_MEMORY -> new Failure.Overloaded("there is not enough memory to decode the picture now");
        };
    }

    UndecodableException exception() {
        return new UndecodableException(this);
    }

    /** Carries a fault from where it is found to where it is told. */
    static final class UndecodableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final DecodeFault fault;

        private UndecodableException(DecodeFault fault) {
            super(fault.name(), null, false, false);
            this.fault = fault;
        }

        DecodeFault fault() {
            return fault;
        }
    }
}
