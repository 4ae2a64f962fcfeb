package io.likeness.copies;

import java.util.Arrays;

/** Each channel by a line of its own. */
final class ToneFit implements ColourChange.Fit {
    private final Overlay overlay;

    ToneFit(Overlay overlay) {
        this.overlay = overlay;
    }

    @Override
    public void fit(double[] weights, double[] off) {
        Arrays.fill(off, 0);
        for (int channel = 0; channel < 3; channel++) {
            double[] from = overlay.from()[channel];
            double[] to = overlay.to()[channel];
            Line line = Line.through(from, to, weights);
            for (int i = 0; i < off.length; i++) {
                double difference = to[i] - line.of(from[i]);
                off[i] += difference * difference;
            }
        }
        for (int i = 0; i < off.length; i++) {
            off[i] = Math.sqrt(off[i] / 3);
        }
    }
}
