package io.likeness.server.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.likeness.server.hostile.Hostile.Duty;
import java.util.Random;

/** Requests that are hardly HTTP: heads without end, chunks that lie, paths and queries that mean two things. */
final class HostileLines {
    private HostileLines() {}

    private static String of(String line, String more) {
        return line + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n" + more;
    }

    /** Too many or too long headers, or lines that are none. */
    static Hostile heads(Random random) {
        String request = switch (random.nextInt(14)) {
            case 0 -> of("GET /v1/stats", "X-A: b\r\n".repeat(10_000) + "\r\n");
            case 1 -> of("GET /v1/stats", "X: " + "y".repeat(1 << 20) + "\r\n\r\n");
            case 2 -> of("GET /" + "x".repeat(100_000), "\r\n");
            case 3 -> of("GET /v1/images?" + "a=b&".repeat(50_000), "\r\n");
            case 4 -> of("X".repeat(20_000) + " /v1/stats", "\r\n");
            case 5 -> of("GET /v1/stats", "A\u0000B: c\r\n\r\n");
            case 6 -> of("GET /v1/stats", "Content-Length: 5\r\n folded: x\r\n\r\n");
            case 7 -> of("GET /v1/stats", ": no name\r\n\r\n");
            case 8 -> of("GET /v1/stats", "Host: other\r\n\r\n");
            case 9 -> "GET /v1/stats HTTP/1.1\nHost: \u0001\n\n";
            case 10 -> "GET /v1/stats\r\n\r\n";
            case 11 -> "GET /v1/stats HTTP/3.7\r\nHost: 127.0.0.1\r\n\r\n";
            case 12 ->
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00FC\u0003\u0003" + "x".repeat(200) + "\r\n\r\n";
            default -> "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
        };
        return Hostile.raw("head of " + request.length(), Duty.REFUSED_OR_CLOSED, request);
    }

    /** Lengths and chunks that contradict each other or themselves. */
    static Hostile chunks(Random random) {
        String json = "Content-Type: application/json\r\n";
        String chunked = json + "Transfer-Encoding: chunked\r\n\r\n";
        String more = switch (random.nextInt(14)) {
            case 0 -> chunked + "-1\r\n{}\r\n0\r\n\r\n";
            case 1 -> chunked + "ffffffffffffffff\r\n{}";
            case 2 -> chunked + "7fffffff\r\n{}\r\n0\r\n\r\n";
            case 3 -> chunked + "zz\r\n{}\r\n0\r\n\r\n";
            case 4 -> chunked + "2;" + "x".repeat(1 << 20) + "\r\n{}\r\n0\r\n\r\n";
            case 5 -> chunked + "2\r\n{}\r\n0\r\n" + "X: y\r\n".repeat(20_000) + "\r\n";
            case 6 -> chunked + "2\r\n{}X\r\n0\r\n\r\n";
            case 7 -> chunked + "1\r\n{\r\n".repeat(5_000) + "0\r\n\r\n";
            case 8 -> json + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{}";
            case 9 -> json + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}}";
            case 10 -> json + "Content-Length: -2\r\n\r\n{}";
            case 11 -> json + "Content-Length: +2\r\n\r\n{}";
            case 12 -> json + "Transfer-Encoding: xchunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n";
            default -> json + "Transfer-Encoding: chunked, identity\r\n\r\n2\r\n{}\r\n0\r\n\r\n";
        };
        return Hostile.raw("chunks", Duty.REFUSED_OR_CLOSED, of("POST /v1/search", more));
    }

    /** Half a request, and then nobody. */
    static Hostile halves(Random random) {
        int length = 10 + random.nextInt(100_000);
        byte[] head = Hostile.head("POST /v1/search", "Content-Type: " + Doors.FORM, "Content-Length: " + length);
        byte[] body = Doors.form(new byte[length]);
        int sent = random.nextInt(head.length + length);
        return new Hostile("cut after " + sent + " bytes", Duty.REFUSED_OR_CLOSED, out -> {
            out.write(head, 0, Math.min(sent, head.length));
            out.write(body, 0, Math.max(0, sent - head.length));
        });
    }

    /** Paths that a careless reader takes for others. */
    static Hostile paths(Random random) {
        String[] paths = {
            "/docs/..%2fv1/images",
            "//v1/stats",
            "/v1/stats;x=y",
            "/v1/%2e%2e/v1/stats",
            "/V1/stats",
            "/v1/stats.",
            "/v1/stats%00",
            "/v1\\stats",
            "/%2e%2e/%2e%2e/etc/passwd",
            "/console/..%5c..%5cx",
            "/actuator/env",
            "/actuator/heapdump",
            "/actuator/health/../env",
            "/v1/images/-1",
            "/v1/images/9223372036854775808",
            "/v1/images/1e3",
            "/v1/images/%31",
            "/v1/collections/..",
            "/v1/collections/a%2fb/images",
            "/v1/imports/..",
            "/v1/imports/%2e%2e%2f1",
            "/v1/imports/999999",
            "/docs/problems/../../x",
            "/.git/config",
            "/error",
            "/webjars/swagger-ui/../../application.properties",
            "/console/%2e%2e/application.properties"
        };
        String path = paths[random.nextInt(paths.length)];
        // A path that is there answers 200 to what only reads it; none of these is.
        return Hostile.raw(path, Duty.REFUSED, of("GET " + path, "\r\n"));
    }

    /** Queries that no path has. */
    static Hostile queries(Random random) {
        String[] queries = {
            "limit=-1",
            "limit=1e9",
            "limit=99999999999999999999",
            "limit=x",
            "cursor=%00",
            "cursor=../x",
            "order=up",
            "cursor=" + "A".repeat(4_000),
            "limit=1&limit=2",
            "%ff=%fe",
            "nothing=1",
            "key=%c0%af",
            "a[]=1",
            "limit=%E5%9B%BE",
            "token=secret",
            "limit=1;drop",
            "after=-1",
            "page=0"
        };
        String query = queries[random.nextInt(queries.length)];
        return Hostile.raw(query, Duty.REFUSED, of("GET /v1/images?" + query, "\r\n"));
    }

    /** Methods that do nothing here. */
    static Hostile methods(Random random) {
        String[] methods = {"TRACE", "CONNECT", "PROPFIND", "BREW", "get", "PATCH", "DELETE", "M-SEARCH", "DEBUG"};
        String method = methods[random.nextInt(methods.length)];
        return Hostile.raw(method, Duty.REFUSED_OR_CLOSED, of(method + " /v1/search", "Content-Length: 0\r\n\r\n"));
    }

    /** Somebody else's page, or another name for this server. */
    static Hostile foreign(Random random) {
        String[] headers = {
            "Origin: https://evil.example",
            "Origin: null",
            "Sec-Fetch-Site: cross-site",
            "Host: evil.example",
            "Host: 127.0.0.1.evil.example",
            "Host: localhost.",
            "Host: 169.254.169.254"
        };
        String header = headers[random.nextInt(headers.length)];
        String host = header.startsWith("Host") ? header : "Host: 127.0.0.1\r\n" + header;
        return Hostile.raw(header, Duty.REFUSED, "GET /v1/stats HTTP/1.1\r\n" + host + "\r\nConnection: close\r\n\r\n");
    }

    /** Anything at all. */
    static Hostile noise(Random random) {
        byte[] noise = new byte[1 + random.nextInt(20_000)];
        random.nextBytes(noise);
        return Hostile.raw("noise", Duty.REFUSED_OR_CLOSED, new String(noise, ISO_8859_1) + "\r\n\r\n");
    }
}
