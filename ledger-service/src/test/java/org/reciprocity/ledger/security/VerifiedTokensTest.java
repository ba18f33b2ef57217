package org.reciprocity.ledger.security;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerifiedTokensTest {
    private static final Instant NOW = Instant.parse("2026-05-04T12:00:00Z");

    private Instant now = NOW;
    private final VerifiedTokens<String> tokens = new VerifiedTokens<>(Duration.ofSeconds(60), 3, () -> now);

    @Test
    void knowsATokenForAMinuteAndNoOther() {
        tokens.add("one", "agency", NOW.plusSeconds(600));

        assertEquals(Optional.of("agency"), tokens.find("one"));
        assertEquals(Optional.empty(), tokens.find("two"));
        assertEquals(Optional.empty(), tokens.find("one "));
        now = NOW.plusMillis(59_999);
        assertEquals(Optional.of("agency"), tokens.find("one"));
        now = NOW.plusSeconds(60);
        assertEquals(Optional.empty(), tokens.find("one"));
        now = NOW;
        assertEquals(Optional.empty(), tokens.find("one"), "what was forgotten stays forgotten");
    }

    @Test
    void doesNotTrustATokenBeyondItsExpiry() {
        tokens.add("short", "agency", NOW.plusSeconds(5));
        tokens.add("over", "agency", NOW);

        assertEquals(Optional.empty(), tokens.find("over"));
        now = NOW.plusMillis(4_999);
        assertEquals(Optional.of("agency"), tokens.find("short"));
        now = NOW.plusSeconds(5);
        assertEquals(Optional.empty(), tokens.find("short"));
    }

    @Test
    void remembersSoManyAndForgetsWhatWasNotSeenForLongest() {
        for (var token : new String[] {"a", "b", "c"}) {
            tokens.add(token, token, NOW.plusSeconds(600));
        }
        tokens.find("a");
        tokens.add("d", "d", NOW.plusSeconds(600));

        assertEquals(Optional.empty(), tokens.find("b"));
        assertEquals(Optional.of("a"), tokens.find("a"));
        assertEquals(Optional.of("c"), tokens.find("c"));
        assertEquals(Optional.of("d"), tokens.find("d"));
    }

    @Test
    void remembersNothingWhenItIsNotToTrust() {
        var none = new VerifiedTokens<String>(Duration.ZERO, 3, () -> now);

        none.add("one", "agency", NOW.plusSeconds(600));

        assertEquals(Optional.empty(), none.find("one"));
    }
}
