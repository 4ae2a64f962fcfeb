package io.likeness.server.reliability;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a history of calls can have happened one after the other, each between its call and its answer: linearizability (Herlihy and Wing,
 * 1990). The search is that of Wing and Gong, "Testing and verifying concurrent objects" (1993), with Lowe's memory of configurations seen, "Testing for
 * linearizability" (2017), section 4; the same that Porcupine uses. Exponential in the number of calls under way at once where their answers leave
 * much open.
 */
final class Linearizability {
    private Linearizability() {}

    /**
     * A call with its answer.
     *
     * @param called when it was sent, before {@code answered} of the same clock
     * @param what the call and its answer, as the model reads them
     */
    record Operation<C>(long called, long answered, C what) {}

    /** A call or an answer, in a list by time from which both of an operation are taken while it is placed. */
    private static final class Event {
        private final int operation;
        private final @Nullable Event answer;
        private Event before = this;
        private Event after = this;

        private Event(int operation, @Nullable Event answer) {
            this.operation = operation;
            this.answer = answer;
        }

        void take() {
            before.after = after;
            after.before = before;
        }

        void putBack() {
            before.after = this;
            after.before = this;
        }
    }

    private record Configuration<S>(BitSet placed, S state) {}

    /** @param changed whether it made another state; what did not was rightly placed as soon as it fitted */
    private record Placed<S>(Event call, S before, boolean changed) {}

    /**
     * @param step the state after an operation, or nothing where its answer cannot be in this state
     * @param <S> a state, with equals
     */
    static <S, C> boolean holds(List<Operation<C>> history, S initial, BiFunction<S, C, Optional<S>> step) {
        Event head = line(history);
        Deque<Placed<S>> placed = new ArrayDeque<>();
        BitSet which = new BitSet();
        Set<Configuration<S>> seen = new HashSet<>();
        S state = initial;
        Event event = head.after;
        while (head.after != head) {
            Event answer = event.answer;
            if (answer == null) {
                // The answer of a call that was not placed before it: the last choice was wrong.
                Placed<S> last;
                do {
                    if (placed.isEmpty()) {
                        return false;
                    }
                    last = placed.pop();
                    state = last.before();
                    which.clear(last.call().operation);
                    putBack(last.call());
                } while (!last.changed());
                event = last.call().after;
                continue;
            }
            Optional<S> next = step.apply(state, history.get(event.operation).what());
            if (next.isPresent()) {
                which.set(event.operation);
                if (seen.add(new Configuration<>((BitSet) which.clone(), next.get()))) {
                    placed.push(new Placed<>(event, state, !next.get().equals(state)));
                    state = next.get();
                    event.take();
                    answer.take();
                    event = head.after;
                    continue;
                }
                which.clear(event.operation);
            }
            event = event.after;
        }
        return true;
    }

    private static void putBack(Event call) {
        Event answer = call.answer;
        if (answer != null) {
            answer.putBack();
        }
        call.putBack();
    }

    private record Timed(long at, Event event) {}

    private static <C> Event line(List<Operation<C>> history) {
        List<Timed> events = new ArrayList<>();
        for (int i = 0; i < history.size(); i++) {
            Operation<C> operation = history.get(i);
            Event answer = new Event(i, null);
            events.add(new Timed(operation.called(), new Event(i, answer)));
            events.add(new Timed(operation.answered(), answer));
        }
        // Of one moment the calls come first: the two may have overlapped.
        events.sort(Comparator.comparingLong(Timed::at).thenComparing(timed -> timed.event().answer == null));
        Event head = new Event(-1, null);
        for (Timed timed : events) {
            Event event = timed.event();
            event.before = head.before;
            event.after = head;
            head.before.after = event;
            head.before = event;
        }
        return head;
    }
}
