package org.reciprocity.matching.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.8.8",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "192.0.0.8",
                "192.0.2.1",
                "198.18.0.1",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "fe80::1",
                "fc00::1",
                "fd12:3456::1",
                "ff02::1",
                "64:ff9b::a00:1",
                "2001:db8::1",
                "2001::1",
                "2002:7f00:1::1"
            })
    void isNotPublic(String address) throws UnknownHostException {
        assertFalse(WebhookAddress.isPublic(InetAddress.getByName(address)), address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"8.8.8.8", "172.32.0.1", "100.128.0.1", "192.169.0.1", "2606:4700::1111", "2001:4860::8888"})
    void isPublic(String address) throws UnknownHostException {
        assertTrue(WebhookAddress.isPublic(InetAddress.getByName(address)), address);
    }

    @Test
    void takesHttpsAloneUnlessTheOperatorAllowsMore() {
        assertEquals(Optional.empty(), WebhookAddress.fault("https://agency.example/a?b=c", false));
        assertEquals(Optional.of("must begin with https://"), WebhookAddress.fault("http://agency.example/", false));
        assertEquals(Optional.empty(), WebhookAddress.fault("http://agency.example/", true));
        assertEquals(Optional.of("must begin with https://"), WebhookAddress.fault("file:///etc/passwd", false));
        assertEquals(Optional.of("must have a host"), WebhookAddress.fault("https:///path", false));
        assertEquals(
                Optional.of("must have no user and no fragment"),
                WebhookAddress.fault("https://user@agency.example/", false));
        assertEquals(Optional.of("must be a URL"), WebhookAddress.fault("https://a b/", false));
        assertEquals(
                Optional.of("must have 500 letters or fewer"),
                WebhookAddress.fault("https://agency.example/" + "a".repeat(500), false));
    }
}
