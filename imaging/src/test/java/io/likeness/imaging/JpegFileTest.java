package io.likeness.imaging;

import static io.likeness.imaging.ByteArrays.indexOf;
import static io.likeness.imaging.ByteArrays.insert;
import static io.likeness.imaging.ByteArrays.join;
import static io.likeness.imaging.ByteArrays.octets;
import static io.likeness.imaging.ByteArrays.text;
import static io.likeness.imaging.Decoding.assertAlike;
import static io.likeness.imaging.Decoding.assertSize;
import static io.likeness.imaging.Decoding.decoder;
import static io.likeness.imaging.Decoding.header;
import static io.likeness.imaging.Decoding.meanDifference;
import static io.likeness.imaging.Decoding.refusal;
import static io.likeness.imaging.DrawnPictures.cmykJpeg;
import static io.likeness.imaging.DrawnPictures.encoded;
import static io.likeness.imaging.DrawnPictures.jpeg;
import static io.likeness.imaging.DrawnPictures.plain;
import static io.likeness.imaging.DrawnPictures.progressiveJpeg;
import static io.likeness.imaging.DrawnPictures.quality;
import static io.likeness.imaging.DrawnPictures.rgbJpeg;
import static io.likeness.imaging.DrawnPictures.scene;
import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.image.DecodedImage;
import io.likeness.image.EncodedImage;
import io.likeness.image.ImageHeader;
import io.likeness.image.ImageType;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JpegFileTest {
    private static final int FRAME = 0xC0;
    private static final int PROGRESSIVE_FRAME = 0xC2;

    @Test
    void decode_baseline_givesColours() {
        assertAlike(jpeg(301, 203), scene(301, 203), 2.5);
    }

    @Test
    void decode_progressive_givesColours() {
        assertThat(progressiveJpeg(301, 203)).contains(octets(0xFF, PROGRESSIVE_FRAME));
        assertAlike(progressiveJpeg(301, 203), scene(301, 203), 2.5);
    }

    @Test
    void decode_grey_givesGrey() {
        BufferedImage grey = scene(301, 203, BufferedImage.TYPE_BYTE_GRAY);
        BufferedImage shown = new BufferedImage(301, 203, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 203; y++) {
            for (int x = 0; x < 301; x++) {
                shown.setRGB(x, y, grey.getRaster().getSample(x, y, 0) * 0x010101);
            }
        }
        assertAlike(encoded(grey, "jpeg", param -> quality(param, 0.95f)), shown, 1.5);
    }

    @Test
    void decode_rgbWithoutConversion_givesColours() {
        assertAlike(rgbJpeg(scene(160, 120)), scene(160, 120), 3);
    }

    @ParameterizedTest
    @CsvSource({"false, true", "false, false", "true, true"})
    void decode_cmyk_givesColours(boolean ycck, boolean adobeMarker) {
        BufferedImage scene = scene(160, 120);
        assertAlike(cmykJpeg(scene, ycck, adobeMarker), scene, 3);
    }

    @ParameterizedTest
    @CsvSource({
        "2147483647, 1, 1000, 750",
        "750, 1, 1000, 750",
        "376, 1, 1000, 750",
        "375, 2, 500, 375",
        "144, 4, 250, 188",
        "95, 4, 250, 188",
        "94, 8, 125, 94",
        "1, 8, 125, 94"
    })
    void decode_shortSideWanted_isScaledByTheTransform(int shortSide, int reduction, int width, int height) {
        try (DecodedImage image = decoder().decode(EncodedImage.of(jpeg(1000, 750)), shortSide)) {
            assertSize(image, width, height);
            assertThat(image.header()).isEqualTo(new ImageHeader(ImageType.JPEG, 1000, 750));
            assertThat(reduction).isEqualTo(Math.ceilDiv(1000, width));
            assertThat(meanDifference(image, areaScaled(scene(1000, 750), width, height)))
                    .isLessThan(2.5);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 10, 50, 90})
    void decode_cutOff_isRefused(int percent) {
        byte[] whole = jpeg(640, 480);
        assertThat(refusal(Arrays.copyOf(whole, whole.length * percent / 100)))
                .startsWith("the JPEG is damaged: it ends after");
    }

    @Test
    void decode_endMarkerMissing_isRefused() {
        byte[] whole = jpeg(640, 480);
        assertThat(refusal(Arrays.copyOf(whole, whole.length - 2))).contains("before its end marker");
    }

    @Test
    void decode_cutOffAndClosed_isRefused() {
        byte[] whole = jpeg(640, 480);
        byte[] closed = join(Arrays.copyOf(whole, whole.length / 2), octets(0, 0xFF, 0xD9));
        assertThat(refusal(closed)).isEqualTo("the JPEG is damaged: its data end before its last row");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void decode_headerClaimsMoreRows_isRefused(boolean progressive) {
        byte[] file = progressive ? progressiveJpeg(640, 480) : jpeg(640, 480);
        file[indexOf(file, octets(0xFF, progressive ? PROGRESSIVE_FRAME : FRAME)) + 5] = 4;
        assertThat(header(file).height()).isEqualTo(0x4E0);
        assertThat(refusal(file)).isEqualTo("the JPEG is damaged: its data end before its last row");
    }

    @Test
    void decode_cmykHeaderClaimsMoreRows_isRefused() {
        byte[] file = cmykJpeg(scene(160, 120), true, true);
        file[indexOf(file, octets(0xFF, FRAME)) + 5] = 1;
        assertThat(refusal(file)).isEqualTo("the JPEG is damaged: its data end before its last row");
    }

    @Test
    void decode_honestMiddleGrey_isTaken() {
        BufferedImage grey = plain(320, 240, new Color(128, 128, 128));
        assertAlike(encoded(grey, "jpeg"), grey, 1);
    }

    @Test
    void decode_bytesBehindTheEnd_areIgnored() {
        assertAlike(join(jpeg(301, 203), text("PK\3\4<script>")), scene(301, 203), 2.5);
    }

    @Test
    void decode_metadataFullOfMarkers_isPassedOver() {
        byte[] trap = join(octets(0xFF, 0xE5, 0, 10), octets(0xFF, 0xD9, 0xFF, 0xDA, 0xFF, 0xC0, 0, 0));
        assertAlike(insert(jpeg(301, 203), 2, trap), scene(301, 203), 2.5);
    }

    @Test
    void decode_twelveBits_isRefused() {
        byte[] file = jpeg(64, 64);
        file[indexOf(file, octets(0xFF, FRAME)) + 4] = 12;
        assertThat(refusal(file))
                .isEqualTo("JPEG with 12 bits a sample is not supported, save it as baseline JPEG or as PNG");
    }

    @ParameterizedTest
    @CsvSource({"0xC9, arithmetic coding", "0xC3, lossless or hierarchical coding"})
    void decode_rareCoding_isRefused(int frame, String name) {
        byte[] file = jpeg(64, 64);
        file[indexOf(file, octets(0xFF, FRAME)) + 1] = (byte) frame;
        assertThat(refusal(file))
                .isEqualTo("JPEG with " + name + " is not supported, save it as baseline JPEG or as PNG");
    }

    @Test
    void decode_thousandScans_isRefused() {
        byte[] file = progressiveJpeg(64, 64);
        int scan = indexOf(file, octets(0xFF, 0xDA));
        byte[] one = Arrays.copyOfRange(
                file, scan, indexOf(Arrays.copyOfRange(file, scan + 2, file.length), octets(0xFF)) + scan + 2);
        byte[][] many = new byte[1000][];
        Arrays.fill(many, one);
        assertThat(refusal(insert(file, scan, join(many)))).contains("more than 100 scans");
    }

    @Test
    void decode_noSides_isRefused() {
        byte[] file = jpeg(64, 64);
        int frame = indexOf(file, octets(0xFF, FRAME));
        file[frame + 6] = 0;
        assertThat(refusal(file)).isEqualTo("the JPEG is damaged: its header says 64 x 0 px");
    }

    private static BufferedImage areaScaled(BufferedImage image, int width, int height) {
        BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = scaled.createGraphics();
        g.drawImage(image.getScaledInstance(width, height, Image.SCALE_AREA_AVERAGING), 0, 0, null);
        g.dispose();
        return scaled;
    }
}
