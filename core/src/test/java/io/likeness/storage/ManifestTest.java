package io.likeness.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.embedding.ModelFingerprint;
import io.likeness.failure.Failure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ManifestTest {
    private static final Manifest MANIFEST = new Manifest(
            new ModelFingerprint("likeness-v0", "1f".repeat(32), 128),
            "0.1.0",
            Instant.parse("2026-01-02T03:04:05Z"),
            Map.of("model.json", "2e".repeat(32), "a net=work:1\\.onnx", "3d".repeat(32)));

    private static Manifest read(byte[] bytes) {
        return Manifest.decode(Path.of("data", "manifest.properties"), bytes);
    }

    @Test
    void decode_whatWasEncoded_isTheSame() {
        assertThat(read(MANIFEST.encode())).isEqualTo(MANIFEST);
    }

    @Test
    void decode_namesWithAnyCharacters_areTheSame() {
        for (String name : new String[] {
            "", " ", " a ", "a=b:c#d!e", "\\n\\", "one\ntwo\r", "图像 😀", "\ta", "checksum=1\nchecksum=2"
        }) {
            Manifest manifest = new Manifest(new ModelFingerprint(name, "00", 1), "v", MANIFEST.created(), Map.of());
            assertThat(read(manifest.encode())).isEqualTo(manifest);
        }
    }

    @Test
    void decode_anyBitFlipped_isRefusedByName() {
        byte[] whole = MANIFEST.encode();
        for (int i = 0; i < whole.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] flipped = whole.clone();
                flipped[i] ^= (byte) (1 << bit);
                assertThatThrownBy(() -> read(flipped))
                        .as("bit %d of byte %d", bit, i)
                        .isInstanceOf(Failure.Conflict.class)
                        .hasMessageContainingAll("manifest.properties is damaged", "backup");
            }
        }
    }

    @Test
    void decode_cutAnywhere_isRefused() {
        byte[] whole = MANIFEST.encode();
        for (int length = 0; length < whole.length; length++) {
            byte[] file = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(file)).as("cut at %d", length).isInstanceOf(Failure.Conflict.class);
        }
    }

    @Test
    void decode_bytesAppended_isRefused() {
        byte[] file = Arrays.copyOf(MANIFEST.encode(), MANIFEST.encode().length + 1);
        assertThatThrownBy(() -> read(file)).isInstanceOf(Failure.Conflict.class);
    }

    @Test
    void decode_newerFormat_saysWhichAndWhatThisOneKnows() throws Exception {
        byte[] file = checksummed("created-by=9.9\nformat=3\nsomething=else\n");
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(Failure.Conflict.class)
                .hasMessageContainingAll("format 3", "format 1", "format 2", "9.9");
    }

    @Test
    void decode_twoGenerations_areAsEncoded() {
        Generation serving = new Generation(2, new ModelFingerprint("newer", "01", 3), Map.of("model.json", "ab"));
        Generation previous = new Generation(1, MANIFEST.model(), Map.of("model.onnx", "cd"));
        Manifest moved = MANIFEST.with(serving, Optional.of(new Generation.Beside(Generation.Role.PREVIOUS, previous)));
        assertThat(read(moved.encode())).isEqualTo(moved);
        assertThat(new String(moved.encode(), StandardCharsets.UTF_8))
                .as("older versions refuse it")
                .contains("format=2\n");
        Manifest confirmed = moved.with(serving, Optional.empty());
        assertThat(read(confirmed.encode())).isEqualTo(confirmed);
    }

    @Test
    void decode_valueMissingOrUnreadable_isNamed() throws Exception {
        String text = new String(MANIFEST.encode(), StandardCharsets.UTF_8).replaceFirst("checksum=.*\n$", "");
        byte[] without = checksummed(text.replaceFirst("model.sha256=.*\n", ""));
        assertThatThrownBy(() -> read(without)).hasMessageContaining("does not say model.sha256");
        byte[] dimension = checksummed(text.replace("dimension=128", "dimension=0"));
        assertThatThrownBy(() -> read(dimension))
                .isInstanceOf(Failure.Conflict.class)
                .hasMessageContaining("dimension 0");
        byte[] created = checksummed(text.replaceFirst("created=.*\n", "created=yesterday\n"));
        assertThatThrownBy(() -> read(created))
                .isInstanceOf(Failure.Conflict.class)
                .hasMessageContaining("yesterday");
    }

    private static byte[] checksummed(String text) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return (text + "checksum=" + HexFormat.of().formatHex(hash) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
