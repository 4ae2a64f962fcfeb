package io.likeness.fetch;

import io.likeness.failure.Failure;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** All addresses that share their first bits with one: {@code 10.0.0.0/8}, {@code fc00::/7}. Immutable. */
final class AddressRange {
    private final byte[] network;
    private final int bits;

    private AddressRange(byte[] network, int bits) {
        this.network = network;
        this.bits = bits;
    }

    /**
     * Reads an address, or an address, a slash and the number of bits.
     *
     * @throws Failure.BadInput if it is neither
     */
    static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        byte[] address = bytesOf(slash < 0 ? text : text.substring(0, slash), text);
        int longest = address.length * 8;
        String bits = slash < 0 ? Integer.toString(longest) : text.substring(slash + 1);
        if (!bits.matches("[0-9]{1,3}") || Integer.parseInt(bits) > longest) {
            throw new Failure.BadInput("'" + text + "' is no address range: after the slash stands 0 to " + longest);
        }
        return new AddressRange(address, Integer.parseInt(bits));
    }

    private static byte[] bytesOf(String address, String text) {
        try {
            HostName host = HostName.parse(address.indexOf(':') >= 0 ? "[" + address + "]" : address);
            return host.address().orElseThrow(() -> noRange(text)).getAddress();
        } catch (Failure e) {
            throw noRange(text);
        }
    }

    private static Failure.BadInput noRange(String text) {
        return new Failure.BadInput("'" + text + "' is no address range such as 10.0.0.0/8 or fd00::/8");
    }

    /** Whether {@code address} is one of them; an IPv4 address never is in a range of IPv6 ones. */
    boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != network.length) {
            return false;
        }
        int whole = bits / 8;
        if (!Arrays.equals(bytes, 0, whole, network, 0, whole)) {
            return false;
        }
        int rest = bits % 8;
        return rest == 0 || ((bytes[whole] ^ network[whole]) & 0xff) >> (8 - rest) == 0;
    }

    /** The four bytes of {@code address} from {@code offset}, as the IPv4 address they stand for. */
    static InetAddress embedded(InetAddress address, int offset) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(address.getAddress(), offset, offset + 4));
        } catch (UnknownHostException e) {
            throw new AssertionError("four bytes are an IPv4 address", e);
        }
    }
}
