package io.likeness.onnx;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Native memory for the input of one or more pictures. Used by one thread at a time. */
final class InputRow implements AutoCloseable {
    private final Arena arena = Arena.ofShared();
    private final FloatBuffer values;

    /** @param capacity number of float32 values */
    InputRow(long capacity) {
        // Not ByteBuffer.allocateDirect: that memory comes out of a limit tied to the heap and is freed when the
        // collector pleases.
        this.values = arena.allocate(ValueLayout.JAVA_FLOAT, capacity)
                .asByteBuffer()
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /** The values from position 0; direct, native byte order. */
    FloatBuffer values() {
        return values;
    }

    @Override
    public void close() {
        arena.close();
    }
}
