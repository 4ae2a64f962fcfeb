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
import java.util.concurrent.atomic.AtomicInteger;

/** ONNX Runtime and nothing else: full batches of random numbers through a bundle's network, with the options of the server, a run on each core. */
public final class NetworkAlone implements AutoCloseable {
    private final OrtSession session;
    private final OnnxTensor batch;
    private final int size;
    private final int threads;

    private NetworkAlone(OrtSession session, OnnxTensor batch, int size, int threads) {
        this.session = session;
        this.batch = batch;
        this.size = size;
        this.threads = threads;
    }

    /** Opens it; an embedder must have been opened before, which loads the native library. */
    static NetworkAlone open(ModelBundle bundle, Path folder, OnnxSettings settings) {
        return open(bundle, folder, settings.maxBatch(), 1, settings.threads());
    }

    /** Opens it for runs of one picture, each on so many threads; as above. */
    public static NetworkAlone openForOne(ModelBundle bundle, Path folder, int threads) {
        return open(bundle, folder, 1, threads, 1);
    }

    private static NetworkAlone open(ModelBundle bundle, Path folder, int size, int threadsOfRun, int runs) {
        bundle.writeTo(folder);
        Preprocessing input = bundle.preprocessing();
        FloatBuffer values = ByteBuffer.allocateDirect(size * input.values() * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        Random random = new Random(1);
        for (int i = 0; i < values.capacity(); i++) {
            values.put(i, (float) random.nextGaussian());
        }
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(threadsOfRun);
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            OrtSession session =
                    environment.createSession(folder.resolve("model.onnx").toString(), options);
            return new NetworkAlone(
                    session,
                    OnnxTensor.createTensor(environment, values, new long[] {size, 3, input.height(), input.width()}),
                    size,
                    runs);
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs at least {@code pictures} through it; answers how many. */
    int run(int pictures) {
        String name = session.getInputNames().iterator().next();
        AtomicInteger done = new AtomicInteger();
        Cores.run(threads, () -> {
            try {
                while (done.getAndAdd(size) < pictures) {
                    session.run(Map.of(name, batch)).close();
                }
            } catch (OrtException e) {
                throw new IllegalStateException(e);
            }
        });
        return Math.ceilDiv(pictures, size) * size;
    }

    /** Runs one batch through it, on the calling thread and those of its own. */
    public void runOnce() {
        try {
            session.run(Map.of(session.getInputNames().iterator().next(), batch))
                    .close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
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
