package io.likeness.imaging;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * What the native decoder is given of a picture file, and what it will make of it. It gets only what matters for the pixels: metadata, further frames
 * and whatever hides behind the picture stay outside.
 *
 * @param pieces views to be joined, in order
 * @param kind what comes out
 * @param frame what part of the stored picture comes out
 */
record NativeInput(List<ByteBuffer> pieces, PixelKind kind, Frame frame) {
    NativeInput {
        pieces = List.copyOf(pieces);
    }

    /** A picture decoded as a whole. */
    static NativeInput whole(List<ByteBuffer> pieces, PixelKind kind, PictureFile file) {
        return new NativeInput(pieces, kind, new Frame(0, 0, file.width(), file.height()));
    }

    int size() {
        return pieces.stream().mapToInt(ByteBuffer::remaining).sum();
    }

    /** Writes the pieces one after the other. */
    void copyTo(ByteBuffer target) {
        pieces.forEach(piece -> target.put(piece.duplicate()));
    }

    /** A rectangle of the stored picture, in px. */
    record Frame(int left, int top, int width, int height) {}

    /** How decoded pixels become opaque RGB. */
    sealed interface PixelKind {
        /** They are RGB already. */
        record Opaque() implements PixelKind {}

        /**
         * They may be transparent.
         *
         * @param premultiplied whether colours are multiplied by alpha already
         */
        record Alpha(boolean premultiplied) implements PixelKind {}

        /** Grey; pixels of the value {@code transparent} are transparent. */
        record GreyWithKey(int transparent) implements PixelKind {}
    }
}
