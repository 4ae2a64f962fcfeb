package io.likeness.fetch;

import io.likeness.failure.Failure;
import java.net.IDN;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The host of a web address in its one spelling: an ASCII name in lower case without a final dot, four decimal numbers, or an IPv6 address without
 * brackets. Immutable.
 *
 * <p>Resolvers read {@code 0177.1}, {@code 2130706433} and {@code 0x7f.0.0.1} as addresses, and not all of them as the same. Such spellings are
 * refused, so that nobody has to guess.
 */
record HostName(String text) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*");
    private static final Pattern NUMERIC_END = Pattern.compile("(.*\\.)?([0-9]+|0x[0-9a-f]*)");
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern DOTTED_DECIMAL = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final int LONGEST = 253;

    /** Reads the host as it stands in a URL, IPv6 in brackets. */
    static HostName parse(String spelled) {
        if (spelled.isEmpty()) {
            throw new Failure.BadInput("the web address has no host");
        }
        return spelled.startsWith("[") ? parseIpv6(spelled) : parseName(spelled);
    }

    private static HostName parseIpv6(String spelled) {
        if (!spelled.endsWith("]") || spelled.indexOf('%') >= 0) {
            throw new Failure.BadInput("the web address has an IPv6 host without its bracket or with a zone");
        }
        try {
            return new HostName(ofIpv6(spelled.substring(1, spelled.length() - 1)));
        } catch (IllegalArgumentException e) {
            throw new Failure.BadInput("the web address has brackets around what is no IPv6 address");
        }
    }

    /** Spelled by the JDK, which writes one that stands for an IPv4 address as four decimal numbers. */
    private static String ofIpv6(String literal) {
        return Inet6Address.ofLiteral(literal).getHostAddress();
    }

    private static HostName parseName(String spelled) {
        String ascii;
        try {
            ascii = IDN.toASCII(spelled, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw notAName();
        }
        String name = ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
        if (name.length() > LONGEST || !NAME.matcher(name).matches()) {
            throw notAName();
        }
        if (NUMERIC_END.matcher(name).matches() && !DOTTED_DECIMAL.matcher(name).matches()) {
            throw new Failure.Forbidden(
                    "the host '" + name + "' is a number; an IPv4 address is taken as four decimal numbers only");
        }
        return new HostName(name);
    }

    private static Failure.BadInput notAName() {
        return new Failure.BadInput("the web address has a host that is neither a name nor an address");
    }

    /** The address that this host spells out, or empty where it is a name to be looked up. */
    Optional<InetAddress> address() {
        if (text.indexOf(':') >= 0) {
            return Optional.of(Inet6Address.ofLiteral(text));
        }
        return DOTTED_DECIMAL.matcher(text).matches() ? Optional.of(Inet4Address.ofLiteral(text)) : Optional.empty();
    }

    /** As it stands in a URL. */
    String inUrl() {
        return text.indexOf(':') >= 0 ? "[" + text + "]" : text;
    }
}
