package io.likeness.onnx;

import io.likeness.embedding.Embedding;
import io.likeness.failure.Failure;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The thread that runs the network over what waits in the queue. */
final class BatchRunner implements AutoCloseable {
    private final Network network;
    private final ModelDescription description;
    private final BatchQueue queue;
    private final RowPool rows;
    private final int maxBatch;
    private final Duration maxWait;
    private final Thread thread;
    private final LongAdder batches = new LongAdder();
    private final LongAdder pictures = new LongAdder();
    /** Where the rows of a batch are put side by side; allocated when first needed and used by {@link #thread} only. */
    private @Nullable InputRow gathered;

    BatchRunner(
            Network network,
            ModelDescription description,
            BatchQueue queue,
            RowPool rows,
            int maxBatch,
            Duration maxWait) {
        this.network = network;
        this.description = description;
        this.queue = queue;
        this.rows = rows;
        this.maxBatch = maxBatch;
        this.maxWait = maxWait;
        this.thread = Thread.ofPlatform().name("embed").daemon().unstarted(this::runUntilClosed);
    }

    void start() {
        thread.start();
    }

    long batches() {
        return batches.sum();
    }

    long pictures() {
        return pictures.sum();
    }

    /** Waits for the running batch and frees the network; the queue must be closed. Closing again does nothing. */
    @Override
    public void close() {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                // The network must not be freed under a run, so the wait goes on; a run is short.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void runUntilClosed() {
        try (network) {
            List<PendingPicture> batch = queue.take(maxBatch, maxWait);
            while (!batch.isEmpty()) {
                runBatch(batch);
                batch = queue.take(maxBatch, maxWait);
            }
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts this thread", e);
        } finally {
            // Empty after an orderly close; should this thread ever die, nobody may wait for it in vain.
            queue.close().forEach(picture -> picture.answer().completeExceptionally(BatchQueue.closedFailure()));
            if (gathered != null) {
                gathered.close();
            }
        }
    }

    private void runBatch(List<PendingPicture> batch) {
        float[] answers;
        try {
            answers = network.run(inputOf(batch), batch.size());
            batches.increment();
            pictures.add(batch.size());
        } catch (RuntimeException | Error e) {
            // Whoever waits for an answer of this batch gets what went wrong; the next batch may go well.
            batch.forEach(picture -> picture.answer().completeExceptionally(e));
            return;
        } finally {
            batch.forEach(picture -> rows.giveBack(picture.row()));
        }
        for (int i = 0; i < batch.size(); i++) {
            answer(batch.get(i), answers, i);
        }
    }

    // One picture runs from where it was written; several are copied side by side, 1 % of the time that the network
    // takes.
    private FloatBuffer inputOf(List<PendingPicture> batch) {
        if (batch.size() == 1) {
            return batch.getFirst().row().values();
        }
        int values = description.preprocessing().values();
        if (gathered == null) {
            gathered = new InputRow((long) maxBatch * values);
        }
        for (int i = 0; i < batch.size(); i++) {
            gathered.values().put(i * values, batch.get(i).row().values(), 0, values);
        }
        return gathered.values();
    }

    private void answer(PendingPicture picture, float[] answers, int position) {
        int dimension = description.dimension();
        float[] vector = Arrays.copyOfRange(answers, position * dimension, (position + 1) * dimension);
        double sum = 0;
        for (float value : vector) {
            sum += (double) value * value;
        }
        if (!Double.isFinite(sum)) {
            picture.answer()
                    .completeExceptionally(
                            new Failure.Unavailable("the network %s answers values that are not finite for this picture"
                                    .formatted(description.name())));
        } else if (sum == 0) {
            picture.answer()
                    .completeExceptionally(new Failure.UnsupportedImage(
                            "the network %s sees nothing in this picture: all %d values of its answer are 0"
                                    .formatted(description.name(), dimension)));
        } else {
            picture.answer().complete(Embedding.normalised(vector));
        }
    }
}
