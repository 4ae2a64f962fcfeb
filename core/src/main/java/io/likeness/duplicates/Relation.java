package io.likeness.duplicates;

/** What one picture is to another of which it is a duplicate. The codes are stored and never change. */
public enum Relation {
    /** The same bytes. */
    EXACT(1),
    /** The same picture, changed: size, quality, colours, something drawn over it. */
    EDITED(2),
    /** A part of the other. */
    CROP(3),
    /** The other is a part of it. */
    CONTAINS(4),
    /** The same picture with left and right exchanged. */
    MIRRORED(5),
    /** The same picture, turned. */
    ROTATED(6);

    private final byte code;

    Relation(int code) {
        this.code = (byte) code;
    }

    byte code() {
        return code;
    }

    static boolean isCode(byte code) {
        return code >= 1 && code <= values().length;
    }

    static Relation of(byte code) {
        return values()[code - 1];
    }

    /** Whether both show the whole of the same picture; else one is a part of the other. */
    public boolean isWhole() {
        return this != CROP && this != CONTAINS;
    }

    /** What the other picture is to this one. */
    public Relation reversed() {
        return switch (this) {
            case CROP -> CONTAINS;
            case CONTAINS -> CROP;
            case EXACT, EDITED, MIRRORED, ROTATED -> this;
        };
    }
}
