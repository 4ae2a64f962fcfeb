package io.likeness.onnx;

import io.likeness.embedding.ImagePreprocessor;
import io.likeness.embedding.Preprocessing;
import io.likeness.embedding.Preprocessing.ChannelOrder;
import io.likeness.image.DecodedImage;
import java.nio.FloatBuffer;

/** Takes for each value of the input the pixel that lies under it, whatever interpolation is asked for. */
final class NearestPreprocessor implements ImagePreprocessor {
    @Override
    public void write(DecodedImage image, Preprocessing how, FloatBuffer row) {
        double scaleX = (double) image.width() / how.width();
        double scaleY = (double) image.height() / how.height();
        if (how.resize() == Preprocessing.Resize.CROP) {
            scaleX = Math.min(scaleX, scaleY);
            scaleY = scaleX;
        }
        double left = (image.width() - how.width() * scaleX) / 2;
        double top = (image.height() - how.height() * scaleY) / 2;
        int plane = how.width() * how.height();
        for (int i = 0; i < plane; i++) {
            int line = i / how.width();
            int x = (int) (left + (i % how.width() + 0.5) * scaleX);
            int y = (int) (top + (line + 0.5) * scaleY);
            for (int channel = 0; channel < 3; channel++) {
                int colour = how.channelOrder() == ChannelOrder.RGB ? channel : 2 - channel;
                int value = image.pixels().get(3 * (y * image.width() + x) + colour) & 0xFF;
                row.put(
                        channel * plane + i,
                        (value - how.mean().get(channel)) / how.std().get(channel));
            }
        }
    }
}
