package org.reciprocity.ledger.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.reciprocity.ledger.security.Caller;

class RateLimitsTest {
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
    private final UUID favoured = UUID.randomUUID();
    private final RateLimits limits = new RateLimits(
            new RateLimits.Measure(10, 3), Map.of(favoured, new RateLimits.Measure(10, 100)), clock::get);

    private final Caller somebody = agency(UUID.randomUUID());

    private static Caller agency(UUID agency) {
        return new Caller("client", agency, Set.of("agency"));
    }

    private int admitted(Caller caller, int tries) {
        int admitted = 0;
        for (int i = 0; i < tries; i++) {
            admitted += limits.admit(caller).isEmpty() ? 1 : 0;
        }
        return admitted;
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    @Test
    void admitsABurstAndThenAsManyASecondAsTheMeasureSays() {
        assertEquals(3, admitted(somebody, 50));
        pass(Duration.ofMillis(99));
        assertEquals(0, admitted(somebody, 50));
        pass(Duration.ofMillis(1));
        assertEquals(1, admitted(somebody, 50));
        pass(Duration.ofMillis(200));
        assertEquals(2, admitted(somebody, 50));
        pass(Duration.ofDays(1));
        assertEquals(3, admitted(somebody, 50), "no more is saved up than a burst");
    }

    @Test
    void saysHowLongToWaitAndMeansIt() {
        admitted(somebody, 3);
        var wait = limits.admit(somebody).orElseThrow().until();
        assertEquals(Duration.ofMillis(100), wait);
        assertEquals(1, limits.admit(somebody).orElseThrow().seconds());
        pass(wait);
        assertTrue(limits.admit(somebody).isEmpty());
    }

    @Test
    void countsEachAgencyForItselfAndClientsWithoutOneByTheirName() {
        assertEquals(3, admitted(somebody, 50));
        assertEquals(3, admitted(agency(UUID.randomUUID()), 50));
        assertEquals(100, admitted(agency(favoured), 200));
        assertEquals(3, admitted(new Caller("one", null, Set.of("operator")), 50));
        assertEquals(0, admitted(new Caller("one", null, Set.of("operator")), 50));
        assertEquals(3, admitted(new Caller("other", null, Set.of("operator")), 50));
    }

    @Test
    void answersABatchThatIsLargerThanABurstAndLetsItBePaidForByWaiting() {
        assertTrue(limits.admit(somebody).isEmpty());
        limits.charge(somebody, 100);
        assertEquals(
                Duration.ofMillis(9_800), limits.admit(somebody).orElseThrow().until());
        assertEquals(10, limits.admit(somebody).orElseThrow().seconds());
        pass(Duration.ofMillis(9_800));
        assertEquals(1, admitted(somebody, 50));
    }

    @Test
    void forgetsThoseWhoHaveBeenSilentWhenThereAreMany() {
        for (int i = 0; i < 10_000; i++) {
            limits.admit(agency(UUID.randomUUID()));
        }
        assertEquals(10_000, limits.kept());
        pass(Duration.ofSeconds(1));
        limits.admit(somebody);
        assertEquals(1, limits.kept());
    }
}
