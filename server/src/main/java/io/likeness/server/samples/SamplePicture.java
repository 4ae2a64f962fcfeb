package io.likeness.server.samples;

import java.util.Map;
import java.util.function.Supplier;

/**
 * A picture that is drawn when it is asked for.
 *
 * @param key {@code samples/…png}
 * @param tags what is on it
 * @param drawing makes its PNG file, the same bytes each time
 */
record SamplePicture(String key, Map<String, String> tags, Supplier<byte[]> drawing) {
    byte[] png() {
        return drawing.get();
    }
}
