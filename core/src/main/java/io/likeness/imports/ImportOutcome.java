package io.likeness.imports;

import java.util.Arrays;

/** What became of one item; the code is what stands in the journal. */
enum ImportOutcome {
    ADDED('A'),
    KNOWN('K'),
    SKIPPED('S'),
    FAILED('F');

    private final char code;

    ImportOutcome(char code) {
        this.code = code;
    }

    byte code() {
        return (byte) code;
    }

    /** Whether the picture is in the library. */
    boolean isStored() {
        return this == ADDED || this == KNOWN;
    }

    /** Whether a code stands for an outcome. */
    static boolean isCode(byte code) {
        return Arrays.stream(values()).anyMatch(outcome -> outcome.code == code);
    }

    static ImportOutcome of(byte code) {
        for (ImportOutcome outcome : values()) {
            if (outcome.code == code) {
                return outcome;
            }
        }
        throw new IllegalArgumentException("outcome " + code);
    }
}
