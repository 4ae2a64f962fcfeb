package io.likeness.copies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.likeness.failure.Failure;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LocalFeaturesTest {
    private final FeatureExtractor extractor = new FeatureExtractor();
    private final BufferedImage picture = Drawn.scene(3, 400, 280);
    private final LocalFeatures features = extractor.extract(Drawn.file(picture, "png"));

    @Test
    void encode_ofManyFeatures_takesLessThan12KiB() {
        assertThat(features.count()).isEqualTo(FeatureExtractor.STORED);
        assertThat(features.encode()).hasSizeLessThanOrEqualTo(12 * 1024);
    }

    @Test
    void decode_ofWhatWasEncoded_isTheSameButForRounding() {
        LocalFeatures read = LocalFeatures.decode(features.encode());
        assertThat(read.width()).isEqualTo(400);
        assertThat(read.height()).isEqualTo(280);
        assertThat(read.count()).isEqualTo(features.count());
        for (int i = 0; i < read.count(); i++) {
            assertThat(read.x(i)).isCloseTo(features.x(i), within(0.01f));
            assertThat(read.y(i)).isCloseTo(features.y(i), within(0.01f));
            assertThat(read.size(i) / features.size(i)).isCloseTo(1, within(0.03f));
            assertThat(Math.cos(read.angle(i) - features.angle(i))).isGreaterThan(0.999);
            assertThat(read.different(features, i, i)).isZero();
        }
        assertThat(read.encode()).isEqualTo(features.encode());
    }

    @Test
    void decode_ofDamagedBytes_isRefused() {
        byte[] bytes = features.encode();
        byte[] changed = bytes.clone();
        changed[bytes.length / 2] ^= 1;
        assertThatThrownBy(() -> LocalFeatures.decode(changed)).isInstanceOf(Failure.BadInput.class);
        byte[] cut = Arrays.copyOf(bytes, bytes.length - 1);
        assertThatThrownBy(() -> LocalFeatures.decode(cut)).isInstanceOf(Failure.BadInput.class);
        assertThatThrownBy(() -> LocalFeatures.decode(new byte[0])).isInstanceOf(Failure.BadInput.class);
    }

    @Test
    void mirrored_comparedWithTheMirroredPicture_hasTheSameDescriptors() {
        BufferedImage turned = Drawn.moved(picture, new AffineTransform(-1, 0, 0, 1, 400, 0), 400, 280);
        LocalFeatures real = extractor.extract(Drawn.file(turned, "png"));
        Matching pairs = Matching.of(features.mirrored(), real);
        assertThat(pairs.count()).isGreaterThan(FeatureExtractor.STORED / 2);
        assertThat(Matching.of(features, real).count()).isLessThan(pairs.count() / 3);
    }

    @Test
    void extract_ofAPlainPicture_hasNone() {
        byte[] plain = Drawn.file(new BufferedImage(300, 300, BufferedImage.TYPE_INT_RGB), "png");
        assertThat(extractor.extract(plain).count()).isZero();
        assertThat(LocalFeatures.decode(extractor.extract(plain).encode()).count())
                .isZero();
    }

    @Test
    void extract_ofWhatIsNoPicture_isRefused() {
        assertThatThrownBy(() -> extractor.extract(new byte[] {1, 2, 3})).isInstanceOf(Failure.UnsupportedImage.class);
    }
}
