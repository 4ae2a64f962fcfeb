package io.likeness.server.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.server.reliability.Linearizability.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LinearizabilityTest {
    /** Writes a register, or reads {@code value} from it. */
    private record Access(boolean writes, int value) {}

    private static Operation<Access> write(long called, long answered, int value) {
        return new Operation<>(called, answered, new Access(true, value));
    }

    private static Operation<Access> read(long called, long answered, int value) {
        return new Operation<>(called, answered, new Access(false, value));
    }

    private static boolean holds(List<Operation<Access>> history) {
        return Linearizability.holds(history, 0, new Linearizability.Model<>() {
            @Override
            public Optional<Integer> step(Integer state, Access access) {
                return access.writes() || state == access.value() ? Optional.of(access.value()) : Optional.empty();
            }

            @Override
            public boolean settles(Integer state, Access access) {
                return !access.writes() && state == access.value();
            }
        });
    }

    @Test
    void holds_nothingOrOneAfterTheOther_isTrue() {
        assertThat(holds(List.of())).isTrue();
        assertThat(holds(List.of(write(1, 2, 7), read(3, 4, 7), write(5, 6, 8), read(7, 8, 8))))
                .isTrue();
    }

    @Test
    void holds_readDuringWrite_maySeeEither() {
        assertThat(holds(List.of(write(1, 9, 7), read(2, 3, 0), read(4, 5, 7)))).isTrue();
        assertThat(holds(List.of(write(1, 9, 7), read(2, 6, 7), read(3, 7, 0)))).isTrue();
    }

    @Test
    void holds_newThenOldValue_isFalse() {
        assertThat(holds(List.of(write(1, 9, 7), read(2, 3, 7), read(4, 5, 0)))).isFalse();
    }

    @Test
    void holds_staleOrInventedRead_isFalse() {
        assertThat(holds(List.of(write(1, 2, 7), read(3, 4, 0)))).isFalse();
        assertThat(holds(List.of(write(1, 2, 7), read(3, 4, 9)))).isFalse();
        assertThat(holds(List.of(write(1, 4, 7), write(2, 3, 8), read(5, 6, 7), read(7, 8, 8))))
                .isFalse();
    }

    @Test
    void holds_writeOfWhatIsThere_mayComeLater() {
        assertThat(holds(List.of(write(1, 10, 0), write(2, 3, 8), read(4, 5, 0))))
                .isTrue();
        assertThat(holds(List.of(write(1, 10, 0), write(2, 3, 8), read(4, 5, 0), read(6, 7, 8))))
                .isFalse();
    }

    @Test
    void holds_leavingTooMuchOpen_isNotDecided() {
        List<Operation<Access>> history = new ArrayList<>();
        for (int i = 1; i <= 25; i++) {
            history.add(write(1, 100, i));
        }

        assertThatThrownBy(() -> holds(history))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("undecided: 25 calls under way leave more than 1000000 possibilities open");
    }

    @Test
    void holds_wideHistories_agreesWithHowTheyWereMade() {
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            List<Operation<Access>> history = new ArrayList<>();
            int value = 0;
            for (int i = 0; i < 200; i++) {
                boolean writes = random.nextInt(3) == 0;
                value = writes ? 1 + i : value;
                // Each takes effect at 10 i, and is under way while up to six others are.
                history.add(new Operation<>(
                        10L * i - random.nextInt(30), 10L * i + 1 + random.nextInt(30), new Access(writes, value)));
            }
            assertThat(holds(history)).as("seed %d", seed).isTrue();
            int last = value;
            history.add(new Operation<>(10_000, 10_001, new Access(false, last + 1)));
            assertThat(holds(history)).as("seed %d", seed).isFalse();
        }
    }
}
