package io.likeness.server.testing;

import io.likeness.embedding.Embedding;
import io.likeness.failure.Failure;
import io.likeness.image.DecodedImage;
import io.likeness.image.EncodedImage;
import io.likeness.image.ImageHeader;
import io.likeness.image.ImageType;
import io.likeness.image.Region;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A picture that is a line of text: {@code PICTURE}, then the values of its embedding. Immutable but for being closed. */
record FakePicture(Embedding embedding, EncodedImage image) implements DecodedImage {
    static final int DIMENSION = 3;
    private static final String MARK = "PICTURE ";

    /** The file of a picture with this embedding, which is normalised. */
    static byte[] file(float... values) {
        return (MARK + Arrays.toString(values).replaceAll("[\\[\\],]", "")).getBytes(StandardCharsets.US_ASCII);
    }

    static FakePicture decode(EncodedImage image) {
        String text = new String(image.range(0, image.size()), StandardCharsets.ISO_8859_1);
        if (text.equals("DAMAGED")) {
            throw Failure.UnsupportedImage.damaged("the picture is damaged");
        }
        if (!text.startsWith(MARK)) {
            throw new Failure.UnsupportedImage("the " + image.size() + " bytes are no picture");
        }
        String[] words = text.substring(MARK.length()).strip().split(" ", DIMENSION + 1);
        float[] values = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            values[i] = Float.parseFloat(words[i]);
        }
        return new FakePicture(Embedding.normalised(values), image);
    }

    @Override
    public ImageHeader header() {
        return new ImageHeader(ImageType.PNG, 20, 10);
    }

    @Override
    public int width() {
        return 20;
    }

    @Override
    public int height() {
        return 10;
    }

    @Override
    public ByteBuffer pixels() {
        return ByteBuffer.allocate(3 * width() * height()).asReadOnlyBuffer();
    }

    /** A part that begins in the right half shows something else. */
    @Override
    public DecodedImage crop(Region region) {
        return region.x() < 0.5
                ? this
                : new FakePicture(
                        Embedding.normalised(new float[] {embedding.value(1), embedding.value(2), embedding.value(0)}),
                        image);
    }

    @Override
    public void close() {}
}
