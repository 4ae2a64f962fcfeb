package io.likeness.onnx;

import io.likeness.embedding.Embedder;
import io.likeness.embedding.Embedding;
import io.likeness.embedding.ImagePreprocessor;
import io.likeness.embedding.ModelFingerprint;
import io.likeness.embedding.Preprocessing;
import io.likeness.failure.Failure;
import io.likeness.image.DecodedImage;
import java.util.concurrent.CompletableFuture;

/**
 * Embeds pictures with ONNX Runtime. The calling thread writes its picture's input; one thread runs the network over whatever is ready, up to a batch.
 * An idle network starts at once; while it runs, the next batch gathers. Safe for use by many threads.
 *
 * <p>Steps chained to an answer run on the thread of the network: a chained step that takes long belongs elsewhere.
 */
public final class OnnxEmbedder implements Embedder {
    private final ModelFingerprint fingerprint;
    private final ModelDescription description;
    private final ImagePreprocessor preprocessor;
    private final BatchQueue queue;
    private final RowPool rows;
    private final BatchRunner runner;

    private OnnxEmbedder(
            ModelBundle bundle, ImagePreprocessor preprocessor, OnnxSettings settings, Network network, int maxBatch) {
        this.fingerprint = bundle.fingerprint();
        this.description = bundle.description();
        this.preprocessor = preprocessor;
        this.queue = new BatchQueue(settings.queue());
        this.rows = new RowPool(description.preprocessing().values(), 2 * maxBatch);
        this.runner = new BatchRunner(network, description, queue, rows, maxBatch, settings.maxWait());
    }

    /**
     * Loads the bundle's network and runs it once to check what it answers.
     *
     * @throws Failure.BadInput if the bundle's file is no network that can be loaded
     * @throws Failure.Conflict if the network is not as the bundle describes it
     * @throws Failure.Unavailable if the file cannot be read
     */
    public static OnnxEmbedder open(ModelBundle bundle, ImagePreprocessor preprocessor, OnnxSettings settings) {
        Network network = Network.open(bundle, settings.threads());
        try {
            int maxBatch = network.onePictureOnly() ? 1 : settings.maxBatch();
            // Two pictures, so that an export which silently lost its free batch is found now and not under load.
            NetworkProbe.check(network, bundle, Math.min(2, maxBatch));
            OnnxEmbedder embedder = new OnnxEmbedder(bundle, preprocessor, settings, network, maxBatch);
            embedder.runner.start();
            return embedder;
        } catch (Failure e) {
            network.close();
            throw e;
        }
    }

    @Override
    public ModelFingerprint fingerprint() {
        return fingerprint;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Twice the longer side of the input. JPEG decoded at a scale that is only just large enough was seen to move the built-in network's vectors by up
     * to 0.04 of cosine, as the last step of scaling then skips pixels unevenly; at twice the size it stays below 0.01.
     */
    @Override
    public int inputShortSide() {
        Preprocessing how = description.preprocessing();
        return 2 * Math.max(how.width(), how.height());
    }

    @Override
    public CompletableFuture<Embedding> embed(DecodedImage image) {
        queue.takePlace();
        PendingPicture picture = prepare(image);
        if (!queue.handIn(picture)) {
            rows.giveBack(picture.row());
            picture.answer().completeExceptionally(BatchQueue.closedFailure());
        }
        return picture.answer();
    }

    @Override
    public int waiting() {
        return queue.waiting();
    }

    /** Runs of the network so far. */
    public long batches() {
        return runner.batches();
    }

    /** Pictures that the network has run over so far; divided by {@link #batches} it is the mean batch. */
    public long pictures() {
        return runner.pictures();
    }

    @Override
    public void close() {
        for (PendingPicture picture : queue.close()) {
            rows.giveBack(picture.row());
            picture.answer().completeExceptionally(BatchQueue.closedFailure());
        }
        runner.close();
        rows.close();
    }

    private PendingPicture prepare(DecodedImage image) {
        InputRow row = null;
        boolean prepared = false;
        try {
            row = rows.borrow();
            write(image, row);
            prepared = true;
            return new PendingPicture(row, new CompletableFuture<>());
        } finally {
            if (!prepared) {
                queue.giveBack();
                if (row != null) {
                    rows.giveBack(row);
                }
            }
        }
    }

    private void write(DecodedImage image, InputRow row) {
        Preprocessing how = description.preprocessing();
        switch (description.layout()) {
            case NCHW -> preprocessor.write(image, how, row.values());
            case NHWC -> {
                InputRow planes = rows.borrow();
                try {
                    preprocessor.write(image, how, planes.values());
                    Planes.interleave(planes.values(), row.values(), how.width() * how.height());
                } finally {
                    rows.giveBack(planes);
                }
            }
        }
    }
}
