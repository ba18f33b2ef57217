package org.reciprocity.local.neighbourhood;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.reciprocity.matching.score.Standing;

class NeighbourhoodYearTest {
    private static final int RESIDENTS = 500;

    @Test
    void endsTheSameWayEveryTime() {
        assertEquals(NeighbourhoodYear.play(Policy.DEFAULT, 120, 7), NeighbourhoodYear.play(Policy.DEFAULT, 120, 7));
    }

    @Test
    void needsTheSameWhateverThePolicy() {
        var first = NeighbourhoodYear.play(Policy.FIRST_COME, 120, 7);
        for (var policy : Policy.all()) {
            var year = NeighbourhoodYear.play(policy, 120, 7);
            assertEquals(first.hoursAsked(), year.hoursAsked());
            assertEquals(first.isolates(), year.isolates());
            assertTrue(year.hours() <= year.hoursAsked(), "nobody is given more than they need");
        }
    }

    @Test
    void isBetterForNeighboursThanFirstComeFirstServedAtNoFewerHours() {
        var usual = new ArrayList<YearResult>();
        var firstCome = new ArrayList<YearResult>();
        for (long seed = 1; seed <= 6; seed++) {
            usual.add(NeighbourhoodYear.play(Policy.DEFAULT, RESIDENTS, seed));
            firstCome.add(NeighbourhoodYear.play(Policy.FIRST_COME, RESIDENTS, seed));
        }
        assertTrue(
                YearResult.mean(usual).beats(YearResult.mean(firstCome)),
                () -> YearResult.mean(usual) + " beside " + YearResult.mean(firstCome));
    }

    @Test
    void measuresInequalityAsGiniDid() {
        assertEquals(0, NeighbourhoodYear.gini(5, 5, 5, 5));
        assertEquals(0.75, NeighbourhoodYear.gini(0, 0, 0, 8));
        assertEquals(0.25, NeighbourhoodYear.gini(1, 2, 3, 4));
        assertEquals(0, NeighbourhoodYear.gini(0, 0));
    }

    @Test
    void hasIsolatedResidentsWhoKnowFew() {
        var residents = Neighbourhood.of(RESIDENTS, 1);
        long isolated = residents.stream().filter(Resident::wasIsolated).count();
        assertTrue(isolated > 100 && isolated < 250, "isolated: " + isolated);
        assertTrue(residents.stream()
                .allMatch(r -> r.wasIsolated() == (r.standing().ties() <= Standing.FEW_TIES)));
    }
}
