package io.likeness.server.reliability;

import io.likeness.server.reliability.Linearizability.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What was asked about one key and answered. Safe for use by many threads. */
final class KeyHistory {
    /** What a key holds: one picture with its id and imgPath, or nothing, and then "" for both. */
    record Held(String id, String path) {
        static final Held NOTHING = new Held("", "");

        boolean isThere() {
            return !id.isEmpty();
        }
    }

    /** A call and what was answered. */
    sealed interface Call {
        /** Added with {@code path}; {@code created} says whether it was new. */
        record Add(String path, String id, boolean created) implements Call {}

        /** Given {@code path} by id; {@code found} says whether there was such a picture. */
        record Patch(String id, String path, boolean found) implements Call {}

        /** Deleted by key, {@code count} pictures. */
        record DeleteKey(int count) implements Call {}

        /** Deleted by id; {@code found} says whether there was such a picture. */
        record DeleteId(String id, boolean found) implements Call {}

        /** Seen by a search or a list. */
        record Read(Held held) implements Call {}
    }

    /** The state after {@code call}, or nothing where it cannot have been answered so. */
    static Optional<Held> step(Held held, Call call) {
        boolean fits;
        Held after = held;
        switch (call) {
            case Call.Add add -> {
                fits = add.created() ? !held.isThere() : held.id().equals(add.id());
                after = new Held(add.id(), add.path());
            }
            case Call.Patch patch -> {
                fits = patch.found() == held.id().equals(patch.id());
                after = patch.found() ? new Held(patch.id(), patch.path()) : held;
            }
            case Call.DeleteKey delete -> {
                fits = delete.count() == (held.isThere() ? 1 : 0);
                after = Held.NOTHING;
            }
            case Call.DeleteId delete -> {
                fits = delete.found() == held.id().equals(delete.id());
                after = delete.found() ? Held.NOTHING : held;
            }
            case Call.Read read -> fits = read.held().equals(held);
        }
        return fits ? Optional.of(after) : Optional.empty();
    }

    // Guarded by itself.
    private final List<Operation<Call>> operations = new ArrayList<>();

    void add(Operation<Call> operation) {
        synchronized (operations) {
            operations.add(operation);
        }
    }

    List<Operation<Call>> operations() {
        synchronized (operations) {
            return List.copyOf(operations);
        }
    }

    /** Whether {@code operations} can have happened one after the other to a key that held nothing. Each path must be written once. */
    static boolean isLinearizable(List<Operation<Call>> operations) {
        Set<String> read = operations.stream()
                .map(Operation::what)
                .filter(Call.Read.class::isInstance)
                .map(call -> ((Call.Read) call).held().path())
                .collect(Collectors.toSet());
        return Linearizability.holds(operations, Held.NOTHING, new Model(read));
    }

    /**
     * A key as those see it who asked.
     *
     * @param read the paths that somebody saw; no call tells the others from each other, so one stands for all of them
     */
    private record Model(Set<String> read) implements Linearizability.Model<Held, Call> {
        private static final String UNREAD = "*";

        @Override
        public Optional<Held> step(Held held, Call call) {
            return KeyHistory.step(held, call)
                    .map(after ->
                            !after.isThere() || read.contains(after.path()) ? after : new Held(after.id(), UNREAD));
        }

        @Override
        public boolean settles(Held held, Call call) {
            // A path that nobody sees does not matter before another such: wherever it comes later, what follows does
            // not depend on it.
            return (onlyReads(call) || held.path().equals(UNREAD))
                    && step(held, call).filter(held::equals).isPresent();
        }

        private static boolean onlyReads(Call call) {
            return switch (call) {
                case Call.Add _ -> false;
                case Call.Patch patch -> !patch.found();
                case Call.DeleteKey delete -> delete.count() == 0;
                case Call.DeleteId delete -> !delete.found();
                case Call.Read _ -> true;
            };
        }
    }
}
