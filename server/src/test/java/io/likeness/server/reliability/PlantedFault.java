package io.likeness.server.reliability;

import io.likeness.server.reliability.KeyHistory.Call;
import io.likeness.server.reliability.KeyHistory.Held;
import io.likeness.server.reliability.Linearizability.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Calls that cannot have been, added to a history to see that they are found. */
enum PlantedFault {
    /** A picture read before any was added. */
    UNBORN {
        @Override
        List<Operation<Call>> in(List<Operation<Call>> history) {
            long begin = byCall(history).getFirst().called();
            return with(history, begin - 2, new Call.Read(held(adds(history).getFirst())));
        }
    },

    /** Two creations and nothing between that deletes. */
    CREATED_TWICE {
        @Override
        List<Operation<Call>> in(List<Operation<Call>> history) {
            long begin = byCall(history).getFirst().called();
            return with(
                    with(history, begin - 4, new Call.Add("/x", "999999", true)),
                    begin - 2,
                    new Call.Add("/y", "1000000", true));
        }
    },

    /** In the middle, what another add had replaced by then. */
    STALE {
        @Override
        List<Operation<Call>> in(List<Operation<Call>> history) {
            List<Operation<Call>> adds = adds(history);
            Operation<Call> early = adds.getFirst();
            long replaced = adds.stream()
                    .filter(add -> add.called() > early.answered())
                    .mapToLong(Operation::answered)
                    .min()
                    .orElseThrow();
            return with(history, replaced + 1, new Call.Read(held(early)));
        }
    },

    /** At the end, an id that nobody created. */
    INVENTED {
        @Override
        List<Operation<Call>> in(List<Operation<Call>> history) {
            long end = history.stream().mapToLong(Operation::answered).max().orElseThrow();
            return with(history, end + 1, new Call.Read(new Held("1000000", "/x")));
        }
    };

    /** {@code history}, which has adds one after the other, with the fault. */
    abstract List<Operation<Call>> in(List<Operation<Call>> history);

    private static List<Operation<Call>> with(List<Operation<Call>> history, long at, Call call) {
        List<Operation<Call>> all = new ArrayList<>(history);
        all.add(new Operation<>(at, at + 1, call));
        return all;
    }

    private static List<Operation<Call>> byCall(List<Operation<Call>> history) {
        return history.stream()
                .sorted(Comparator.comparingLong(Operation::called))
                .toList();
    }

    private static List<Operation<Call>> adds(List<Operation<Call>> history) {
        return byCall(history).stream()
                .filter(operation -> operation.what() instanceof Call.Add)
                .toList();
    }

    private static Held held(Operation<Call> add) {
        return add.what() instanceof Call.Add made ? new Held(made.id(), made.path()) : Held.NOTHING;
    }
}
