package io.likeness.imaging;

import io.likeness.image.DecodedImage;
import io.likeness.image.ImageHeader;
import java.nio.ByteBuffer;
import org.bytedeco.opencv.opencv_core.Mat;

/** Pixels in OpenCV's memory, which closing frees. Used by one thread at a time. */
final class MatImage implements DecodedImage {
    private final ImageHeader header;
    private final Mat rgb;
    private final int width;
    private final int height;
    private final PixelBudget.Share share;
    private boolean closed;

    /** Takes over {@code rgb}, 8 bits and three channels without padding, and {@code share}. */
    MatImage(ImageHeader header, Mat rgb, PixelBudget.Share share) {
        this.header = header;
        this.rgb = rgb;
        this.width = rgb.cols();
        this.height = rgb.rows();
        this.share = share;
    }

    @Override
    public ImageHeader header() {
        return header;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public ByteBuffer pixels() {
        if (closed) {
            throw new IllegalStateException("the picture is closed");
        }
        return rgb.data().capacity(3L * width * height).asByteBuffer();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            rgb.close();
            share.close();
        }
    }
}
