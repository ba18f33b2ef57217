package org.reciprocity.ledger.ticket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The code of a ticket: nine symbols of Crockford's base 32 (0-9 and A-Z without I, L, O and U), which are 45 bits, and one
 * that checks them. A typist's O is a zero, an I or L a one; hyphens and spaces do not matter.
 *
 * <p>The check symbol makes the ten of them the values of a Reed-Solomon code over GF(32) with one parity symbol (Reed and
 * Solomon 1960, Polynomial Codes over Certain Finite Fields): every single wrong symbol and every swap of two is found.
 */
record TicketCode(String symbols) {
    /** How many symbols a code has, the one that checks among them. */
    static final int LENGTH = 10;

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int BITS = 5;

    /** x^5 + x^2 + 1, of which the powers of x run through all 31 elements but zero. */
    private static final int FIELD = 0b100101;

    private static final String HMAC = "HmacSHA256";

    /** What somebody has typed, if the symbols can be a code. */
    static Optional<TicketCode> typed(String text) {
        var symbols = text.toUpperCase(Locale.ROOT)
                .replace("-", "")
                .replace(" ", "")
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
        boolean known = symbols.chars().allMatch(symbol -> ALPHABET.indexOf(symbol) >= 0);
        return known && symbols.length() == LENGTH && sum(symbols) == 0
                ? Optional.of(new TicketCode(symbols))
                : Optional.empty();
    }

    /** The code of a ticket, which nobody can tell without the key. */
    static TicketCode of(String key, UUID ticket) {
        long bits = ByteBuffer.wrap(mac(key, "code", ticket, "")).getLong();
        var symbols = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH - 1; i++) {
            symbols.append(ALPHABET.charAt((int) (bits & (ALPHABET.length() - 1))));
            bits >>>= BITS;
        }
        return new TicketCode(
                symbols.append(ALPHABET.charAt(timesX(sum(symbols.toString())))).toString());
    }

    /** What is kept of it: the same code of two partners has two digests. */
    byte[] digest(String key, UUID partner) {
        return mac(key, "digest", partner, symbols);
    }

    /** In two groups, as it is shown. */
    String shown() {
        return symbols.substring(0, LENGTH / 2) + "-" + symbols.substring(LENGTH / 2);
    }

    /** The symbols as the coefficients of a polynomial, at x. */
    private static int sum(String symbols) {
        int sum = 0;
        for (int i = 0; i < symbols.length(); i++) {
            sum = timesX(sum) ^ ALPHABET.indexOf(symbols.charAt(i));
        }
        return sum;
    }

    private static int timesX(int element) {
        int product = element << 1;
        return product < ALPHABET.length() ? product : product ^ FIELD;
    }

    private static byte[] mac(String key, String purpose, UUID id, String text) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), HMAC));
            return mac.doFinal((purpose + ":" + id + ":" + text).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no " + HMAC, e);
        }
    }
}
