package io.likeness.onnx;

import io.likeness.embedding.Embedding;
import io.likeness.failure.Failure;
import io.likeness.onnx.BatchQueue.Batch;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A thread that runs the network over what waits in the queue. With as many of these as cores, each run on one thread, no run waits for a thread that
 * something else keeps from its core; a lone picture runs on all threads.
 */
final class Lane implements AutoCloseable {
    private final Network narrow;
    private final Network wide;
    private final ModelDescription description;
    private final BatchQueue queue;
    private final RowPool rows;
    private final int maxBatch;
    private final Thread thread;
    private final LongAdder batches = new LongAdder();
    private final LongAdder pictures = new LongAdder();
    /** Where the rows of a batch are put side by side; allocated when first needed and used by {@link #thread} only. */
    private @Nullable InputRow gathered;

    /**
     * @param narrow runs on the calling thread; for use by many threads, who closes it is whoever opened it
     * @param wide runs on all threads; the same as {@code narrow} where there is one thread
     */
    Lane(
            int number,
            Network narrow,
            Network wide,
            ModelDescription description,
            BatchQueue queue,
            RowPool rows,
            int maxBatch) {
        this.narrow = narrow;
        this.wide = wide;
        this.description = description;
        this.queue = queue;
        this.rows = rows;
        this.maxBatch = maxBatch;
        this.thread = Thread.ofPlatform().name("embed-" + number).daemon().unstarted(this::runUntilClosed);
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

    /** Waits for the running batch; the queue must be closed. Closing again does nothing. */
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
        try {
            for (Batch batch = queue.take(maxBatch); !batch.pictures().isEmpty(); batch = queue.take(maxBatch)) {
                run(batch);
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

    private void run(Batch batch) {
        List<PendingPicture> taken = batch.pictures();
        float[] answers;
        try {
            answers = (batch.alone() ? wide : narrow).run(inputOf(taken), taken.size());
            batches.increment();
            pictures.add(taken.size());
        } catch (RuntimeException | Error e) {
            // Whoever waits for an answer of this batch gets what went wrong; the next batch may go well.
            taken.forEach(picture -> picture.answer().completeExceptionally(e));
            return;
        } finally {
            queue.done();
            taken.forEach(picture -> rows.giveBack(picture.row()));
        }
        for (int i = 0; i < taken.size(); i++) {
            answer(taken.get(i), answers, i);
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
