package org.reciprocity.matching.webhook;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Which addresses a reminder may be sent to. An agency chooses the address, and the service calls it from within: so it must
 * not lead to this machine, to a private network or to the metadata of a cloud, unless the operator allows that.
 */
final class WebhookAddress {
    private static final int MAX_LENGTH = 500;

    private WebhookAddress() {}

    /** What is wrong with an address as it is written, or empty. */
    static Optional<String> fault(String text, boolean allowHttp) {
        if (text.length() > MAX_LENGTH) {
            return Optional.of("must have " + MAX_LENGTH + " letters or fewer");
        }
        try {
            var uri = new URI(text);
            boolean scheme = "https".equals(uri.getScheme()) || (allowHttp && "http".equals(uri.getScheme()));
            if (!scheme) {
                return Optional.of(allowHttp ? "must begin with https:// or http://" : "must begin with https://");
            }
            if (uri.getHost() == null || uri.getHost().isBlank()) {
                return Optional.of("must have a host");
            }
            if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
                return Optional.of("must have no user and no fragment");
            }
            return Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.of("must be a URL");
        }
    }

    /**
     * Whether the host leads to a public address, whichever of its addresses is taken. The virtual machine keeps what it
     * resolved for a while, so that the connection made right after goes to what was looked at here.
     *
     * @throws UnknownHostException when it does not resolve
     */
    static boolean isPublic(URI uri) throws UnknownHostException {
        return Arrays.stream(InetAddress.getAllByName(uri.getHost())).allMatch(WebhookAddress::isPublic);
    }

    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        var bytes = address.getAddress();
        return address instanceof Inet4Address ? isPublic4(bytes) : isPublic6(bytes);
    }

    /** RFC 6890: shared, protocol assignments, benchmarking, documentation and reserved. */
    private static boolean isPublic4(byte[] bytes) {
        int a = bytes[0] & 0xff;
        int b = bytes[1] & 0xff;
        int c = bytes[2] & 0xff;
        return !(a == 0
                || a >= 240
                || (a == 100 && b >= 64 && b <= 127)
                || (a == 192 && b == 0 && (c == 0 || c == 2))
                || (a == 198 && (b == 18 || b == 19))
                || (a == 198 && b == 51 && c == 100)
                || (a == 203 && b == 0 && c == 113));
    }

    /** Global unicast is 2000::/3; of it, what embeds an IPv4 address (6to4, Teredo) or documents is left out. */
    private static boolean isPublic6(byte[] bytes) {
        int first = ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff);
        int second = ((bytes[2] & 0xff) << 8) | (bytes[3] & 0xff);
        return (bytes[0] & 0xe0) == 0x20
                && first != 0x2002
                && !(first == 0x2001 && (second < 0x0200 || second == 0x0db8));
    }
}
