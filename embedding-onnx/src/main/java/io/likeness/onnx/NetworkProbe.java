package io.likeness.onnx;

import io.likeness.failure.Failure;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Runs a network once before it is used: what a network declares may be open or wrong, what it answers is not. */
final class NetworkProbe {
    // fp16 weights and outputs leave lengths this far from 1.
    private static final double UNIT_TOLERANCE = 1e-2;

    private NetworkProbe() {}

    /**
     * Checks shape, finiteness and, where promised, unit length of the network's answers.
     *
     * @param count pictures in the run
     * @throws Failure.Conflict if the network's answers are not as described
     */
    static void check(Network network, ModelBundle bundle, int count) {
        ModelDescription description = bundle.description();
        float[] answer;
        try {
            answer = network.run(pictures(description.preprocessing().values(), count), count);
        } catch (Failure.Unavailable e) {
            throw new Failure.Conflict(
                    "%s cannot embed %d picture(s) in one run: %s".formatted(bundle.where(), count, e.getMessage()));
        }
        int dimension = description.dimension();
        for (int picture = 0; picture < count; picture++) {
            double sum = 0;
            for (int i = 0; i < dimension; i++) {
                sum += (double) answer[picture * dimension + i] * answer[picture * dimension + i];
            }
            double length = Math.sqrt(sum);
            if (!Double.isFinite(length)) {
                throw new Failure.Conflict("%s answers values that are not finite in its output %s"
                        .formatted(bundle.network().where(), description.outputName()));
            }
            if (description.normalised() && Math.abs(length - 1) > UNIT_TOLERANCE) {
                throw new Failure.Conflict(
                        "%s answers a vector of length %.4f in its output %s; model.json says unit length (output.normalised)"
                                .formatted(bundle.network().where(), length, description.outputName()));
            }
        }
    }

    // Values between -1 and 1 that differ from picture to picture and from pixel to pixel.
    private static FloatBuffer pictures(int values, int count) {
        FloatBuffer pictures = ByteBuffer.allocateDirect(values * count * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        for (int i = 0; i < pictures.capacity(); i++) {
            int picture = i / values;
            pictures.put(i, (float) Math.sin(i * 0.37 + picture));
        }
        return pictures;
    }
}
