package io.likeness.server.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.likeness.server.hostile.Hostile.Duty;
import java.io.ByteArrayOutputStream;
import java.util.Random;

/** JSON and forms that are too deep, too large, too many, not what they say, or no text at all. */
final class HostileBodies {
    private static final String[] JSON_PATHS = {
        "/v1/search",
        "/v1/images",
        "/v1/preview",
        "/v1/check",
        "/v1/compare",
        "/v1/images/delete",
        "/v1/images/tags",
        "/v1/imports",
        "/v1/duplicates/apart",
        "/v1/duplicates/keep",
        "/v1/duplicates/undo",
        "/api/image/sim/search/base64",
        "/api/image/sim/add/url",
        "/api/image/sim/add/path",
        "/api/image/sim/search/url",
        "/api/image/sim/del/id",
        "/api/image/sim/del/key"
    };
    private static final String[] FIELDS = {
        "url", "path", "base64", "id", "ids", "keys", "key", "limit", "offset", "min_score", "filter", "region",
        "exclude", "include_self", "verdict", "only", "tags", "imgPath", "on_copy", "key_from", "move_to", "a", "b",
                "set"
    };

    private HostileBodies() {}

    private static String path(Random random) {
        return JSON_PATHS[random.nextInt(JSON_PATHS.length)];
    }

    /** Deep beyond every reason. */
    static Hostile deep(Random random) {
        int depth = 65 << random.nextInt(14);
        boolean objects = random.nextBoolean();
        String field = FIELDS[random.nextInt(FIELDS.length)];
        String json = "{\"" + field + "\":" + (objects ? "{\"not\":" : "[").repeat(depth) + "1"
                + (objects ? "}" : "]").repeat(random.nextBoolean() ? depth : depth - 1) + "}";
        return Hostile.json("JSON " + depth + " deep", Duty.REFUSED, path(random), json);
    }

    /** Wide, long, or with numbers that take for ever. */
    static Hostile large(Random random) {
        int size = 1 << (10 + random.nextInt(13));
        String field = FIELDS[random.nextInt(FIELDS.length)];
        String json = switch (random.nextInt(6)) {
            case 0 -> "{\"" + field + "\":[" + "[],".repeat(size) + "1]}";
            case 1 -> "{\"" + field + "\":\"" + "A*".repeat(size) + "\"}";
            case 2 -> "{\"limit\":" + "9".repeat(Math.min(size, 100_000)) + "}";
            case 3 -> "{\"min_score\":1e" + "9".repeat(1 + random.nextInt(9)) + "}";
            case 4 -> fields(Math.min(size, 100_000));
            default -> " ".repeat(size) + "{\"" + field + "\":" + " ".repeat(size);
        };
        return Hostile.json("JSON of " + json.length() + " characters", Duty.REFUSED, path(random), json);
    }

    private static String fields(int count) {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < count; i++) {
            json.append('"').append(i).append("\":null,");
        }
        return json.append("\"z\":null}").toString();
    }

    /** Values of a kind, sign or size that no field takes. */
    static Hostile wrongValues(Random random) {
        String[] values = {
            "null",
            "true",
            "-1",
            "0",
            "1e400",
            "9223372036854775808",
            "0.0000001",
            "\"\"",
            "[]",
            "{}",
            "[[]]",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "{\"a\":{\"b\":[null]}}",
            "\"NaN\"",
            "[null]",
            "\"../../etc/passwd\"",
            "[\"\"]",
            "{\"left\":-1,\"top\":0,\"width\":1e9,\"height\":0}",
            "{\"and\":[{\"or\":[]}]}",
            "{\"tag\":\"x\",\"is\":[1]}"
        };
        StringBuilder json = new StringBuilder("{");
        for (int i = random.nextInt(4); i >= 0; i--) {
            json.append('"')
                    .append(FIELDS[random.nextInt(FIELDS.length)])
                    .append("\":")
                    .append(values[random.nextInt(values.length)])
                    .append(i > 0 ? "," : "}");
        }
        return Hostile.json("JSON " + json, Duty.ANSWERED, path(random), json.toString());
    }

    /** No JSON, or none in UTF-8. */
    static Hostile noJson(Random random) {
        byte[] body = switch (random.nextInt(10)) {
            case 0 -> new byte[0];
            case 1 -> "{\"key\":\"\u00C3(\"}".getBytes(ISO_8859_1);
            case 2 -> "{\"key\":\"\u00ED\u00A0\u0080\"}".getBytes(ISO_8859_1);
            case 3 -> "{\"key\":\"\u00C0\u00AF\"}".getBytes(ISO_8859_1);
            case 4 -> "{\"key\":1,\"key\":2}".getBytes(UTF_8);
            case 5 -> "{'key':1}/* */".getBytes(UTF_8);
            case 6 -> "{\"key\":\"a\"}}".getBytes(UTF_8);
            case 7 -> "[{\"key\":\"a\"}]".getBytes(UTF_8);
            case 8 -> "{\"nothing\":\"a\"}".getBytes(UTF_16);
            default -> {
                byte[] noise = new byte[1 + random.nextInt(2000)];
                random.nextBytes(noise);
                yield noise;
            }
        };
        return Hostile.post("no JSON", Duty.REFUSED, path(random), "application/json", body);
    }

    /** Very many parts, or parts without what makes them parts. */
    static Hostile parts(Random random) {
        String part = "--b\r\nContent-Disposition: form-data; name=\"";
        String body = switch (random.nextInt(10)) {
            case 0 -> (part + "key\"\r\n\r\nx\r\n").repeat(10_000) + "--b--\r\n";
            case 1 -> (part + "file\"; filename=\"a\"\r\n\r\nx\r\n").repeat(101) + "--b--\r\n";
            case 2 -> part + "file\"; filename=\"a\"\r\n" + "X-H: y\r\n".repeat(5_000) + "\r\nx\r\n--b--\r\n";
            case 3 -> part + "x".repeat(100_000) + "\"\r\n\r\nx\r\n--b--\r\n";
            case 4 -> part + "file\"; filename=\"../../../etc/passwd\u0000.png\"\r\n\r\nx\r\n--b--\r\n";
            case 5 -> part + "file\"\r\n\r\nno end";
            case 6 -> "no part at all";
            case 7 -> "--b\r\n\r\nx\r\n".repeat(3_000) + "--b--\r\n";
            case 8 ->
                "--b\r\nContent-Disposition: form-data; name=\"file\"\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n"
                        + "--c\r\nContent-Disposition: file; filename=\"a\"\r\n\r\nx\r\n".repeat(2_000)
                        + "--c--\r\n--b--\r\n";
            default -> "--b--\r\n";
        };
        String[] paths = {
            "/v1/search", "/v1/images", "/v1/imports", "/api/image/sim/add/file", "/api/image/sim/search/file"
        };
        return Hostile.post(
                "form of " + body.length() + " bytes",
                Duty.REFUSED,
                paths[random.nextInt(paths.length)],
                "multipart/form-data; boundary=b",
                body.getBytes(ISO_8859_1));
    }

    /** A type that says nothing, lies, or has no boundary. */
    static Hostile types(Random random) {
        String[] types = {
            "",
            "multipart/form-data",
            "multipart/form-data; boundary=",
            "multipart/form-data; boundary=\"\u0001\"",
            "multipart/form-data; boundary=" + "b".repeat(5_000),
            "application/xml",
            "image/png",
            "text/json",
            "*/*",
            "application/json; charset=utf-7",
            "application/x-www-form-urlencoded; charset=bogus",
            "a/b; c=\"",
            ";"
        };
        byte[] body =
                random.nextBoolean() ? "{\"key\":\"a\"".getBytes(UTF_8) : "key=%zz&%ff=%c0%af&=&&".getBytes(UTF_8);
        return Hostile.post("Content-Type", Duty.REFUSED, path(random), types[random.nextInt(types.length)], body);
    }

    /** Text in base64's place. */
    static Hostile base64(Random random) {
        String[] texts = {
            "",
            "=",
            "====",
            "A",
            "data:image/png;base64,",
            "data:text/html,<script>",
            "AAAA====",
            "\\u0000",
            "data:" + "x".repeat(5_000),
            "////",
            "iVBORw0KGgo",
            "R0lGODlh",
            "-_-_-_",
            "\\ud83d\\ude00"
        };
        String json = "{\"base64\":\"" + texts[random.nextInt(texts.length)] + "\"}";
        return Hostile.json("base64 " + json, Duty.REFUSED, "/v1/search", json);
    }

    /** A body larger than any that is taken. */
    static Hostile tooManyBytes(Random random) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("{\"base64\":\"".getBytes(UTF_8));
        body.writeBytes("A".repeat(60 << 20).getBytes(UTF_8));
        body.writeBytes("\"}".getBytes(UTF_8));
        return Hostile.post("60 MiB", Duty.REFUSED, path(random), "application/json", body.toByteArray());
    }
}
