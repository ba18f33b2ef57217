package org.reciprocity.ledger.security;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What bearer tokens said that were verified a moment ago, so that the signature of one that comes with every request is not
 * checked each time. A token is remembered by its SHA-256, until it expires and for a minute or so at most: that is how long
 * one may still pass whose key the issuer has withdrawn. What was refused is not remembered.
 *
 * @param <T> what a token said
 */
final class VerifiedTokens<T> {
    private final Duration trustedFor;
    private final InstantSource clock;
    private final Map<Digest, Verified<T>> tokens;

    /**
     * None yet.
     *
     * @param trustedFor how long after it was verified a token is not verified again
     * @param most how many are remembered; beyond, those go first that were not seen for longest
     */
    VerifiedTokens(Duration trustedFor, int most, InstantSource clock) {
        this.trustedFor = trustedFor;
        this.clock = clock;
        this.tokens = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Digest, Verified<T>> eldest) {
                return size() > most;
            }
        };
    }

    private record Digest(long a, long b, long c, long d) {}

    private record Verified<T>(T said, Instant until) {}

    /** What the token said, if it was verified lately and has not expired. */
    Optional<T> find(String token) {
        var digest = digest(token);
        synchronized (tokens) {
            var verified = tokens.get(digest);
            if (verified == null) {
                return Optional.empty();
            }
            if (!clock.instant().isBefore(verified.until())) {
                tokens.remove(digest);
                return Optional.empty();
            }
            return Optional.of(verified.said());
        }
    }

    /** Notes what a token said that has just been verified. */
    void add(String token, T said, Instant expires) {
        var now = clock.instant();
        var trusted = now.plus(trustedFor);
        var until = trusted.isBefore(expires) ? trusted : expires;
        if (now.isBefore(until)) {
            var digest = digest(token);
            synchronized (tokens) {
                tokens.put(digest, new Verified<>(said, until));
            }
        }
    }

    private static Digest digest(String token) {
        try {
            var hash = ByteBuffer.wrap(
                    MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
            return new Digest(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }
}
