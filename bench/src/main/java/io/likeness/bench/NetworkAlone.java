package io.likeness.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.likeness.embedding.Preprocessing;
import io.likeness.onnx.ModelBundle;
import io.likeness.onnx.OnnxSettings;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;

/** ONNX Runtime and nothing else: full batches of random numbers through a bundle's network, with the options of the server. */
final class NetworkAlone implements AutoCloseable {
    private final OrtSession session;
    private final OnnxTensor batch;
    private final int size;

    private NetworkAlone(OrtSession session, OnnxTensor batch, int size) {
        this.session = session;
        this.batch = batch;
        this.size = size;
    }

    /** Opens it; an embedder must have been opened before, which loads the native library. */
    static NetworkAlone open(ModelBundle bundle, Path folder, OnnxSettings settings) {
        bundle.writeTo(folder);
        Preprocessing input = bundle.preprocessing();
        int size = settings.maxBatch();
        FloatBuffer values = ByteBuffer.allocateDirect(size * input.values() * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        Random random = new Random(1);
        for (int i = 0; i < values.capacity(); i++) {
            values.put(i, (float) random.nextGaussian());
        }
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(settings.threads());
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            OrtSession session =
                    environment.createSession(folder.resolve("model.onnx").toString(), options);
            return new NetworkAlone(
                    session,
                    OnnxTensor.createTensor(environment, values, new long[] {size, 3, input.height(), input.width()}),
                    size);
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs at least {@code pictures} through it; answers how many. */
    int run(int pictures) {
        String name = session.getInputNames().iterator().next();
        int done = 0;
        try {
            for (; done < pictures; done += size) {
                session.run(Map.of(name, batch)).close();
            }
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
        return done;
    }

    @Override
    public void close() {
        batch.close();
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}
