package io.likeness.server.reliability;

import io.likeness.server.reliability.Linearizability.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

    /** Whether {@code operations} can have happened one after the other to a key that held nothing. */
    static boolean isLinearizable(List<Operation<Call>> operations) {
        return Linearizability.holds(operations, Held.NOTHING, KeyHistory::step);
    }
}
