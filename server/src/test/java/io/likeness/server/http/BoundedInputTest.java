package io.likeness.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.failure.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundedInputTest {
    private final List<Long> told = new ArrayList<>();

    private BoundedInput input(InputStream body, int limit) {
        return new BoundedInput(body, limit, "too many", told::add, Duration.ofMillis(50));
    }

    @Test
    void read_upToTheLimit_tellsHowMuchHasCome() throws IOException {
        BoundedInput input = input(new ByteArrayInputStream(new byte[10]), 10);

        assertThat(input.readNBytes(4)).hasSize(4);
        assertThat(input.read()).isZero();
        assertThat(input.readAllBytes()).hasSize(5);
        assertThat(told).containsExactly(4L, 5L, 10L);
    }

    @Test
    void read_oneByteMore_isTooLarge() {
        BoundedInput input = input(new ByteArrayInputStream(new byte[11]), 10);

        assertThatThrownBy(input::readAllBytes)
                .isInstanceOf(Failure.TooLarge.class)
                .hasMessage("too many");
    }

    @Test
    void read_bodyThatDrips_endsAsTooSlow() {
        BoundedInput input = input(new Dripping(1), 1 << 20);

        assertThatThrownBy(input::readAllBytes)
                .isInstanceOf(Failure.BadInput.class)
                .hasMessageContainingAll("too slowly", "it must be 16384 or more");
    }

    @Test
    void read_bodyThatComesSlowlyButEnough_isTaken() throws IOException {
        BoundedInput input = input(new Dripping(BoundedInput.LEAST), 1 << 20);

        assertThat(input.readNBytes(20 * BoundedInput.LEAST)).hasSize(20 * BoundedInput.LEAST);
    }

    @Test
    void read_readerThatTakesItsTime_isNotTheSendersFault() throws Exception {
        BoundedInput input = input(new ByteArrayInputStream(new byte[10]), 10);

        assertThat(input.read()).isZero();
        Thread.sleep(100);
        assertThat(input.read()).isZero();
    }

    /** So many bytes every 10 ms, without end. */
    private static final class Dripping extends InputStream {
        private final int bytes;

        Dripping(int bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("read in blocks");
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return Math.min(bytes, length);
        }
    }
}
