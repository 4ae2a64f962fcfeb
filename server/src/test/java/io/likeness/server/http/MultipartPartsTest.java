package io.likeness.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.failure.Failure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartPartsTest {
    private static final String BOUNDARY = "--AaB03x";
    private static final int ROUNDS = 300;

    @Test
    void parts_ofRandomContentsInRandomPieces_areTheSame() throws IOException {
        for (long seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            List<byte[]> contents = new ArrayList<>();
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (int i = random.nextInt(4); i >= 0; i--) {
                byte[] content = content(random);
                contents.add(content);
                body.writeBytes(("--" + BOUNDARY + (random.nextBoolean() ? "\r" : "") + "\nContent-Disposition: p"
                                + contents.size() + "\r\n\r\n")
                        .getBytes(UTF_8));
                body.writeBytes(content);
                body.writeBytes("\r\n".getBytes(UTF_8));
            }
            body.writeBytes(("--" + BOUNDARY + "--\r\nwhat follows").getBytes(UTF_8));

            MultipartParts parts = new MultipartParts(new Pieces(body.toByteArray(), random), BOUNDARY.getBytes(UTF_8));

            for (int i = 0; i < contents.size(); i++) {
                assertThat(parts.next()).as("seed " + seed).isTrue();
                assertThat(parts.headers())
                        .as("seed " + seed)
                        .isEqualTo("Content-Disposition: p" + (i + 1) + "\r\n\r\n");
                if (random.nextInt(5) > 0) {
                    assertThat(parts.content().readAllBytes())
                            .as("seed " + seed)
                            .isEqualTo(contents.get(i));
                }
            }
            assertThat(parts.next()).as("seed " + seed).isFalse();
            assertThat(parts.next()).as("seed " + seed).isFalse();
        }
    }

    /** Bytes, many of which look like the beginning of what ends a part. */
    private static byte[] content(Random random) {
        byte[] delimiter = ("\r\n--" + BOUNDARY).getBytes(ISO_8859_1);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (int i = random.nextInt(40); i > 0; i--) {
            switch (random.nextInt(3)) {
                case 0 -> content.write(delimiter, 0, random.nextInt(delimiter.length));
                case 1 -> content.write(delimiter, 1, random.nextInt(delimiter.length - 1));
                default -> {
                    byte[] bytes = new byte[random.nextInt(3000)];
                    random.nextBytes(bytes);
                    content.writeBytes(bytes);
                }
            }
        }
        // Neither does it hold a whole one, nor become one with what follows.
        String text = content.toString(ISO_8859_1).replace(new String(delimiter, ISO_8859_1), "");
        return (text + "y").getBytes(ISO_8859_1);
    }

    @Test
    void next_afterAPreamble_isTheFirstPart() throws IOException {
        MultipartParts parts = parts("no part--b\r\nX: 1\r\nY: \u00e4\r\n\r\nvalue\r\n--b--");

        assertThat(parts.next()).isTrue();
        assertThat(parts.headers()).isEqualTo("X: 1\r\nY: \u00e4\r\n\r\n");
        assertThat(parts.content().readAllBytes()).asString(UTF_8).isEqualTo("value");
        assertThat(parts.next()).isFalse();
    }

    @Test
    void content_ofAPartWithoutHeaders_isRead() throws IOException {
        MultipartParts parts = parts("--b\r\n\r\n\r\n--b--");

        assertThat(parts.next()).isTrue();
        assertThat(parts.headers()).isEqualTo("\r\n");
        assertThat(parts.content().read()).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "no part at all", "--b", "--b-", "--b--", "--bc\r\n\r\n\r\n--b--"})
    void next_whereNoPartBegins_isFalse(String body) throws IOException {
        assertThat(parts(body).next()).isFalse();
    }

    @Test
    void body_thatEndsEarly_isTold() throws IOException {
        MultipartParts parts = parts("--b\r\n\r\nhalf a part\r\n--");
        parts.next();

        assertThatThrownBy(() -> parts.content().readAllBytes())
                .isInstanceOf(Failure.BadInput.class)
                .hasMessage("the multipart form is broken: it ends within a part");
        assertThatThrownBy(parts::next).isInstanceOf(Failure.BadInput.class);
        assertThatThrownBy(() -> parts("--b\r\nContent-").next()).isInstanceOf(Failure.BadInput.class);
    }

    @Test
    void headers_ofMoreThanTheLimit_areRefused() throws IOException {
        String most = "X: " + "y".repeat(8192 - 7);
        MultipartParts parts = parts("--b\r\n" + most + "\r\n\r\n\r\n--b\r\n" + most + "y\r\n\r\n\r\n--b--");

        assertThat(parts.next()).isTrue();
        assertThatThrownBy(parts::next)
                .isInstanceOf(Failure.BadInput.class)
                .hasMessage("the multipart form is broken: the headers of a part have more than 8192 bytes");
    }

    private static MultipartParts parts(String body) {
        return new MultipartParts(new ByteArrayInputStream(body.getBytes(UTF_8)), new byte[] {'b'});
    }

    /** Comes in pieces of random sizes. */
    private static final class Pieces extends InputStream {
        private final ByteArrayInputStream bytes;
        private final Random random;

        Pieces(byte[] bytes, Random random) {
            this.bytes = new ByteArrayInputStream(bytes);
            this.random = random;
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] target, int at, int length) {
            return bytes.read(target, at, Math.min(length, 1 + random.nextInt(random.nextInt(10) > 0 ? 40 : 20_000)));
        }
    }
}
