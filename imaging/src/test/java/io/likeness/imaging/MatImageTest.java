package io.likeness.imaging;

import static io.likeness.imaging.Decoding.assertSize;
import static io.likeness.imaging.Decoding.decode;
import static io.likeness.imaging.Decoding.decoder;
import static io.likeness.imaging.Decoding.rgb;
import static io.likeness.imaging.DrawnPictures.encoded;
import static io.likeness.imaging.DrawnPictures.jpeg;
import static io.likeness.imaging.DrawnPictures.scene;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.image.DecodedImage;
import io.likeness.image.EncodedImage;
import io.likeness.image.ImageHeader;
import io.likeness.image.ImageType;
import io.likeness.image.Region;
import org.junit.jupiter.api.Test;

final class MatImageTest {
    @Test
    void crop_part_isACopyOfItsPixelsThatOutlivesThePicture() {
        DecodedImage whole = decode(encoded(scene(200, 100), "png"));
        int[] expected = new int[50 * 40];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = rgb(whole, 120 + i % 50, 30 + i / 50);
        }
        try (DecodedImage part = whole.crop(new Region(0.6, 0.3, 0.25, 0.4))) {
            whole.close();

            assertSize(part, 50, 40);
            assertThat(part.header()).isEqualTo(new ImageHeader(ImageType.PNG, 50, 40));
            assertThat(part.pixels().remaining()).isEqualTo(3 * 50 * 40);
            for (int i = 0; i < expected.length; i++) {
                assertThat(rgb(part, i % 50, i / 50)).isEqualTo(expected[i]);
            }
        }
        assertThatThrownBy(() -> whole.crop(Region.WHOLE)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void crop_ofScaledPicture_headerIsThatOfThePartAtFullScale() {
        try (DecodedImage whole = decoder().decode(EncodedImage.of(jpeg(2000, 1600)), 400);
                DecodedImage part = whole.crop(new Region(0.5, 0.25, 0.5, 0.5))) {
            assertSize(part, 250, 200);
            assertThat(part.header()).isEqualTo(new ImageHeader(ImageType.JPEG, 1000, 800));
        }
    }

    @Test
    void crop_lessThanAPixelOfScaledPicture_holdsNoMoreThanItsHeaderSays() {
        try (DecodedImage whole = decoder().decode(EncodedImage.of(jpeg(90, 90)), 23);
                DecodedImage part = whole.crop(new Region(0.695, 0.695, 0.001, 0.001))) {
            assertThat(part.header().width()).isGreaterThanOrEqualTo(part.width());
            assertThat(part.header().height()).isGreaterThanOrEqualTo(part.height());
            assertSize(part, 2, 2);
        }
    }
}
