package io.likeness.server.http;

import io.likeness.failure.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Reads {@code application/x-www-form-urlencoded}, strictly as UTF-8. */
final class FormBody {
    private FormBody() {}

    static Fields read(InputStream body, Set<String> wanted) throws IOException {
        byte[] bytes = body.readAllBytes();
        Fields.Builder fields = new Fields.Builder();
        int start = 0;
        for (int end = 0; end <= bytes.length; end++) {
            if (end == bytes.length || bytes[end] == '&') {
                pair(bytes, start, end, wanted, fields);
                start = end + 1;
            }
        }
        return fields.build();
    }

    private static void pair(byte[] bytes, int start, int end, Set<String> wanted, Fields.Builder fields) {
        int equals = start;
        while (equals < end && bytes[equals] != '=') {
            equals++;
        }
        String name = decode("a field's name", bytes, start, equals, ' ');
        if (equals < end && wanted.contains(name)) {
            // Many callers forget to escape the plus signs of base64, which holds no blanks that they could stand for.
            fields.text(name, decode(name, bytes, equals + 1, end, name.equals("base64") ? '+' : ' '));
        }
    }

    static String decode(String what, byte[] bytes, int start, int end, char plus) {
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(end - start);
        for (int i = start; i < end; i++) {
            switch (bytes[i]) {
                case '+' -> decoded.write(plus);
                case '%' -> {
                    int high = i + 2 < end ? Character.digit(bytes[i + 1], 16) : -1;
                    int low = i + 2 < end ? Character.digit(bytes[i + 2], 16) : -1;
                    if (high < 0 || low < 0) {
                        throw new Failure.BadInput(what + " holds a % that is not followed by two hex digits");
                    }
                    decoded.write(high * 16 + low);
                    i += 2;
                }
                default -> decoded.write(bytes[i]);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(decoded.toByteArray()))
                    .toString();
        } catch (CharacterCodingException _) {
            throw new Failure.BadInput(what + " is not UTF-8");
        }
    }
}
