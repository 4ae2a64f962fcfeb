package io.likeness.imaging;

import io.likeness.image.DecodedImage;
import io.likeness.image.ImageHeader;
import io.likeness.image.Region;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;

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
        checkOpen();
        return rgb.data().capacity(3L * width * height).asByteBuffer();
    }

    @Override
    public DecodedImage crop(Region region) {
        checkOpen();
        try (PointerScope _ = new PointerScope()) {
            Rect part = new Rect(region.left(width), region.top(height), region.columns(width), region.rows(height));
            // A copy has no padding between its rows, as the part itself has.
            Mat copy = rgb.apply(part).clone();
            // Rounded outwards at a small scale, a part may span more columns than at full scale.
            ImageHeader whole = new ImageHeader(
                    header.type(),
                    Math.max(copy.cols(), region.columns(header.width())),
                    Math.max(copy.rows(), region.rows(header.height())));
            // It needs no room in the budget of its own: it is no larger than the picture, and waiting for room while
            // holding some may wait forever.
            return new MatImage(whole, copy.retainReference(), () -> {});
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the picture is closed");
        }
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
