package io.likeness.onnx;

import java.nio.FloatBuffer;

/** Reorders a picture's input for networks that want the three values of a pixel side by side. */
final class Planes {
    private Planes() {}

    /**
     * Writes three planes of {@code pixels} values each as {@code pixels} groups of three; positions are left as they were.
     */
    static void interleave(FloatBuffer planes, FloatBuffer pixelwise, int pixels) {
        for (int i = 0; i < pixels; i++) {
            pixelwise.put(3 * i, planes.get(i));
            pixelwise.put(3 * i + 1, planes.get(pixels + i));
            pixelwise.put(3 * i + 2, planes.get(2 * pixels + i));
        }
    }
}
