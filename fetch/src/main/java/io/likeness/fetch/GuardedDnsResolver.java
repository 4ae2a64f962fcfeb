package io.likeness.fetch;

import io.likeness.failure.Failure;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks hosts up and checks what it finds. The HTTP client connects to the very addresses that are answered here, so there is no second look-up in
 * which a name could change its mind. Safe for use by many threads.
 */
final class GuardedDnsResolver implements DnsResolver {
    private final HostResolver resolver;
    private final AllowList allow;
    private final AddressRules rules;

    GuardedDnsResolver(HostResolver resolver, AllowList allow) {
        this.resolver = resolver;
        this.allow = allow;
        this.rules = new AddressRules(allow);
    }

    /**
     * The addresses of {@code host}, all of them good.
     *
     * @throws Failure.Forbidden if one of them is internal: a name with both kinds of addresses is a mistake or an attack
     */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        HostName name = HostName.parse(host.indexOf(':') >= 0 ? "[" + host + "]" : host);
        Optional<InetAddress> literal = name.address();
        List<InetAddress> addresses = literal.isPresent() ? List.of(literal.get()) : resolver.resolve(name.text());
        if (addresses.isEmpty()) {
            throw new UnknownHostException(name.text());
        }
        if (!allow.containsHost(name)) {
            addresses.forEach(address -> check(name, address));
        }
        return addresses.toArray(InetAddress[]::new);
    }

    private void check(HostName name, InetAddress address) {
        rules.refusal(address).ifPresent(kind -> {
            // Which address an inner name has is nobody's business.
            throw new Failure.Forbidden("the address of the host '" + name.text() + "' is " + kind
                    + "; internal hosts are opened one by one by likeness.fetch.allow (LIKENESS_FETCH_ALLOW)");
        });
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
