package io.likeness.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.embedding.ModelFingerprint;
import io.likeness.failure.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestTest {
    private static final Manifest MANIFEST = new Manifest(
            new ModelFingerprint("likeness-v0", "1f".repeat(32), 128), "0.1.0", Instant.parse("2026-01-02T03:04:05Z"));

    @TempDir
    Path folder;

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("manifest.properties"), bytes);
    }

    @Test
    void read_whatWasEncoded_isTheSame() throws IOException {
        assertThat(Manifest.read(write(MANIFEST.encode()))).isEqualTo(MANIFEST);
    }

    @Test
    void read_namesWithAnyCharacters_areTheSame() throws IOException {
        for (String name : new String[] {
            "", " ", " a ", "a=b:c#d!e", "\\n\\", "one\ntwo\r", "图像 😀", "\ta", "checksum=1\nchecksum=2"
        }) {
            Manifest manifest = new Manifest(new ModelFingerprint(name, "00", 1), "v", MANIFEST.created());
            assertThat(Manifest.read(write(manifest.encode()))).isEqualTo(manifest);
        }
    }

    @Test
    void read_anyByteFlipped_isRefusedByName() throws IOException {
        byte[] whole = MANIFEST.encode();
        for (int i = 0; i < whole.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] flipped = whole.clone();
                flipped[i] ^= (byte) (1 << bit);
                Path file = write(flipped);
                assertThatThrownBy(() -> Manifest.read(file))
                        .as("bit %d of byte %d", bit, i)
                        .isInstanceOf(Failure.Conflict.class)
                        .hasMessageContainingAll("manifest.properties is damaged", "backup");
            }
        }
    }

    @Test
    void read_cutAnywhere_isRefused() throws IOException {
        byte[] whole = MANIFEST.encode();
        for (int length = 0; length < whole.length; length++) {
            Path file = write(Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Manifest.read(file))
                    .as("cut at %d", length)
                    .isInstanceOf(Failure.Conflict.class);
        }
    }

    @Test
    void read_bytesAppended_isRefused() throws IOException {
        Path file = write(Arrays.copyOf(MANIFEST.encode(), MANIFEST.encode().length + 1));
        assertThatThrownBy(() -> Manifest.read(file)).isInstanceOf(Failure.Conflict.class);
    }

    @Test
    void read_newerFormat_saysWhichAndWhatThisOneKnows() throws Exception {
        Path file = write(checksummed("created-by=9.9\nformat=2\nsomething=else\n"));
        assertThatThrownBy(() -> Manifest.read(file))
                .isInstanceOf(Failure.Conflict.class)
                .hasMessageContainingAll("format 2", "format 1", "9.9");
    }

    @Test
    void read_valueMissingOrUnreadable_isNamed() throws Exception {
        String text = new String(MANIFEST.encode(), StandardCharsets.UTF_8).replaceFirst("checksum=.*\n$", "");
        Path without = write(checksummed(text.replaceFirst("model.sha256=.*\n", "")));
        assertThatThrownBy(() -> Manifest.read(without)).hasMessageContaining("does not say model.sha256");
        Path dimension = write(checksummed(text.replace("dimension=128", "dimension=0")));
        assertThatThrownBy(() -> Manifest.read(dimension))
                .isInstanceOf(Failure.Conflict.class)
                .hasMessageContaining("dimension 0");
        Path created = write(checksummed(text.replaceFirst("created=.*\n", "created=yesterday\n")));
        assertThatThrownBy(() -> Manifest.read(created))
                .isInstanceOf(Failure.Conflict.class)
                .hasMessageContaining("yesterday");
    }

    private static byte[] checksummed(String text) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return (text + "checksum=" + HexFormat.of().formatHex(hash) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
