package io.likeness.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EncodedImageTest {
    private static final EncodedImage ABC = EncodedImage.of("abc".getBytes(StandardCharsets.US_ASCII));

    @Test
    void hashes_knownBytes_areThoseOfTheStandards() {
        // The test vectors of FIPS 180-2 and RFC 1321.
        assertThat(ABC.digest().sha256()).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(ABC.md5()).isEqualTo("900150983cd24fb0d6963f7d28e17f72");
    }

    @Test
    void buffer_written_isReadOnly() {
        ByteBuffer buffer = ABC.buffer();
        assertThat(buffer.remaining()).isEqualTo(3);
        assertThatThrownBy(() -> buffer.put(0, (byte) 0)).isInstanceOf(ReadOnlyBufferException.class);
    }

    @Test
    void range_within_copiesBytes() {
        byte[] copy = ABC.range(1, 2);
        assertThat(copy).containsExactly('b', 'c');
        copy[0] = 0;
        assertThat(ABC.range(1, 1)).containsExactly('b');
        assertThat(ABC.range(3, 0)).isEmpty();
    }

    @Test
    void range_outside_isRefusedBeforeAnythingIsAllocated() {
        assertThatThrownBy(() -> ABC.range(1, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> ABC.range(-1, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> ABC.range(0, -1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> ABC.range(1, Integer.MAX_VALUE)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void digest_otherThanLowerCaseHex_isRefused() {
        assertThatThrownBy(() -> new ImageDigest("A".repeat(64))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ImageDigest("a".repeat(63))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ImageDigest("../".repeat(21) + "a")).isInstanceOf(IllegalArgumentException.class);
    }
}
