package io.likeness.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.failure.Failure;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadReaderTest {
    private static final long FULL = Long.MAX_VALUE / 2;

    @TempDir
    private Path folder;

    @Test
    void read_diskWithoutRoom_isRefusedBeforeAnythingIsWritten() {
        for (long length : new long[] {-1, 1000}) {
            assertThatThrownBy(() -> new UploadReader(2000, FULL).read(exchange(length), Set.of(), folder))
                    .isInstanceOf(Failure.Unavailable.class)
                    .hasMessageContaining("make room");
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void read_announcedTooLarge_isRefusedBeforeTheDiskIsAsked() {
        assertThatThrownBy(() -> new UploadReader(2000, FULL).read(exchange(5_000_000), Set.of(), folder))
                .isInstanceOf(Failure.TooLarge.class)
                .hasMessageContaining("2000 (likeness.import.max-upload)");
    }

    /** A request that is asked for nothing but its length and its attributes. */
    private static Exchange exchange(long length) {
        HttpServletRequest request = (HttpServletRequest) Proxy.newProxyInstance(
                UploadReaderTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (_, method, _) -> switch (method.getName()) {
                    case "getContentLengthLong" -> length;
                    case "getAttribute", "setAttribute" -> null;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        HttpServletResponse response = (HttpServletResponse) Proxy.newProxyInstance(
                UploadReaderTest.class.getClassLoader(), new Class<?>[] {HttpServletResponse.class}, (_, method, _) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
        return Exchange.of(request, response);
    }
}
