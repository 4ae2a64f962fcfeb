package io.likeness.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.failure.Failure;
import io.likeness.image.EncodedImage;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class Base64ReaderTest {
    private final Base64Reader reader = new Base64Reader(new ByteLimit(1000));

    /** 0xfb 0xff 0xfe: "+//+" in the standard alphabet, "-__-" in the other. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "+//+",
                "-__-",
                "-//-",
                "data:image/png;base64,+//+",
                "DATA:image/jpeg;charset=utf-8;base64,+//+",
                "data:,+//+",
                "data:image/png;+//+",
                "  data:image/png;base64,\n+//+\r\n",
                "\ufeff+//+",
                "+/\n/\t+ \r\n",
            })
    void read_eachSpelling_givesTheBytes(String text) {
        assertThat(bytes(reader.read(text))).isEqualTo(new byte[] {(byte) 0xfb, (byte) 0xff, (byte) 0xfe});
    }

    @Test
    void read_everyLengthWithAndWithoutPadding_givesTheBytes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int length = 1; length <= 200; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            assertThat(bytes(reader.read(Base64.getEncoder().encodeToString(bytes))))
                    .as("seed %d", seed)
                    .isEqualTo(bytes);
            assertThat(bytes(reader.read(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes))))
                    .as("seed %d", seed)
                    .isEqualTo(bytes);
            assertThat(bytes(reader.read(Base64.getMimeEncoder().encodeToString(bytes))))
                    .as("seed %d", seed)
                    .isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \n",
                "data:image/png;base64,",
                "=",
                "====",
                "A",
                "AAAAA",
                "AA=A",
                "AA==AA==",
                "AAA*",
                "图片",
                "AAAA%2B",
                "data:image/png",
                "<svg/>"
            })
    void read_notBase64_isBadInput(String text) {
        assertThatThrownBy(() -> reader.read(text)).isInstanceOf(Failure.BadInput.class);
    }

    @Test
    void read_foreignCharacter_isNamedWithItsPosition() {
        assertThatThrownBy(() -> reader.read("AAAA*AAA"))
                .hasMessageContaining("U+002A")
                .hasMessageContaining("position 4");
    }

    @Test
    void read_exactlyTheLimit_isTakenAndOneMoreIsTooLarge() {
        assertThat(reader.read(Base64.getEncoder().encodeToString(new byte[1000]))
                        .size())
                .isEqualTo(1000);
        for (int more = 1; more < 10; more++) {
            String text = Base64.getEncoder().withoutPadding().encodeToString(new byte[1000 + more]);
            assertThatThrownBy(() -> reader.read(text))
                    .isInstanceOf(Failure.TooLarge.class)
                    .hasMessageContaining("1000 (likeness.max-bytes)");
        }
    }

    @Test
    void read_tooLong_isRefusedBeforeItIsDecoded() {
        // Not base64 at its end: who decoded first would say so.
        assertThatThrownBy(() -> reader.read("A".repeat(10_000) + "*")).isInstanceOf(Failure.TooLarge.class);
    }

    private static byte[] bytes(EncodedImage image) {
        return image.range(0, image.size());
    }
}
