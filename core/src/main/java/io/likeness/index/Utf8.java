package io.likeness.index;

import io.likeness.failure.Failure;
import java.nio.charset.StandardCharsets;

/** Text as it is stored. */
final class Utf8 {
    private Utf8() {}

    /** Whether no half of a surrogate pair is in it. */
    static boolean isProper(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    /**
     * The bytes that {@code text} takes.
     *
     * @throws Failure.BadInput naming {@code what}, if half of a surrogate pair is in it: two such texts would be stored as the same bytes
     */
    static int length(String what, String text) {
        if (!isProper(text)) {
            throw new Failure.BadInput(what + " holds half of a surrogate pair, which no text in UTF-8 can");
        }
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
