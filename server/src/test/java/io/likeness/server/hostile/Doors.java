package io.likeness.server.hostile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.likeness.server.hostile.Hostile.Duty;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.Random;

/** The ways by which a picture's bytes come into the server. */
final class Doors {
    static final String BOUNDARY = "a-boundary-that-no-picture-holds";
    static final String FORM = "multipart/form-data; boundary=" + BOUNDARY;

    private static final String[] BY_FORM = {
        "/v1/search", "/v1/images", "/v1/preview", "/v1/check", "/api/image/sim/add/file", "/api/image/sim/search/file"
    };
    private static final String[] BY_BASE64 = {"/v1/search", "/v1/images", "/api/image/sim/search/base64"};

    private Doors() {}

    /** Sends {@code picture} through one of them. */
    static Hostile picture(String name, Duty duty, byte[] picture, Random random) {
        if (picture.length > 1 << 20 || random.nextInt(3) > 0) {
            return Hostile.post(name, duty, BY_FORM[random.nextInt(BY_FORM.length)], FORM, form(picture));
        }
        String json = "{\"base64\":\"" + Base64.getEncoder().encodeToString(picture) + "\"}";
        return Hostile.json(name + " as base64", duty, BY_BASE64[random.nextInt(BY_BASE64.length)], json);
    }

    /** A form of type {@link #FORM} with one part, the picture. */
    static byte[] form(byte[] picture) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n"
                        + "Content-Type: image/png\r\n\r\n")
                .getBytes(US_ASCII));
        body.writeBytes(picture);
        body.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(US_ASCII));
        return body.toByteArray();
    }
}
