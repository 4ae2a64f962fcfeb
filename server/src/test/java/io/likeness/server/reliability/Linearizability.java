package io.likeness.server.reliability;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells whether a history of calls can have happened one after the other, each between its call and its answer: linearizability (Herlihy and Wing,
 * 1990). The history is gone through once, by time, with all that can be true at that moment: the states, and which of the calls under way made each.
 * Calls are placed as late as can be, when one is answered (just-in-time linearization; Lowe, "Testing for linearizability", 2017). So there is never
 * more to remember than the calls under way at once leave open; where none is, that is a few states.
 */
final class Linearizability<S, C> {
    /** About 100 MiB. */
    static final int MOST_POSSIBLE = 1_000_000;

    private static final int MOST_AT_ONCE = Long.SIZE;

    private final Model<S, C> model;
    private final List<C> underWay = new ArrayList<>();
    // The places in underWay that are taken, a bit each.
    private long taken;
    private Set<Configuration<S>> possible;

    private Linearizability(S initial, Model<S, C> model) {
        this.model = model;
        this.possible = Set.of(new Configuration<>(0, initial));
    }

    /**
     * A call with its answer.
     *
     * @param called when it was sent, not after {@code answered} of the same clock
     * @param what the call and its answer, as the model reads them
     */
    record Operation<C>(long called, long answered, C what) {}

    /**
     * What calls do.
     *
     * @param <S> a state, with equals
     */
    interface Model<S, C> {
        /** The state after {@code call}, or nothing where its answer cannot be in this state. */
        Optional<S> step(S state, C call);

        /**
         * Whether {@code call} fits into {@code state}, leaves it as it is, and may as well stand here as anywhere later: whatever could follow then can
         * follow now. So it is with all that only read.
         */
        boolean settles(S state, C call);
    }

    /** @param placed the calls under way that are in {@code state}, a bit each */
    private record Configuration<S>(long placed, S state) {}

    private record Event(long at, boolean isAnswer, int operation) {}

    /**
     * @throws IllegalStateException if more than {@link #MOST_POSSIBLE} configurations are possible at one moment: nothing is known then
     * @throws IllegalArgumentException if more than 64 calls are under way at once
     */
    static <S, C> boolean holds(List<Operation<C>> history, S initial, Model<S, C> model) {
        Linearizability<S, C> search = new Linearizability<>(initial, model);
        int[] places = new int[history.size()];
        for (Event event : byTime(history)) {
            if (!event.isAnswer()) {
                places[event.operation()] =
                        search.call(history.get(event.operation()).what());
            } else if (!search.answer(places[event.operation()])) {
                return false;
            }
        }
        return true;
    }

    private static <C> List<Event> byTime(List<Operation<C>> history) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < history.size(); i++) {
            events.add(new Event(history.get(i).called(), false, i));
            events.add(new Event(history.get(i).answered(), true, i));
        }
        // Of one moment the calls come first: the two may have overlapped.
        events.sort(Comparator.comparingLong(Event::at).thenComparing(Event::isAnswer));
        return events;
    }

    private int call(C what) {
        int place = Long.numberOfTrailingZeros(~taken);
        if (place == MOST_AT_ONCE) {
            throw new IllegalArgumentException("more than " + MOST_AT_ONCE + " calls under way at once");
        }
        taken |= 1L << place;
        if (place == underWay.size()) {
            underWay.add(what);
        } else {
            underWay.set(place, what);
        }
        return place;
    }

    /** Goes on to the answer of a call, before which it must have been placed, and answers whether it can. */
    private boolean answer(int place) {
        long answered = 1L << place;
        Set<Configuration<S>> seen = new HashSet<>();
        Set<Configuration<S>> after = new HashSet<>();
        Deque<Configuration<S>> open = new ArrayDeque<>();
        possible.forEach(one -> reach(one, seen, open));
        while (!open.isEmpty()) {
            Configuration<S> one = open.pop();
            if ((one.placed() & answered) != 0) {
                after.add(new Configuration<>(one.placed() & ~answered, one.state()));
                continue;
            }
            for (long left = taken & ~one.placed(); left != 0; left &= left - 1) {
                long next = Long.lowestOneBit(left);
                model.step(one.state(), callAt(next))
                        .ifPresent(state -> reach(new Configuration<>(one.placed() | next, state), seen, open));
            }
        }
        taken &= ~answered;
        possible = after;
        return !after.isEmpty();
    }

    private void reach(Configuration<S> one, Set<Configuration<S>> seen, Deque<Configuration<S>> open) {
        long placed = one.placed();
        for (long left = taken & ~placed; left != 0; left &= left - 1) {
            long next = Long.lowestOneBit(left);
            if (model.settles(one.state(), callAt(next))) {
                placed |= next;
            }
        }
        Configuration<S> settled = new Configuration<>(placed, one.state());
        if (seen.add(settled)) {
            if (seen.size() > MOST_POSSIBLE) {
                throw new IllegalStateException("undecided: " + Long.bitCount(taken)
                        + " calls under way leave more than " + MOST_POSSIBLE + " possibilities open");
            }
            open.push(settled);
        }
    }

    private C callAt(long bit) {
        return underWay.get(Long.numberOfTrailingZeros(bit));
    }
}
