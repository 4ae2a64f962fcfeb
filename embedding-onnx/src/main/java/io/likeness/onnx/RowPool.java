package io.likeness.onnx;

import java.util.ArrayDeque;
import java.util.Deque;

/** Input rows that are used again, the last one returned first, as it may still be in a cache. Safe for use by many threads. */
final class RowPool {
    private final int rowValues;
    private final int maxSpare;
    /** Guarded by this. */
    private final Deque<InputRow> spare = new ArrayDeque<>();
    /** Guarded by this. */
    private boolean closed;

    /**
     * @param rowValues number of float32 values of a row
     * @param maxSpare how many unused rows are kept
     */
    RowPool(int rowValues, int maxSpare) {
        this.rowValues = rowValues;
        this.maxSpare = maxSpare;
    }

    InputRow borrow() {
        synchronized (this) {
            if (!spare.isEmpty()) {
                return spare.pop();
            }
        }
        return new InputRow(rowValues);
    }

    void giveBack(InputRow row) {
        synchronized (this) {
            if (!closed && spare.size() < maxSpare) {
                spare.push(row);
                return;
            }
        }
        row.close();
    }

    /** Frees the unused rows, and each other one when it is given back. */
    synchronized void close() {
        closed = true;
        spare.forEach(InputRow::close);
        spare.clear();
    }
}
