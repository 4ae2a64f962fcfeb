package io.likeness.imaging;

import static io.likeness.imaging.ByteArrays.join;
import static io.likeness.imaging.ByteArrays.octets;
import static io.likeness.imaging.ByteArrays.riffChunk;
import static io.likeness.imaging.ByteArrays.vp8x;
import static io.likeness.imaging.ByteArrays.webpChunks;
import static io.likeness.imaging.ByteArrays.webpFile;
import static io.likeness.imaging.Decoding.assertAlike;
import static io.likeness.imaging.Decoding.assertPixels;
import static io.likeness.imaging.Decoding.header;
import static io.likeness.imaging.Decoding.refusal;
import static io.likeness.imaging.DrawnPictures.glass;
import static io.likeness.imaging.DrawnPictures.glassOverWhite;
import static io.likeness.imaging.DrawnPictures.pixels;
import static io.likeness.imaging.DrawnPictures.plain;
import static io.likeness.imaging.DrawnPictures.scene;
import static io.likeness.imaging.DrawnPictures.webp;
import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.image.ImageHeader;
import io.likeness.image.ImageType;
import java.awt.Color;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WebpFileTest {
    private static final int LOSSLESS = 101;
    private static final int ANIMATED = 2;

    @Test
    void decode_lossless_givesEveryPixel() {
        assertPixels(webp(scene(301, 203), LOSSLESS), scene(301, 203), 0);
    }

    @Test
    void decode_lossy_givesColours() {
        assertThat(new String(webp(scene(301, 203), 95), 12, 4, StandardCharsets.US_ASCII))
                .isEqualTo("VP8 ");
        assertAlike(webp(scene(301, 203), 95), scene(301, 203), 3);
    }

    @Test
    void decode_losslessAlpha_isLaidOverWhite() {
        assertPixels(webp(glass(300, 40), LOSSLESS), glassOverWhite(300, 40), 1);
    }

    @Test
    void decode_lossyAlpha_isLaidOverWhite() {
        assertThat(new String(webp(glass(300, 40), 95), 12, 4, StandardCharsets.US_ASCII))
                .isEqualTo("VP8X");
        assertAlike(webp(glass(300, 40), 95), glassOverWhite(300, 40), 3);
    }

    @Test
    void decode_animated_isTheFirstFrameOnWhite() {
        byte[] first = animationFrame(2, 0, webp(plain(2, 1, Color.RED), LOSSLESS));
        byte[] second = animationFrame(0, 0, webp(plain(4, 2, Color.BLUE), LOSSLESS));
        byte[] file = webpFile(vp8x(ANIMATED, 4, 2), riffChunk("ANIM", octets(0, 0, 0, 0, 0, 0)), first, second);
        assertPixels(
                file, pixels(4, 0xFFFFFF, 0xFFFFFF, 0xFF0000, 0xFF0000, 0xFFFFFF, 0xFFFFFF, 0xFFFFFF, 0xFFFFFF), 0);
    }

    @Test
    void decode_bytesBehindTheEnd_areIgnored() {
        assertPixels(join(webp(scene(60, 40), LOSSLESS), octets(1, 2, 3)), scene(60, 40), 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 50, 99})
    void decode_cutOff_isRefused(int percent) {
        byte[] whole = webp(scene(301, 203), 95);
        assertThat(refusal(Arrays.copyOf(whole, whole.length * percent / 100)))
                .startsWith("the WEBP is damaged: it ends after");
    }

    @Test
    void decode_headerClaimsMoreRows_isRefused() {
        byte[] file = webp(scene(301, 203), 95);
        file[29] = 4;
        assertThat(header(file)).isEqualTo(new ImageHeader(ImageType.WEBP, 301, 1024 + 203));
        assertThat(refusal(file)).isEqualTo("the WEBP is damaged: its data cannot be decoded");
    }

    @Test
    void decode_extendedHeaderClaimsOtherSize_isRefused() {
        byte[] file = webpFile(vp8x(0, 302, 203), webpChunks(webp(scene(301, 203), 95)));
        assertThat(refusal(file)).isEqualTo("the WEBP is damaged: its data cannot be decoded");
    }

    @Test
    void decode_noPictureChunk_isRefused() {
        assertThat(refusal(webpFile(riffChunk("ABCD", new byte[40]))))
                .isEqualTo("the WEBP is damaged: it does not begin with a picture");
    }

    /** A frame shown for 100 ms; {@code left} and {@code top} are even. */
    private static byte[] animationFrame(int left, int top, byte[] still) {
        ByteBuffer sides = ByteBuffer.wrap(still).order(ByteOrder.LITTLE_ENDIAN);
        int bits = sides.getInt(21);
        byte[] head =
                octets(left / 2, 0, 0, top / 2, 0, 0, bits & 0x3FFF, 0, 0, bits >>> 14 & 0x3FFF, 0, 0, 100, 0, 0, 0);
        return riffChunk("ANMF", join(head, webpChunks(still)));
    }
}
