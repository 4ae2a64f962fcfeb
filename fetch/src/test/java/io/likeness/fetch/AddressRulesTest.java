package io.likeness.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.likeness.failure.Failure;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressRulesTest {
    private static final AddressRules RULES = new AddressRules(AllowList.of(List.of()));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.0",
                "10.255.255.255",
                "100.64.0.1",
                "100.100.100.200",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.254",
                "168.63.129.16",
                "169.254.0.23",
                "169.254.169.254",
                "172.16.0.0",
                "172.31.255.255",
                "192.0.0.192",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.0.1",
                "192.168.255.255",
                "198.18.0.0",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.7",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::2",
                "::127.0.0.1",
                "::8.8.8.8",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::ffff:0:127.0.0.1",
                "64:ff9b::127.0.0.1",
                "64:ff9b::10.0.0.1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:0:4136:e378:8000:63bf:3fff:fdd2",
                "2001:2::1",
                "2001:10::1",
                "2001:20::1",
                "2001:db8::1",
                "2002:7f00:1::1",
                "2002:a00:1::",
                "2002:a9fe:a9fe::",
                "3fff::1",
                "4000::1",
                "5f00::1",
                "fc00::1",
                "fd00:ec2::254",
                "fdff::1",
                "fe80::1",
                "fec0::1",
                "ff02::1",
                "ff0e::1",
                "ffff::1",
            })
    void refusal_internalAddress_isGiven(String address) {
        assertThat(RULES.refusal(InetAddress.ofLiteral(address))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.1",
                "168.63.129.15",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2001:200::1",
                "2001:4860:4860::8888",
                "2606:4700::1111",
                "2a00:1450:4001::1",
                "3ffe:ffff::1",
                "64:ff9b::8.8.8.8",
                "2002:808:808::1",
                "::ffff:8.8.8.8",
            })
    void refusal_publicAddress_isNone(String address) {
        assertThat(RULES.refusal(InetAddress.ofLiteral(address))).isEmpty();
    }

    @Test
    void refusal_eachOwnAddress_isGiven() throws SocketException {
        List<InetAddress> own = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .toList();
        assertThat(own)
                .isNotEmpty()
                .allSatisfy(address -> assertThat(RULES.refusal(address)).isPresent());
    }

    @Test
    void refusal_publicAddressOfThisMachine_isGivenUnlessAllowed() {
        InetAddress mine = InetAddress.ofLiteral("8.8.4.4");
        assertThat(new AddressRules(AllowList.of(List.of()), mine::equals).refusal(mine))
                .isPresent();
        assertThat(new AddressRules(AllowList.of(List.of("8.8.4.4")), mine::equals).refusal(mine))
                .isEmpty();
    }

    @Test
    void refusal_allowedRange_isNoneInsideAndGivenOutside() {
        AddressRules rules =
                new AddressRules(AllowList.of(List.of("10.1.0.0/16", "fd12::/16", "192.168.1.7", "[::1]")));
        assertThat(List.of("10.1.2.3", "fd12:1::2", "192.168.1.7", "::1", "64:ff9b::10.1.0.1", "::ffff:10.1.2.3"))
                .allSatisfy(address -> assertThat(rules.refusal(InetAddress.ofLiteral(address)))
                        .isEmpty());
        assertThat(List.of("10.2.0.0", "10.0.255.255", "fd13::1", "192.168.1.6", "192.168.1.8", "::2", "127.0.0.1"))
                .allSatisfy(address -> assertThat(rules.refusal(InetAddress.ofLiteral(address)))
                        .isPresent());
    }

    @Test
    void allowList_zeroBits_containsAllOfItsFamily() {
        AllowList all = AllowList.of(List.of("0.0.0.0/0"));
        assertThat(all.containsAddress(InetAddress.ofLiteral("255.1.2.3"))).isTrue();
        assertThat(all.containsAddress(InetAddress.ofLiteral("::1"))).isFalse();
    }

    @Test
    void allowList_bitsWithinAByte_areCompared() {
        AllowList list = AllowList.of(List.of("172.16.0.0/12"));
        assertThat(list.containsAddress(InetAddress.ofLiteral("172.31.0.1"))).isTrue();
        assertThat(list.containsAddress(InetAddress.ofLiteral("172.32.0.1"))).isFalse();
    }

    @Test
    void allowList_hosts_areMatchedWholeAndBySuffix() {
        AllowList list = AllowList.of(List.of("NAS.lan.", "*.intern", " ", "例子.测试"));
        assertThat(list.containsHost(HostName.parse("nas.LAN"))).isTrue();
        assertThat(list.containsHost(HostName.parse("a.b.intern"))).isTrue();
        assertThat(list.containsHost(HostName.parse("xn--fsqu00a.xn--0zwm56d"))).isTrue();
        assertThat(list.containsHost(HostName.parse("x.nas.lan"))).isFalse();
        assertThat(list.containsHost(HostName.parse("intern"))).isFalse();
        assertThat(list.containsHost(HostName.parse("evilintern"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0/33",
                "10/8",
                "fd00::/129",
                "10.0.0.0/-1",
                "10.0.0.0/x",
                "http://nas.lan",
                "nas.lan:80",
                "a b",
                "*",
                "*.",
                "*.10.0.0.1",
                "::ffff:10.0.0.0/96",
                "nas/8",
                "0x7f.1"
            })
    void allowList_garbledEntry_isBadInputAndRepeatsIt(String entry) {
        assertThatThrownBy(() -> AllowList.of(List.of(entry)))
                .isInstanceOf(Failure.BadInput.class)
                .hasMessageContaining("likeness.fetch.allow")
                .hasMessageContaining("'" + entry + "'");
    }
}
