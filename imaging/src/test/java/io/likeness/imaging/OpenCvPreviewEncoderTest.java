package io.likeness.imaging;

import static io.likeness.imaging.Decoding.assertAlike;
import static io.likeness.imaging.Decoding.assertPixels;
import static io.likeness.imaging.Decoding.assertSize;
import static io.likeness.imaging.Decoding.decode;
import static io.likeness.imaging.Decoding.decoder;
import static io.likeness.imaging.Decoding.header;
import static io.likeness.imaging.DrawnPictures.encoded;
import static io.likeness.imaging.DrawnPictures.jpeg;
import static io.likeness.imaging.DrawnPictures.scene;
import static org.assertj.core.api.Assertions.assertThat;

import io.likeness.image.DecodedImage;
import io.likeness.image.EncodedImage;
import io.likeness.image.ImageHeader;
import io.likeness.image.ImageType;
import io.likeness.image.PreviewEncoder;
import java.awt.Image;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OpenCvPreviewEncoderTest {
    private final OpenCvPreviewEncoder encoder = new OpenCvPreviewEncoder();

    @ParameterizedTest
    @CsvSource({
        "1000, 750, 384, 288",
        "750, 1000, 288, 384",
        "289, 2890, 288, 2880",
        "288, 300, 288, 300",
        "40, 30, 40, 30",
        "1, 1, 1, 1",
        "288, 1, 288, 1",
        "577, 577, 288, 288",
        "65500, 1, 65500, 1",
        "70000, 2, 65500, 2",
        "1, 70000, 1, 65500"
    })
    void encode_anySize_shortSideIsThatOfPreviews(int width, int height, int previewWidth, int previewHeight) {
        byte[] preview = preview(encoded(scene(width, height), "png"));
        assertThat(header(preview)).isEqualTo(new ImageHeader(ImageType.JPEG, previewWidth, previewHeight));
    }

    @Test
    void encode_large_isTheAreaScaledPicture() {
        Image scaled = scene(1152, 864).getScaledInstance(384, 288, Image.SCALE_AREA_AVERAGING);
        BufferedImage expected = new BufferedImage(384, 288, BufferedImage.TYPE_INT_RGB);
        expected.createGraphics().drawImage(scaled, 0, 0, null);
        assertAlike(preview(encoded(scene(1152, 864), "png")), expected, 2);
    }

    @Test
    void encode_isBaseline() {
        assertThat(preview(jpeg(640, 480))).contains(ByteArrays.octets(0xFF, 0xC0));
    }

    @Test
    void encode_ofScaledDecode_keepsTheWholePicturesShape() {
        try (DecodedImage image = decoder().decode(EncodedImage.of(jpeg(2000, 1500)), PreviewEncoder.SHORT_SIDE);
                DecodedImage preview = decode(encoder.encode(image))) {
            assertSize(image, 500, 375);
            assertSize(preview, 384, 288);
        }
    }

    @Test
    void encode_leavesThePixelsAsTheyWere() {
        byte[] file = encoded(scene(640, 480), "png");
        try (DecodedImage image = decode(file)) {
            encoder.encode(image);
            assertThat(Decoding.meanDifference(image, scene(640, 480))).isZero();
        }
        assertPixels(file, scene(640, 480), 0);
    }

    private byte[] preview(byte[] file) {
        try (DecodedImage image = decode(file)) {
            return encoder.encode(image);
        }
    }
}
