package io.likeness.reembed;

import io.likeness.index.ImageRecord;
import io.likeness.index.ListQuery;
import io.likeness.index.ListQuery.Order;
import io.likeness.index.ListQuery.Position;
import io.likeness.index.VectorIndex;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Walks over the records of two indexes side by side. For use by one thread; others may change the indexes meanwhile. */
final class Comparison {
    private final Records left;
    private final Records right;

    Comparison(VectorIndex left, VectorIndex right) {
        this.left = new Records(left);
        this.right = new Records(right);
    }

    /** Hands over the id of each record that is in one of them only or not the same in both; answers whether it came to the end. */
    boolean eachDifference(LongConsumer consumer, BooleanSupplier stopped) {
        ImageRecord a = left.next();
        ImageRecord b = right.next();
        while (a != null || b != null) {
            if (stopped.getAsBoolean()) {
                return false;
            }
            int order = order(a, b);
            if (a != null && (order < 0 || (order == 0 && !a.equals(b)))) {
                consumer.accept(a.id());
            }
            if (b != null && order > 0) {
                consumer.accept(b.id());
            }
            a = order <= 0 ? left.next() : a;
            b = order >= 0 ? right.next() : b;
        }
        return true;
    }

    private static int order(@Nullable ImageRecord a, @Nullable ImageRecord b) {
        if (a == null || b == null) {
            return a == null ? 1 : -1;
        }
        return Position.of(a).compareTo(Position.of(b));
    }

    /** The records of one index, the oldest first. */
    private static final class Records {
        private final VectorIndex index;
        private final Deque<ImageRecord> page = new ArrayDeque<>();
        private @Nullable Position after;
        private boolean ended;

        Records(VectorIndex index) {
            this.index = index;
        }

        @Nullable
        ImageRecord next() {
            if (page.isEmpty() && !ended) {
                List<ImageRecord> read = index.list(new ListQuery(Order.OLDEST, after, ListQuery.MAX_LIMIT));
                ended = read.size() < ListQuery.MAX_LIMIT;
                page.addAll(read);
                after = read.isEmpty() ? after : Position.of(read.getLast());
            }
            return page.poll();
        }
    }
}
