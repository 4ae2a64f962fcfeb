package io.likeness.fetch;

import io.likeness.failure.Failure;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Set;

/**
 * An http or https address whose every part was checked. Immutable.
 *
 * <p>It is taken apart here and not by {@link URI}, which refuses the spaces and Chinese file names that browsers take, and so that what is checked
 * and what is sent are the same parts.
 *
 * @param https whether it is https
 * @param port 1 to 65535, also where it is the default one
 * @param target path and query in ASCII, starting with {@code /}
 */
record WebAddress(boolean https, HostName host, int port, String target) {
    private static final int LONGEST = 8192;
    private static final String PATH_PUNCTUATION = "-._~!$&'()*+,;=:@/";
    private static final String QUERY_PUNCTUATION = PATH_PUNCTUATION + "?[]";

    /** Ports of services that are not HTTP, where a request could do harm: "bad ports" of the WHATWG Fetch standard, section 2.9. */
    private static final Set<Integer> BAD_PORTS = Set.of(
            1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104,
            109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515,
            526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049,
            3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080);

    /**
     * Reads an address as a caller wrote it. Messages never repeat its query or credentials.
     *
     * @throws Failure.BadInput if it is no address
     * @throws Failure.Forbidden if it is one of another scheme, or with a host or port that is never fetched from
     */
    static WebAddress parse(String written) {
        String url = written.strip();
        requireCleanCharacters(url);
        boolean https = url.regionMatches(true, 0, "https://", 0, 8);
        if (!https && !url.regionMatches(true, 0, "http://", 0, 7)) {
            throw badScheme(url);
        }
        int start = https ? 8 : 7;
        int fragment = url.indexOf('#');
        String whole = fragment < 0 ? url : url.substring(0, fragment);
        int end = endOfAuthority(whole, start);
        String authority = whole.substring(start, end);
        if (authority.indexOf('@') >= 0) {
            throw new Failure.BadInput(
                    "the web address has a user name or password in it; only addresses without are fetched");
        }
        int colon = authority.indexOf(':', authority.lastIndexOf(']') + 1);
        HostName host = HostName.parse(colon < 0 ? authority : authority.substring(0, colon));
        int port = port(colon < 0 ? "" : authority.substring(colon + 1), https);
        return new WebAddress(https, host, port, encode(whole.substring(end)));
    }

    private static void requireCleanCharacters(String url) {
        if (url.isEmpty()) {
            throw new Failure.BadInput("the web address is empty");
        }
        if (url.length() > LONGEST) {
            throw new Failure.BadInput("the web address has " + url.length() + " characters; the limit is " + LONGEST);
        }
        if (url.chars().anyMatch(Character::isISOControl)) {
            throw new Failure.BadInput("the web address holds a control character");
        }
        // Browsers read a backslash as a slash, others as part of a name: two readers, two hosts.
        if (url.indexOf('\\') >= 0) {
            throw new Failure.BadInput("the web address holds a backslash");
        }
    }

    private static Failure badScheme(String url) {
        if (!url.matches("(?is)https?:.*") && url.matches("(?s)[A-Za-z][A-Za-z0-9+.-]{0,30}:.*")) {
            String scheme = url.substring(0, url.indexOf(':')).toLowerCase(Locale.ROOT);
            return new Failure.Forbidden(
                    "'" + scheme + ":' is not fetched; a web address starts with http:// or https://");
        }
        return new Failure.BadInput("a web address starts with http:// or https://");
    }

    private static int endOfAuthority(String url, int start) {
        for (int i = start; i < url.length(); i++) {
            if (url.charAt(i) == '/' || url.charAt(i) == '?') {
                return i;
            }
        }
        return url.length();
    }

    private static int port(String digits, boolean https) {
        if (digits.isEmpty()) {
            return https ? 443 : 80;
        }
        if (!digits.matches("[0-9]{1,5}") || Integer.parseInt(digits) < 1 || Integer.parseInt(digits) > 65535) {
            throw new Failure.BadInput("the web address has a port that is not a number of 1 to 65535");
        }
        int port = Integer.parseInt(digits);
        if (BAD_PORTS.contains(port)) {
            throw new Failure.Forbidden(
                    "port " + port + " belongs to a service that is not HTTP; it is never fetched from");
        }
        return port;
    }

    /** Percent-encodes what must not stand in a request line; what is encoded already stays as it is. */
    private static String encode(String pathAndQuery) {
        byte[] bytes = pathAndQuery.getBytes(StandardCharsets.UTF_8);
        StringBuilder out = new StringBuilder(bytes.length + 16);
        if (!pathAndQuery.startsWith("/")) {
            out.append('/');
        }
        boolean query = false;
        for (int i = 0; i < bytes.length; i++) {
            char c = (char) (bytes[i] & 0xff);
            query |= c == '?';
            boolean kept = isAsciiLetterOrDigit(c)
                    || (query ? QUERY_PUNCTUATION : PATH_PUNCTUATION).indexOf(c) >= 0
                    || (c == '%' && isHex(bytes, i + 1) && isHex(bytes, i + 2));
            if (kept) {
                out.append(c);
            } else {
                out.append(String.format("%%%02X", (int) c));
            }
        }
        return out.toString();
    }

    private static boolean isAsciiLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static boolean isHex(byte[] bytes, int i) {
        return i < bytes.length && Character.digit(bytes[i], 16) >= 0;
    }

    /**
     * Where a redirect leads, RFC 3986 section 5.
     *
     * @param location the header's value, each byte one character as it came
     * @throws Failure.Forbidden if it leads from https to http, or where {@link #parse} forbids
     */
    WebAddress redirectedTo(String location) {
        // Servers send UTF-8 as it is, though the header is ASCII by its standard.
        String utf8 = new String(location.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8).strip();
        WebAddress next;
        if (utf8.startsWith("//")) {
            next = parse((https ? "https:" : "http:") + utf8);
        } else if (utf8.matches("(?s)[A-Za-z][A-Za-z0-9+.-]*:.*")) {
            next = parse(utf8);
        } else {
            requireCleanCharacters(utf8);
            next = new WebAddress(https, host, port, resolve(utf8));
        }
        if (https && !next.https) {
            throw new Failure.Forbidden(
                    origin() + " redirects from https to http, which would void the check of the certificate");
        }
        return next;
    }

    private String resolve(String relative) {
        int fragment = relative.indexOf('#');
        String reference = fragment < 0 ? relative : relative.substring(0, fragment);
        String path = pathOf(target);
        if (reference.isEmpty()) {
            return target;
        }
        if (reference.startsWith("?")) {
            return path + encode(reference).substring(1);
        }
        String joined = encode(
                reference.startsWith("/") ? reference : path.substring(0, path.lastIndexOf('/') + 1) + reference);
        String joinedPath = pathOf(joined);
        return withoutDots(joinedPath) + joined.substring(joinedPath.length());
    }

    private static String pathOf(String target) {
        int question = target.indexOf('?');
        return question < 0 ? target : target.substring(0, question);
    }

    /** RFC 3986 section 5.2.4; empty names stay, since {@code //} within a path means something to some servers. */
    private static String withoutDots(String path) {
        ArrayDeque<String> kept = new ArrayDeque<>();
        String[] names = path.substring(1).split("/", -1);
        for (int i = 0; i < names.length; i++) {
            boolean dots = names[i].equals(".") || names[i].equals("..");
            if (names[i].equals("..")) {
                kept.pollLast();
            }
            if (!dots) {
                kept.addLast(names[i]);
            } else if (i == names.length - 1) {
                kept.addLast("");
            }
        }
        return "/" + String.join("/", kept);
    }

    /** Scheme, host and port: all of it that a message may show. */
    String origin() {
        boolean standard = port == (https ? 443 : 80);
        return (https ? "https://" : "http://") + host.inUrl() + (standard ? "" : ":" + port);
    }

    /** The whole address in ASCII, without a default port. */
    URI uri() {
        return URI.create(origin() + target);
    }
}
