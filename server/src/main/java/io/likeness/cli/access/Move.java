package io.likeness.cli.access;

import java.nio.file.Path;
import java.util.Optional;

/** What shall become of a library that has one model and is to have another. */
public sealed interface Move {
    /** Nothing: only to be looked at. */
    record Look() implements Move {}

    /**
     * To be begun, or to be tried again.
     *
     * @param model folder of a bundle, absolute; empty for the one that is under way, else the built-in one
     */
    record Begin(Optional<Path> model) implements Move {}

    /** The vectors of the model before are not needed any more. */
    record Confirm() implements Move {}

    /** The model before shall answer again. */
    record RollBack() implements Move {}
}
