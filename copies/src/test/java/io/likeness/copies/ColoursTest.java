package io.likeness.copies;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.RescaleOp;
import org.junit.jupiter.api.Test;

class ColoursTest {
    private final FeatureExtractor extractor = new FeatureExtractor();
    private final BufferedImage picture = Drawn.scene(3, 400, 300);

    private double agreement(BufferedImage other) {
        return Colours.of(palette(other), palette(picture), Transform.IDENTITY).agreeing();
    }

    private Palette palette(BufferedImage image) {
        return new Palette(extractor.extract(Drawn.file(image, "png")).small());
    }

    @Test
    void agreement_whateverIsDoneToAllColours_isHigh() {
        assertThat(agreement(picture)).isEqualTo(1);
        assertThat(agreement(Drawn.turnedHue(picture, 0.4f))).isGreaterThan(0.7);
        BufferedImage grey = new BufferedImage(400, 300, BufferedImage.TYPE_BYTE_GRAY);
        grey.getGraphics().drawImage(picture, 0, 0, null);
        assertThat(agreement(grey)).isGreaterThan(0.95);
        RescaleOp cast = new RescaleOp(new float[] {0.8f, 0.8f, 0.8f}, new float[] {30, 0, -20}, null);
        assertThat(agreement(cast.filter(picture, null))).isGreaterThan(0.9);
    }

    @Test
    void agreement_whereSomethingPlainIsLaidOver_isAtMostLessByItsShare() {
        BufferedImage painted = Drawn.moved(picture, new java.awt.geom.AffineTransform(), 400, 300);
        Graphics2D pen = painted.createGraphics();
        pen.setColor(Color.CYAN);
        pen.fillRect(0, 0, 200, 150);
        pen.dispose();
        assertThat(agreement(painted)).isBetween(0.7, 0.95);
    }

    @Test
    void agreement_ofTheSameShapesInOtherColours_isLow() {
        assertThat(agreement(Drawn.scene(3, 4, 400, 300))).isLessThan(0.4);
    }

    @Test
    void agreement_whereTooLittleIsCommon_saysNothingAgainstIt() {
        Transform far = new Transform(1, 0, 0.95, 0, 1, 0.95);
        assertThat(Colours.of(palette(picture), palette(picture), far).agreeing())
                .isEqualTo(1);
    }
}
