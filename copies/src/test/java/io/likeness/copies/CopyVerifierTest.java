package io.likeness.copies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.likeness.copies.Quad.Point;
import io.likeness.embedding.CopyWeights;
import io.likeness.failure.Failure;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CopyVerifierTest {
    private static final int WIDTH = 400;
    private static final int HEIGHT = 300;
    private static final double COSINE = 0.5;

    private final FeatureExtractor extractor = new FeatureExtractor();
    private final CopyVerifier verifier = CopyVerifier.of(Optional.empty());
    private final BufferedImage picture = Drawn.scene(1, WIDTH, HEIGHT);

    private CopyMatch verify(BufferedImage query) {
        return verify(query, picture);
    }

    private CopyMatch verify(BufferedImage query, BufferedImage stored) {
        LocalFeatures features = LocalFeatures.decode(
                extractor.extract(Drawn.file(stored, "png")).encode());
        return verifier.verify(
                QueryFeatures.of(extractor.extractQuery(Drawn.file(query, "png"))), features, COSINE, false);
    }

    @Test
    void verify_ofTheSameBytes_isExact() {
        LocalFeatures features = extractor.extract(Drawn.file(picture, "png"));
        CopyMatch match = verifier.verify(QueryFeatures.of(features), features, 1, true);
        assertThat(match.verdict()).isEqualTo(Verdict.EXACT);
        assertThat(match.confidence()).isEqualTo(1);
        assertThat(match.hitRegion()).isEqualTo(Quad.WHOLE);
    }

    @Test
    void verify_ofAnotherSize_isEdited() {
        BufferedImage half = Drawn.moved(picture, AffineTransform.getScaleInstance(0.5, 0.5), WIDTH / 2, HEIGHT / 2);
        CopyMatch match = verify(half);
        assertThat(match.verdict()).isEqualTo(Verdict.EDITED);
        assertThat(match.confidence()).isGreaterThan(0.9);
        assertNear(match.hitRegion(), 0, 0, 1, 1);
    }

    @Test
    void verify_ofAPart_isCropWithItsPlace() {
        CopyMatch match = verify(picture.getSubimage(100, 60, 200, 150));
        assertThat(match.verdict()).isEqualTo(Verdict.CROP);
        assertThat(match.confidence()).isGreaterThan(0.9);
        assertNear(match.hitRegion(), 0.25, 0.2, 0.75, 0.7);
        assertNear(match.queryRegion(), 0, 0, 1, 1);
    }

    @Test
    void verify_onACanvas_containsTheStoredOne() {
        BufferedImage canvas = Drawn.moved(picture, new AffineTransform(0.6, 0, 0, 0.6, 200, 120), 800, 400);
        CopyMatch match = verify(canvas);
        assertThat(match.verdict()).isEqualTo(Verdict.CONTAINS);
        assertNear(match.queryRegion(), 0.25, 0.3, 0.55, 0.75);
        assertNear(match.hitRegion(), 0, 0, 1, 1);
    }

    @Test
    void verify_withLeftAndRightExchanged_isMirrored() {
        CopyMatch match = verify(Drawn.moved(picture, new AffineTransform(-1, 0, 0, 1, WIDTH, 0), WIDTH, HEIGHT));
        assertThat(match.verdict()).isEqualTo(Verdict.MIRRORED);
        Transform transform = Objects.requireNonNull(match.transform());
        assertThat(transform.determinant()).isCloseTo(-1, within(0.03));
        assertThat(transform.x(0, 0)).isCloseTo(1, within(0.03));
    }

    @Test
    void verify_ofAQuarterTurn_isRotated() {
        CopyMatch match = verify(Drawn.moved(picture, new AffineTransform(0, 1, -1, 0, HEIGHT, 0), HEIGHT, WIDTH));
        assertThat(match.verdict()).isEqualTo(Verdict.ROTATED);
        assertNear(match.hitRegion(), 0, 1, 1, 0);
    }

    @Test
    void verify_ofAnotherPicture_isSimilar() {
        CopyMatch match = verify(Drawn.scene(2, WIDTH, HEIGHT));
        assertThat(match.verdict()).isEqualTo(Verdict.SIMILAR);
        assertThat(match.confidence()).isLessThan(0.1);
        assertThat(match.hitRegion()).isNull();
        assertThat(match.transform()).isNull();
    }

    @Test
    void verify_inAnotherHue_isEdited() {
        CopyMatch match = verify(Drawn.turnedHue(picture, 0.3f));
        assertThat(match.verdict()).isEqualTo(Verdict.EDITED);
        assertThat(match.confidence()).isGreaterThan(0.9);
    }

    @Test
    void verify_ofTheSameShapesPaintedInOtherColours_isSimilar() {
        CopyMatch match = verify(Drawn.scene(1, 5, WIDTH, HEIGHT));
        assertThat(match.inliers()).isGreaterThan(20);
        assertThat(match.verdict()).isEqualTo(Verdict.SIMILAR);
    }

    @Test
    void of_weightsOfOtherSigns_isRefused() {
        Optional<CopyWeights> weights = Optional.of(new CopyWeights(Map.of("smell", 1.0)));
        assertThatThrownBy(() -> CopyVerifier.of(weights))
                .isInstanceOf(Failure.BadInput.class)
                .hasMessageContaining("smell")
                .hasMessageContaining("--fit-verdict");
    }

    @Test
    void verify_ofAPlainArea_isSimilar() {
        BufferedImage plain = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        assertThat(verify(plain).verdict()).isEqualTo(Verdict.SIMILAR);
        assertThat(verify(picture, plain).verdict()).isEqualTo(Verdict.SIMILAR);
    }

    /** Corners of a rectangle, upper left and lower right as they stood in the other picture. */
    private static void assertNear(@Nullable Quad quad, double left, double top, double right, double bottom) {
        assertThat(quad).isNotNull();
        List<Point> corners = Objects.requireNonNull(quad).corners();
        assertThat(corners.get(0).x()).isCloseTo(left, within(0.03));
        assertThat(corners.get(0).y()).isCloseTo(top, within(0.03));
        assertThat(corners.get(2).x()).isCloseTo(right, within(0.03));
        assertThat(corners.get(2).y()).isCloseTo(bottom, within(0.03));
    }
}
