package io.likeness.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.failure.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.InvalidFileNameException;
import org.apache.tomcat.util.http.fileupload.UploadContext;
import org.junit.jupiter.api.Test;

/** Forms, whole, damaged and hostile, are read as Tomcat reads them, by which clients have been tried for long. */
class MultipartBodyTest {
    private static final int ROUNDS = 5_000;
    private static final String REFUSED = "refused";

    private static final String[] TYPES = {
        "multipart/form-data; boundary=b",
        "Multipart/Form-Data; charset=utf-8; BOUNDARY=\"b\"",
        "multipart/form-data, boundary=b",
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary==?UTF-8?Q?b?=",
        "multipart/form-data; boundary==?UTF-8?B?!?=",
        "multipart/form-data; boundary=" + "b".repeat(4092)
    };
    private static final String[] BOUNDARIES = {"--b\r\n", "--b\n", "--b--\r\n", "--b--", "--b", "--b \r\n", "--bb\r\n"
    };
    private static final String[] HEADERS = {
        "Content-Disposition: form-data; name=\"file\"; filename=\"a.png\"",
        "Content-Disposition: form-data; name=key",
        "content-disposition :FORM-DATA; Name=\" key \"; FileName=\"../\u00c3\u00a4 b\\\".png\"",
        "Content-Disposition: form-data;\r\n\t name=\"key\"",
        "Content-Disposition: form-data; name=\"=?UTF-8?B?w6Q=?=\"; filename*=UTF-8''%e2%82%ac",
        "Content-Disposition: form-data; name=\"file\"; filename=\"a\0\"",
        "Content-Disposition: form-data; name=\"file\"; filename=\"=?utf-8?B?a?=\"",
        "Content-Disposition: form-data; name=\"=?nothing?Q?=zz?=\"; filename*=nothing''%zz%",
        "Content-Disposition: attachment; name=\"file\"; filename=\"a\"",
        "Content-Disposition: attachment; filename=\"a\"",
        "Content-Disposition: form-data",
        "Content-Disposition: form-data; name=\"\"",
        "Content-Disposition: form-data; name=\"\u00ff\"; name=\"second\"",
        "Content-Disposition form-data; name=\"file\"",
        "Content-Type: image/png",
        "Content-Type: text/plain\r\n folded: yes",
        ": no name",
        "X: " + "y".repeat(4000)
    };
    private static final String[] CONTENTS = {
        "", "\r\n", "value", "\r\n\r\n", "--", "\r\n--", "\r\n--a", "--b", "\r", "\n--b\n", "y".repeat(40_000)
    };

    /** Where Tomcat loses what follows: a part without headers, and a CR too many before the end of headers. */
    private static final Pattern LOST = Pattern.compile("--b\r?\n\r\n|\r\r\n\r\n");

    @Test
    void forms_areReadAsTomcatReadsThem() throws IOException {
        int compared = 0;
        int whole = 0;
        for (long seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            String type = random.nextInt(4) > 0 ? TYPES[0] : TYPES[random.nextInt(TYPES.length)];
            String form = damaged(form(random), random);
            if (LOST.matcher(form).find()) {
                continue;
            }

            List<String> parts = parts(form, type);

            assertThat(parts)
                    .as("seed %d, %s, %s", seed, type, form.length() > 5000 ? form.length() : form)
                    .isEqualTo(partsByTomcat(form, type));
            compared++;
            whole += parts.isEmpty() || parts.contains(REFUSED) ? 0 : 1;
        }
        assertThat(compared).isGreaterThan(ROUNDS * 2 / 3);
        assertThat(whole).isGreaterThan(ROUNDS / 10);
    }

    @Test
    void form_ofManyParts_isRefused() {
        String part = "--b\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n";

        assertThat(parts(part.repeat(100) + "--b--", TYPES[0])).hasSize(100).doesNotContain(REFUSED);
        assertThatThrownBy(() -> MultipartBody.forEachPart(stream(part.repeat(101)), TYPES[0], (_, _) -> {}))
                .isInstanceOf(Failure.BadInput.class)
                .hasMessage("the form has more than 100 parts, which is the limit");
        assertThatThrownBy(
                        () -> MultipartBody.forEachPart(stream("--b\r\n\r\n\r\n".repeat(101)), TYPES[0], (_, _) -> {}))
                .isInstanceOf(Failure.BadInput.class);
    }

    @Test
    void encodedWord_broken_isRefused() {
        String form = "--b\r\nContent-Disposition: form-data; name=\"=?utf-8?B?!?=\"\r\n\r\nx\r\n--b--";

        assertThat(parts(form, TYPES[0])).containsExactly(REFUSED);
        assertThat(parts("--b--", "multipart/form-data; boundary==?UTF-8?B?!?="))
                .containsExactly(REFUSED);
    }

    @Test
    void part_ofParts_isRefused() {
        String form =
                "--b\r\nContent-Disposition: form-data; name=\"file\"\r\nContent-Type: Multipart/Mixed; boundary=c"
                        + "\r\n\r\n--c\r\nContent-Disposition: attachment; filename=\"a\"\r\n\r\nx\r\n--c--\r\n--b--";

        assertThatThrownBy(() -> MultipartBody.forEachPart(stream(form), TYPES[0], (_, _) -> {}))
                .isInstanceOf(Failure.BadInput.class)
                .hasMessage(
                        "the part \"file\" holds parts itself (multipart/mixed); each file must be a part of the form");
    }

    private static String form(Random random) {
        StringBuilder form = new StringBuilder(random.nextInt(4) > 0 ? "" : CONTENTS[random.nextInt(CONTENTS.length)]);
        for (int i = random.nextInt(4); i >= 0; i--) {
            form.append(random.nextInt(10) > 0 ? BOUNDARIES[0] : BOUNDARIES[random.nextInt(BOUNDARIES.length)]);
            for (int j = random.nextInt(3); j >= 0; j--) {
                form.append(HEADERS[random.nextInt(HEADERS.length)]).append("\r\n");
            }
            form.append("\r\n");
            for (int j = random.nextInt(3); j >= 0; j--) {
                form.append(CONTENTS[random.nextInt(CONTENTS.length)]);
            }
            form.append("\r\n");
        }
        return form.append(random.nextInt(4) > 0 ? "--b--\r\n" : BOUNDARIES[random.nextInt(BOUNDARIES.length)])
                .toString();
    }

    private static String damaged(String form, Random random) {
        StringBuilder damaged = new StringBuilder(form);
        for (int i = random.nextInt(3); i > 0 && !damaged.isEmpty(); i--) {
            int at = random.nextInt(damaged.length());
            switch (random.nextInt(4)) {
                case 0 -> damaged.setLength(at);
                case 1 -> damaged.setCharAt(at, (char) random.nextInt(256));
                case 2 -> damaged.deleteCharAt(at);
                default -> damaged.insert(at, BOUNDARIES[random.nextInt(BOUNDARIES.length)]);
            }
        }
        return damaged.toString();
    }

    private static InputStream stream(String form) {
        return new ByteArrayInputStream(form.getBytes(ISO_8859_1));
    }

    private static String part(String name, String fileName, InputStream content) throws IOException {
        return name + "|" + fileName + "|" + new String(content.readAllBytes(), ISO_8859_1);
    }

    private static List<String> parts(String form, String type) {
        List<String> parts = new ArrayList<>();
        try {
            MultipartBody.forEachPart(
                    stream(form), type, (part, content) -> parts.add(part(part.name(), part.fileName(), content)));
        } catch (Failure.BadInput _) {
            parts.add(REFUSED);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return parts;
    }

    private static List<String> partsByTomcat(String form, String type) {
        List<String> parts = new ArrayList<>();
        FileUpload upload = new FileUpload();
        upload.setHeaderEncoding("UTF-8");
        upload.setPartHeaderSizeMax(8192);
        try {
            FileItemIterator items = upload.getItemIterator(new Body(type, stream(form)));
            while (items.hasNext()) {
                FileItemStream item = items.next();
                String fileName = item.getName() == null ? "" : item.getName();
                parts.add(part(item.getFieldName(), fileName, item.openStream()));
            }
        } catch (InvalidFileNameException | IllegalArgumentException | IOException _) {
            // What cannot be decoded is an IllegalArgumentException there.
            parts.add(REFUSED);
        }
        return parts;
    }

    private record Body(String type, InputStream stream) implements UploadContext {
        @Override
        public long contentLength() {
            return -1;
        }

        @Override
        public String getCharacterEncoding() {
            return "UTF-8";
        }

        @Override
        public String getContentType() {
            return type;
        }

        @Override
        public InputStream getInputStream() {
            return stream;
        }
    }
}
