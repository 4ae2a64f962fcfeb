package io.likeness.copies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class QuadTest {
    private static final double CLOSE = 1e-9;

    @Test
    void overlap_ofHalfShifted_isAThird() {
        Quad one = Quad.rectangle(0, 0, 0.4, 0.4);
        assertThat(one.overlap(Quad.rectangle(0.2, 0, 0.6, 0.4))).isCloseTo(1 / 3.0, within(CLOSE));
        assertThat(one.overlap(one)).isCloseTo(1, within(CLOSE));
        assertThat(one.overlap(Quad.rectangle(0.5, 0.5, 0.6, 0.6))).isZero();
    }

    @Test
    void overlap_whicheverWayRound_isTheSame() {
        Quad square = Quad.rectangle(0, 0, 1, 1);
        Quad mirrored = square.moved(new Transform(-0.5, 0, 0.75, 0, 0.5, 0.25));
        assertThat(square.overlap(mirrored)).isCloseTo(0.25, within(CLOSE));
        assertThat(mirrored.overlap(square)).isCloseTo(0.25, within(CLOSE));
    }

    @Test
    void area_ofATurnedSquareCutAtTheEdges_isThatOfTheOctagon() {
        double cos = Math.sqrt(0.5);
        Transform turned = new Transform(cos, -cos, 0.5, cos, cos, 0.5 - cos);
        // A unit square turned by 45° about its centre: two squares have a regular octagon in common.
        assertThat(Regions.area(turned)).isCloseTo(2 * (Math.sqrt(2) - 1), within(CLOSE));
    }

    @Test
    void transform_andItsInverse_undoEachOther() {
        Transform map = new Transform(0.3, -1.2, 5, 0.8, 0.4, -2);
        Transform both = map.then(map.inverse());
        assertThat(both.x(7, 11)).isCloseTo(7, within(CLOSE));
        assertThat(both.y(7, 11)).isCloseTo(11, within(CLOSE));
    }

    @Test
    void transform_ofATurn_saysDegreesScaleAndStretch() {
        double angle = Math.toRadians(30);
        Transform turn = new Transform(
                2 * Math.cos(angle), -2 * Math.sin(angle), 0, 2 * Math.sin(angle), 2 * Math.cos(angle), 0);
        assertThat(turn.degrees()).isCloseTo(30, within(CLOSE));
        assertThat(turn.scale()).isCloseTo(2, within(CLOSE));
        assertThat(turn.stretch()).isCloseTo(1, within(1e-6));
        assertThat(new Transform(3, 0, 0, 0, 1, 0).stretch()).isCloseTo(3, within(CLOSE));
    }
}
