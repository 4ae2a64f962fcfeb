package io.likeness.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import io.likeness.failure.Failure;
import java.lang.foreign.Arena;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** One ONNX Runtime session over a bundle's network. Safe for use by many threads; holds native memory until closed. */
final class Network implements AutoCloseable {
    private final ModelDescription description;
    private final String where;
    private final OrtEnvironment environment;
    private final OrtSession session;
    /** Guarded by this. */
    private boolean closed;

    private Network(ModelBundle bundle, OrtEnvironment environment, OrtSession session) {
        this.description = bundle.description();
        this.where = bundle.network().where();
        this.environment = environment;
        this.session = session;
    }

    /**
     * Loads the network and checks the inputs and outputs it declares against the description.
     *
     * @param threads how many threads compute one run
     * @throws Failure.BadInput if the file is no network that ONNX Runtime can load
     * @throws Failure.Conflict if the network is not as described
     */
    static Network open(ModelBundle bundle, int threads) {
        OrtEnvironment environment = environment();
        OrtSession session;
        try (SessionOptions options = options(threads);
                Arena file = Arena.ofShared()) {
            session = environment.createSession(bundle.network().open(file), options);
        } catch (OrtException e) {
            throw new Failure.BadInput("%s is no network that can be loaded: %s"
                    .formatted(bundle.network().where(), e.getMessage()));
        }
        Network network = new Network(bundle, environment, session);
        try {
            network.checkDeclared();
            return network;
        } catch (Failure e) {
            network.close();
            throw e;
        }
    }

    private static OrtEnvironment environment() {
        RuntimeTelemetry.turnOff();
        RuntimeLibraries.prepare(RuntimeLibraries.userCaches());
        OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "likeness");
        try {
            environment.setTelemetry(false);
        } catch (OrtException e) {
            throw new IllegalStateException("telemetry cannot be turned off", e);
        }
        RuntimeLifetime.keep();
        return environment;
    }

    private static SessionOptions options(int threads) throws OrtException {
        SessionOptions options = new SessionOptions();
        options.setIntraOpNumThreads(threads);
        options.setInterOpNumThreads(1);
        // Waiting threads that spin take the cores from decoding; measured, they halve the throughput of a busy
        // machine.
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
        return options;
    }

    /** Whether the network takes one picture a run and no more. */
    boolean onePictureOnly() {
        try {
            NodeInfo input = Objects.requireNonNull(session.getInputInfo().get(description.inputName()));
            return tensor(input).getShape()[0] == 1;
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    /**
     * Runs the network.
     *
     * @param pictures the inputs of {@code count} pictures one after the other from the buffer's position; direct, native byte order
     * @return {@code count} × dimension values, one picture after the other, as the network answers them
     * @throws Failure.Conflict if the answer is not of the shape described
     * @throws Failure.Unavailable if the network fails
     */
    float[] run(FloatBuffer pictures, int count) {
        int dimension = description.dimension();
        FloatBuffer input = pictures.slice(
                pictures.position(), count * description.preprocessing().values());
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, input, shape(count));
                OrtSession.Result result =
                        session.run(Map.of(description.inputName(), tensor), Set.of(description.outputName()))) {
            OnnxTensor output = (OnnxTensor) result.get(0);
            long[] found = output.getInfo().getShape();
            if (!fits(found, count, dimension)) {
                throw new Failure.Conflict(
                        "%s answers %s for %d pictures in its output %s; model.json says [%d, %d] (output.dimension)"
                                .formatted(where, shown(found), count, description.outputName(), count, dimension));
            }
            float[] values = new float[count * dimension];
            output.getFloatBuffer().get(values);
            return values;
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    /** Frees it; nobody may be running it. Closing again does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            session.close();
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    private void checkDeclared() {
        try {
            Map<String, NodeInfo> inputs = session.getInputInfo();
            NodeInfo input = inputs.get(description.inputName());
            if (inputs.size() != 1 || input == null) {
                throw new Failure.Conflict("%s has the inputs %s; model.json says one, %s (input.name)"
                        .formatted(where, inputs.keySet(), description.inputName()));
            }
            checkInput(tensor(input));
            Map<String, NodeInfo> outputs = session.getOutputInfo();
            NodeInfo output = outputs.get(description.outputName());
            if (output == null) {
                throw new Failure.Conflict("%s has the outputs %s; model.json says %s (output.name)"
                        .formatted(where, outputs.keySet(), description.outputName()));
            }
            checkType("output", description.outputName(), tensor(output));
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    private void checkInput(TensorInfo declared) {
        checkType("input", description.inputName(), declared);
        long[] found = declared.getShape();
        long[] expected = shape(1);
        boolean same = found.length == expected.length && (found[0] == 1 || found[0] < 0);
        for (int i = 1; same && i < found.length; i++) {
            same = found[i] == expected[i] || found[i] < 0;
        }
        if (!same) {
            expected[0] = -1;
            throw new Failure.Conflict(
                    "%s has an input of shape %s; model.json says %s (input.layout, height, width; n is 1 or free)"
                            .formatted(where, shown(found), shown(expected)));
        }
    }

    private void checkType(String what, String name, TensorInfo found) {
        if (found.type != OnnxJavaType.FLOAT) {
            throw new Failure.Conflict(
                    "%s has the %s %s of type %s; expected float32".formatted(where, what, name, found.type));
        }
    }

    private TensorInfo tensor(NodeInfo node) {
        if (node.getInfo() instanceof TensorInfo tensor) {
            return tensor;
        }
        throw new Failure.Conflict("%s: %s is no tensor".formatted(where, node.getName()));
    }

    private long[] shape(long count) {
        int height = description.preprocessing().height();
        int width = description.preprocessing().width();
        return switch (description.layout()) {
            case NCHW -> new long[] {count, 3, height, width};
            case NHWC -> new long[] {count, height, width, 3};
        };
    }

    // Some exports leave the pooled height and width, both 1, behind the dimension.
    private static boolean fits(long[] shape, int count, int dimension) {
        if (shape.length < 2 || shape[0] != count || shape[1] != dimension) {
            return false;
        }
        for (int i = 2; i < shape.length; i++) {
            if (shape[i] != 1) {
                return false;
            }
        }
        return true;
    }

    private static String shown(long[] shape) {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < shape.length; i++) {
            text.append(i == 0 ? "" : ", ").append(shape[i] < 0 ? "n" : Long.toString(shape[i]));
        }
        return text.append(']').toString();
    }

    private Failure failed(OrtException cause) {
        return new Failure.Unavailable("the network %s failed: %s".formatted(where, cause.getMessage()), cause);
    }
}
