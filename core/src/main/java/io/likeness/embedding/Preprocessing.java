package io.likeness.embedding;

import java.util.List;

/**
 * How pixels become a network's input: the whole upright picture is resized, then each channel value x becomes (x - mean) / std.
 *
 * @param width columns of the input, px
 * @param height rows of the input, px
 * @param resize how a picture of another shape is fitted
 * @param shrink interpolation where both sides shrink or stay
 * @param enlarge interpolation otherwise
 * @param channelOrder order of the input's three planes
 * @param mean three values in 0–255, in the order of {@code channelOrder}
 * @param std three positive values in 0–255, in the order of {@code channelOrder}
 */
public record Preprocessing(
        int width,
        int height,
        Resize resize,
        Interpolation shrink,
        Interpolation enlarge,
        ChannelOrder channelOrder,
        List<Float> mean,
        List<Float> std) {
    public Preprocessing {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("input of " + width + " x " + height + " px");
        }
        if (mean.size() != 3 || std.size() != 3 || std.stream().anyMatch(s -> !(s > 0))) {
            throw new IllegalArgumentException(
                    "mean " + mean + " and std " + std + " must be three values each, std positive");
        }
    }

    /** How a picture of another shape is fitted to the input. */
    public enum Resize {
        /** Squeezed to the input's shape. */
        STRETCH,
        /** Scaled until the shorter side fits, then the middle is cut out. */
        CROP
    }

    /** As OpenCV's {@code INTER_*} of the same name. */
    public enum Interpolation {
        NEAREST,
        LINEAR,
        CUBIC,
        AREA
    }

    /** Order of the input's three planes. */
    public enum ChannelOrder {
        RGB,
        BGR
    }

    /** Number of float32 values of one picture: 3 × height × width. */
    public int values() {
        return 3 * width * height;
    }
}
