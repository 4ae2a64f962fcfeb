package io.likeness.server.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class SamplePicturesTest {
    @Test
    void all_areManyDifferentPicturesInFamilies() throws IOException {
        List<SamplePicture> pictures = SamplePictures.all();
        Set<List<Byte>> contents = new HashSet<>();

        assertThat(pictures).hasSize(SamplePictures.COUNT).hasSizeGreaterThanOrEqualTo(36);
        assertThat(pictures.stream().map(SamplePicture::key).collect(Collectors.toSet()))
                .hasSize(pictures.size())
                .allMatch(key -> key.matches("samples/[a-z]+-[1-4]\\.png"));
        assertThat(pictures).allMatch(picture -> "yes".equals(picture.tags().get("sample")));
        for (SamplePicture picture : pictures) {
            byte[] png = picture.png();
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
            assertThat(List.of(image.getWidth(), image.getHeight())).containsExactly(640, 480);
            assertThat(coloursOf(image)).as(picture.key()).hasSizeGreaterThan(1);
            contents.add(java.util.stream.IntStream.range(0, png.length)
                    .mapToObj(i -> png[i])
                    .toList());
        }
        assertThat(contents).hasSize(pictures.size());
    }

    @Test
    void png_drawnAgain_hasTheSameBytes() {
        SamplePicture first = SamplePictures.all().getFirst();

        assertThat(first.png()).isEqualTo(SamplePictures.all().getFirst().png());
    }

    private static Set<Integer> coloursOf(BufferedImage image) {
        Set<Integer> colours = new HashSet<>();
        for (int x = 0; x < image.getWidth(); x += 7) {
            for (int y = 0; y < image.getHeight(); y += 7) {
                colours.add(image.getRGB(x, y));
            }
        }
        return colours;
    }
}
