package io.likeness.imaging;

import io.likeness.image.EncodedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A process that has the picture in the file that it is given decoded by a {@link MortalDecodeWorker}, with more time than any test has. */
final class LonelyDecoder {
    private LonelyDecoder() {}

    public static void main(String[] args) throws Exception {
        try (IsolatedImageDecoder decoder = MortalDecoders.decoder(1, Duration.ofMinutes(10))) {
            decoder.decode(EncodedImage.of(Files.readAllBytes(Path.of(args[0]))), 1)
                    .close();
        }
    }
}
