package io.likeness.onnx;

import io.likeness.embedding.CopyWeights;
import io.likeness.embedding.Embedder;
import io.likeness.embedding.Embedding;
import io.likeness.embedding.ImagePreprocessor;
import io.likeness.embedding.MatchScores;
import io.likeness.embedding.ModelFingerprint;
import io.likeness.embedding.Preprocessing;
import io.likeness.failure.Failure;
import io.likeness.image.DecodedImage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * Embeds pictures with ONNX Runtime. The calling thread writes its picture's input; a lane for each core runs the network over what is ready, up to a
 * batch, and nothing waits for a batch to fill. Safe for use by many threads.
 *
 * <p>Steps chained to an answer run on a thread of the network: a chained step that takes long belongs elsewhere.
 */
public final class OnnxEmbedder implements Embedder {
    /** Pictures under way keep about so many rows busy; one allocated for each would cost as much as filling it. */
    private static final int SPARE_ROWS = 32;

    private final ModelFingerprint fingerprint;
    private final Optional<MatchScores> matchScores;
    private final Optional<CopyWeights> copyWeights;
    private final ModelDescription description;
    private final ImagePreprocessor preprocessor;
    private final BatchQueue queue;
    private final RowPool rows;
    private final Networks networks;
    private final List<Lane> lanes;

    private OnnxEmbedder(
            ModelBundle bundle,
            ImagePreprocessor preprocessor,
            OnnxSettings settings,
            Networks networks,
            int maxBatch) {
        this.fingerprint = bundle.fingerprint();
        this.matchScores = bundle.matchScores();
        this.copyWeights = bundle.copyWeights();
        this.description = bundle.description();
        this.preprocessor = preprocessor;
        this.networks = networks;
        this.queue = new BatchQueue(settings.queue(), settings.threads());
        this.rows = new RowPool(
                description.preprocessing().values(), Math.max(SPARE_ROWS, 2 * maxBatch * settings.threads()));
        this.lanes = IntStream.range(0, settings.threads())
                .mapToObj(number ->
                        new Lane(number, networks.narrow(), networks.wide(), description, queue, rows, maxBatch))
                .toList();
    }

    /**
     * Loads the bundle's network and runs it once to check what it answers.
     *
     * @throws Failure.BadInput if the bundle's file is no network that can be loaded
     * @throws Failure.Conflict if the network is not as the bundle describes it
     * @throws Failure.Unavailable if the file cannot be read
     */
    public static OnnxEmbedder open(ModelBundle bundle, ImagePreprocessor preprocessor, OnnxSettings settings) {
        Networks networks = Networks.open(bundle, settings.threads());
        try {
            int maxBatch = networks.narrow().onePictureOnly() ? 1 : settings.maxBatch();
            // Two pictures, so that an export which silently lost its free batch is found now and not under load.
            NetworkProbe.check(networks.narrow(), bundle, Math.min(2, maxBatch));
            NetworkProbe.check(networks.wide(), bundle, 1);
            OnnxEmbedder embedder = new OnnxEmbedder(bundle, preprocessor, settings, networks, maxBatch);
            embedder.lanes.forEach(Lane::start);
            return embedder;
        } catch (Failure e) {
            networks.close();
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
    public Optional<MatchScores> matchScores() {
        return matchScores;
    }

    @Override
    public Optional<CopyWeights> copyWeights() {
        return copyWeights;
    }

    @Override
    public int waiting() {
        return queue.waiting();
    }

    /** Runs of the network so far. */
    public long batches() {
        return lanes.stream().mapToLong(Lane::batches).sum();
    }

    /** Pictures that the network has run over so far; divided by {@link #batches} it is the mean batch. */
    public long pictures() {
        return lanes.stream().mapToLong(Lane::pictures).sum();
    }

    @Override
    public void close() {
        for (PendingPicture picture : queue.close()) {
            rows.giveBack(picture.row());
            picture.answer().completeExceptionally(BatchQueue.closedFailure());
        }
        lanes.forEach(Lane::close);
        networks.close();
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
