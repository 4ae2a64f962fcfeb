package io.likeness.imaging;

import java.util.Arrays;

/**
 * How much each px of a line counts for each px of the shorter line it is shrunk to, as OpenCV's {@code computeResizeAreaTab} says: the share of the
 * target's px that it covers. Every target px has the same number of taps, those beyond its own with weight 0, and all of them lie on the line.
 *
 * @param taps source px for each target px
 * @param first the first source px of each target px
 * @param weights {@code taps} values for each target px, one target px after the other
 */
@SuppressWarnings("ArrayRecordComponent") // Lives for the shrinking of one picture and is never compared.
record AreaWeights(int taps, int[] first, float[] weights) {
    private static final double NOTHING = 1e-3;

    /**
     * Weights for a part of the target.
     *
     * @param source px of the source, at least {@code target}
     * @param target px of the whole target
     * @param from first px of the target that is wanted
     * @param count px of the target that are wanted
     */
    static AreaWeights of(int source, int target, int from, int count) {
        double scale = (double) source / target;
        int taps = Math.min(source, (int) Math.ceil(scale) + 1);
        int[] first = new int[count];
        float[] weights = new float[count * taps];
        for (int i = 0; i < count; i++) {
            double begin = (from + i) * scale;
            double width = Math.min(scale, source - begin);
            double end = begin + scale;
            int wholeEnd = Math.min((int) Math.floor(end), source - 1);
            int wholeBegin = Math.min((int) Math.ceil(begin), wholeEnd);
            boolean partBefore = wholeBegin - begin > NOTHING;
            int lowest = partBefore ? wholeBegin - 1 : wholeBegin;
            first[i] = Math.min(lowest, source - taps);
            int at = i * taps + lowest - first[i];
            if (partBefore) {
                weights[at++] = (float) ((wholeBegin - begin) / width);
            }
            int afterWhole = at + wholeEnd - wholeBegin;
            Arrays.fill(weights, at, afterWhole, (float) (1 / width));
            if (end - wholeEnd > NOTHING) {
                weights[afterWhole] = (float) (Math.min(Math.min(end - wholeEnd, 1), width) / width);
            }
        }
        return new AreaWeights(taps, first, weights);
    }
}
