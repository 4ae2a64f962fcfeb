package io.likeness.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.global.opencv_core;
import org.junit.jupiter.api.Test;

final class OpenCvTest {
    @Test
    void load_always_liftsJavaCppsMemoryLimits() {
        OpenCv.load();
        assertThat(Pointer.maxBytes()).isZero();
        assertThat(Pointer.maxPhysicalBytes()).isZero();
    }

    @Test
    void load_again_answersTheSameTime() {
        assertThat(OpenCv.load()).isPositive().isEqualTo(OpenCv.load());
    }

    @Test
    void load_always_leavesParallelismToTheCaller() {
        OpenCv.load();
        assertThat(opencv_core.getNumThreads()).isEqualTo(1);
    }
}
