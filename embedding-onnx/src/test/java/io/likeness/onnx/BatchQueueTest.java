package io.likeness.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a lane gets, and when it has the network for itself. */
@Timeout(60)
class BatchQueueTest {
    private final List<InputRow> rows = new ArrayList<>();

    @AfterEach
    void freeRows() {
        rows.forEach(InputRow::close);
    }

    private PendingPicture handIn(BatchQueue queue) {
        InputRow row = new InputRow(1);
        rows.add(row);
        PendingPicture picture = new PendingPicture(row, new CompletableFuture<>());
        queue.takePlace();
        assertThat(queue.handIn(picture)).isTrue();
        return picture;
    }

    @Test
    void take_severalWait_answersThemInOrderUpToTheBatch() throws InterruptedException {
        BatchQueue queue = new BatchQueue(16, 1);
        List<PendingPicture> all = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            all.add(handIn(queue));
        }
        assertThat(queue.take(4).pictures()).containsExactlyElementsOf(all.subList(0, 4));
        assertThat(queue.take(4).pictures()).containsExactlyElementsOf(all.subList(4, 6));
        assertThat(queue.waiting()).isZero();
    }

    @Test
    void take_severalLanes_leavesTheOthersTheirShare() throws InterruptedException {
        BatchQueue queue = new BatchQueue(16, 2);
        for (int i = 0; i < 5; i++) {
            handIn(queue);
        }
        assertThat(queue.take(8).pictures()).hasSize(3);
        assertThat(queue.take(8).pictures()).hasSize(1);
    }

    @Test
    void take_nothingElseGoesOn_isAlone() throws InterruptedException {
        BatchQueue queue = new BatchQueue(16, 2);
        handIn(queue);
        assertThat(queue.take(2).alone()).isTrue();
        queue.done();
        handIn(queue);
        assertThat(queue.take(2).alone()).isTrue();
    }

    @Test
    void take_anotherRuns_isNotAlone() throws InterruptedException {
        BatchQueue queue = new BatchQueue(16, 2);
        handIn(queue);
        queue.take(2);
        handIn(queue);
        assertThat(queue.take(2).alone()).isFalse();
    }

    @Test
    void take_anotherWaits_isNotAlone() throws InterruptedException {
        BatchQueue queue = new BatchQueue(16, 2);
        handIn(queue);
        handIn(queue);
        assertThat(queue.take(1).alone()).isFalse();
    }

    @Test
    void take_anotherIsBeingPrepared_isNotAlone() throws InterruptedException {
        BatchQueue queue = new BatchQueue(16, 2);
        handIn(queue);
        queue.takePlace();
        assertThat(queue.take(2).alone()).isFalse();
        queue.done();
        queue.giveBack();
        handIn(queue);
        assertThat(queue.take(2).alone()).isTrue();
    }

    @Test
    void close_someWait_answersThem() {
        BatchQueue queue = new BatchQueue(16, 2);
        PendingPicture first = handIn(queue);
        PendingPicture second = handIn(queue);
        assertThat(queue.close()).containsExactly(first, second);
        assertThat(queue.waiting()).isZero();
    }

    @Test
    void take_closed_isEmpty() throws InterruptedException {
        BatchQueue queue = new BatchQueue(16, 2);
        queue.close();
        assertThat(queue.take(2).pictures()).isEmpty();
    }
}
