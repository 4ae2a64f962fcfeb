package io.likeness.bench.load;

import io.likeness.bench.GeneratedPictures;
import io.likeness.image.EncodedImage;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Pictures of one kind.
 *
 * @param name as it stands in tables
 * @param files some different ones
 */
record Sample(String name, List<byte[]> files) {
    private static final double SMALL = 0.1875;
    private static final double LARGE = 12;
    private static final int SMALL_ONES = 40;
    private static final int LARGE_ONES = 3;

    static Sample draw(String name) {
        return switch (name) {
            case "jpeg-500" -> new Sample(name, drawn(SMALL_ONES, seed -> GeneratedPictures.jpeg(SMALL, seed)));
            case "png-500" -> new Sample(name, drawn(SMALL_ONES, seed -> GeneratedPictures.png(SMALL, seed)));
            case "jpeg-12m" -> new Sample(name, drawn(LARGE_ONES, seed -> GeneratedPictures.jpeg(LARGE, seed)));
            case "png-12m" -> new Sample(name, drawn(LARGE_ONES, seed -> GeneratedPictures.png(LARGE, seed)));
            default ->
                throw new IllegalArgumentException(
                        "there are no pictures \"" + name + "\", only jpeg-500, png-500, jpeg-12m and png-12m");
        };
    }

    private static List<byte[]> drawn(int count, java.util.function.LongFunction<byte[]> drawing) {
        return LongStream.range(0, count).parallel().mapToObj(drawing).toList();
    }

    byte[] file(long number) {
        return files.get((int) (number % files.size()));
    }

    EncodedImage image(long number) {
        return EncodedImage.of(file(number));
    }
}
