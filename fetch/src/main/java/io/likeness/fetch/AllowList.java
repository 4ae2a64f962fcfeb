package io.likeness.fetch;

import io.likeness.failure.Failure;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What an operator opened although it is internal. Immutable, hence safe for use by many threads. */
final class AllowList {
    private final Set<String> hosts = new HashSet<>();
    private final List<String> suffixes = new ArrayList<>();
    private final List<AddressRange> ranges = new ArrayList<>();

    private AllowList() {}

    /**
     * Reads host names ({@code nas.lan}), names with all below them ({@code *.lan}), addresses and address ranges.
     *
     * @throws Failure.BadInput if an entry is none of these
     */
    static AllowList of(List<String> entries) {
        AllowList list = new AllowList();
        for (String entry : entries) {
            String text = entry.strip();
            if (!text.isEmpty()) {
                list.add(text);
            }
        }
        return list;
    }

    private void add(String text) {
        try {
            if (text.startsWith("*.")) {
                suffixes.add("." + name(text.substring(2)));
            } else if (text.indexOf('/') >= 0) {
                ranges.add(AddressRange.parse(text));
            } else {
                HostName host =
                        HostName.parse(text.indexOf(':') >= 0 && !text.startsWith("[") ? "[" + text + "]" : text);
                host.address()
                        .ifPresentOrElse(
                                address -> ranges.add(AddressRange.parse(address.getHostAddress())),
                                () -> hosts.add(host.text()));
            }
        } catch (Failure e) {
            throw new Failure.BadInput("likeness.fetch.allow has '" + text
                    + "', which is no host name, address or address range (nas.lan, *.lan, 10.0.0.7, 10.0.0.0/8)");
        }
    }

    private static String name(String text) {
        HostName host = HostName.parse(text);
        if (host.address().isPresent()) {
            throw new Failure.BadInput("an address has no names below it");
        }
        return host.text();
    }

    /** Whether every address of {@code host} is open. */
    boolean containsHost(HostName host) {
        return hosts.contains(host.text()) || suffixes.stream().anyMatch(host.text()::endsWith);
    }

    /** Whether {@code address} is open under whatever name. */
    boolean containsAddress(InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }
}
