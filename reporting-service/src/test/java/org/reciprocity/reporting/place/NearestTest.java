package org.reciprocity.reporting.place;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static final List<String> NAMES = List.of("hours-given", "hours-received", "reciprocity", "rho", "ties");

    @Test
    void namesTheOneThatWasMistypedFirst() {
        assertEquals("hours-given", Nearest.to("hour-given", NAMES).getFirst());
        assertEquals("reciprocity", Nearest.to("reciprocety", NAMES).getFirst());
        assertEquals("ties", Nearest.to("TIES", NAMES).getFirst());
    }

    @Test
    void namesThreeAtMostAndTakesAnyLength() {
        assertEquals(3, Nearest.to("x".repeat(100_000), NAMES).size());
        assertEquals(3, Nearest.to("", NAMES).size());
        assertEquals(List.of(), Nearest.to("x", List.of()));
    }
}
