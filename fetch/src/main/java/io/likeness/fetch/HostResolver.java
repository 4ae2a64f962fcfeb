package io.likeness.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Looks up the addresses of a host name. Safe for use by many threads. */
@FunctionalInterface
public interface HostResolver {
    /**
     * The addresses of {@code host}, in the order in which they should be tried, at least one.
     *
     * @param host an ASCII host name in lower case, never an address
     * @throws UnknownHostException if there is none
     */
    List<InetAddress> resolve(String host) throws UnknownHostException;

    /** The resolver of the operating system. */
    static HostResolver system() {
        return host -> List.of(InetAddress.getAllByName(host));
    }
}
