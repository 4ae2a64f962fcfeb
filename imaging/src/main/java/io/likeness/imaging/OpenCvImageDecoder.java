package io.likeness.imaging;

import io.likeness.failure.Failure;
import io.likeness.image.DecodedImage;
import io.likeness.image.EncodedImage;
import io.likeness.image.ImageDecoder;
import io.likeness.image.ImageHeader;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Decodes JPEG, PNG, GIF, BMP, WebP and TIFF with OpenCV, in this process. Headers are read, limits checked and damage looked for in Java, before any
 * native code sees the bytes. Safe for use by many threads.
 */
public final class OpenCvImageDecoder implements ImageDecoder {
    /** The largest limit of pixels: three bytes each must fit into one buffer. */
    public static final long MAX_PIXELS = Integer.MAX_VALUE / 3;

    private final PictureLimits limits;
    private final PixelBudget budget;

    /**
     * @param maxPixels the most pixels a picture may have, 1 to {@link #MAX_PIXELS}
     * @param budget shared by all decoders of a process
     * @throws Failure.BadInput if {@code maxPixels} is outside its range
     */
    public OpenCvImageDecoder(long maxPixels, PixelBudget budget) {
        this.limits = new PictureLimits(maxPixels);
        this.budget = budget;
    }

    @Override
    public ImageHeader readHeader(EncodedImage image) {
        return limits.open(image).header();
    }

    @Override
    public DecodedImage decode(EncodedImage image, int shortSide) {
        PictureFile file = limits.open(image);
        NativeInput input = file.nativeInput();
        DecodePlan plan = DecodePlan.of(file, input, shortSide);
        ImageHeader header = file.header();
        PixelBudget.Share share = budget.acquire(header.pixels(), DecodePlan.memoryPerPixel(file, input));
        boolean done = false;
        try {
            DecodedImage decoded = new MatImage(header, pixels(plan, input), share);
            done = true;
            return decoded;
        } catch (DecodeFault.UndecodableException e) {
            throw e.fault().failure(plan.type());
        } finally {
            if (!done) {
                share.close();
            }
        }
    }

    private static Mat pixels(DecodePlan plan, NativeInput input) {
        OpenCv.load();
        try (PointerScope _ = new PointerScope()) {
            ByteBuffer encoded = new BytePointer(input.size()).asByteBuffer();
            input.copyTo(encoded);
            // The scope frees everything else, also when something is thrown.
            return NativeDecoding.decode(plan, encoded.flip()).retainReference();
        }
    }
}
