package io.likeness.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.failure.Failure;
import io.likeness.image.ImageType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class BytesTest {
    @Test
    void indexOfFF_anyBytes_isTheFirstOne() {
        long seed = new Random().nextLong();
        RandomGenerator random = new Random(seed);
        for (int round = 0; round < 5_000; round++) {
            byte[] content = new byte[random.nextInt(40)];
            for (int i = 0; i < content.length; i++) {
                content[i] = (byte) new int[] {0, 1, 0x7F, 0x80, 0xFE, 0xFF}[random.nextInt(round % 2 == 0 ? 5 : 6)];
            }
            int from = random.nextInt(content.length + 1);
            int expected = from;
            while (expected < content.length && content[expected] != -1) {
                expected++;
            }
            assertThat(bytes(content).indexOfFF(from)).as("seed " + seed).isEqualTo(expected);
        }
    }

    @Test
    void read_beyondTheEnd_saysThatTheFileEnds() {
        Bytes bytes = bytes(new byte[3]);
        assertThat(bytes.u16(1)).isZero();
        assertThatThrownBy(() -> bytes.u16(2))
                .isInstanceOf(Failure.UnsupportedImage.class)
                .hasMessage("the PNG is damaged: it ends after 3 bytes, before its header and data do");
        assertThatThrownBy(() -> bytes.u8(-1)).isInstanceOf(Failure.UnsupportedImage.class);
        assertThatThrownBy(() -> bytes.view(1, Long.MAX_VALUE)).isInstanceOf(Failure.UnsupportedImage.class);
    }

    private static Bytes bytes(byte[] content) {
        return Bytes.of(ByteBuffer.wrap(content).asReadOnlyBuffer(), ImageType.PNG, ByteOrder.BIG_ENDIAN);
    }
}
