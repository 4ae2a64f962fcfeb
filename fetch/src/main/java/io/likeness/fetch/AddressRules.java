package io.likeness.fetch;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Tells which addresses are internal: those of the IANA special-purpose registries (RFC 6890 and its updates) that are not globally reachable, IPv6
 * addresses that carry such an IPv4 address, known metadata addresses of clouds, and this machine's own. Safe for use by many threads.
 */
final class AddressRules {
    private record Refused(AddressRange range, String kind) {
        Refused(String range, String kind) {
            this(AddressRange.parse(range), kind);
        }
    }

    private static final List<Refused> IPV4 = List.of(
            new Refused("0.0.0.0/8", "of 'this network'"),
            new Refused("10.0.0.0/8", "private"),
            new Refused("100.64.0.0/10", "of a carrier's inner network"),
            new Refused("127.0.0.0/8", "a loopback one"),
            // AWS, Google, Azure and others answer secrets at 169.254.169.254.
            new Refused("169.254.0.0/16", "link-local"),
            new Refused("172.16.0.0/12", "private"),
            new Refused("192.0.0.0/24", "reserved for protocols"),
            new Refused("192.0.2.0/24", "for documentation"),
            new Refused("192.88.99.0/24", "of a 6to4 relay"),
            new Refused("192.168.0.0/16", "private"),
            new Refused("198.18.0.0/15", "for benchmarks"),
            new Refused("198.51.100.0/24", "for documentation"),
            new Refused("203.0.113.0/24", "for documentation"),
            new Refused("224.0.0.0/4", "multicast"),
            // Holds the broadcast address.
            new Refused("240.0.0.0/4", "reserved"),
            // Looks public; Azure answers its virtual machines there.
            new Refused("168.63.129.16/32", "of a cloud's inner service"));

    /** Within 2000::/3, the only part of IPv6 that is routed globally. */
    private static final List<Refused> IPV6 = List.of(
            // Holds Teredo, whose addresses carry IPv4 addresses in disguise.
            new Refused("2001::/23", "reserved for protocols"),
            new Refused("2001:db8::/32", "for documentation"),
            new Refused("3fff::/20", "for documentation"));

    private static final AddressRange GLOBAL_IPV6 = AddressRange.parse("2000::/3");
    private static final AddressRange NAT64 = AddressRange.parse("64:ff9b::/96");
    private static final AddressRange SIX_TO_FOUR = AddressRange.parse("2002::/16");

    private final AllowList allow;
    private final Predicate<InetAddress> own;

    AddressRules(AllowList allow) {
        this(allow, AddressRules::isOwn);
    }

    /** With another notion of which addresses are this machine's own. */
    AddressRules(AllowList allow, Predicate<InetAddress> own) {
        this.allow = allow;
        this.own = own;
    }

    /** Why {@code address} must not be connected to, as an adjective, or empty if it may. */
    Optional<String> refusal(InetAddress address) {
        if (allow.containsAddress(address)) {
            return Optional.empty();
        }
        Optional<String> kind = address.getAddress().length == 4 ? first(IPV4, address) : refusalOfIpv6(address);
        return kind.isPresent() || !own.test(address) ? kind : Optional.of("of this machine itself");
    }

    private Optional<String> refusalOfIpv6(InetAddress address) {
        if (NAT64.contains(address)) {
            return refusal(AddressRange.embedded(address, 12));
        }
        if (!GLOBAL_IPV6.contains(address)) {
            return Optional.of(kindOutsideGlobal(address));
        }
        if (SIX_TO_FOUR.contains(address)) {
            return refusal(AddressRange.embedded(address, 2));
        }
        return first(IPV6, address);
    }

    private static String kindOutsideGlobal(InetAddress address) {
        if (address.isLoopbackAddress()) {
            return "a loopback one";
        }
        if (address.isLinkLocalAddress()) {
            return "link-local";
        }
        return address.isMulticastAddress() ? "multicast" : "private or reserved";
    }

    private static Optional<String> first(List<Refused> rules, InetAddress address) {
        return rules.stream()
                .filter(rule -> rule.range().contains(address))
                .map(Refused::kind)
                .findFirst();
    }

    /** Whether a connection would stay on this machine, behind the back of its firewall. */
    private static boolean isOwn(InetAddress address) {
        try {
            return NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            // Nobody can tell: refuse.
            return true;
        }
    }
}
