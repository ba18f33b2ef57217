package org.reciprocity.ledger.liability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class LiabilityDeciderTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 6, 15);

    @Test
    void endsWhatIsOwedAndNoMore() {
        assertEquals(
                new LiabilityDecider.Decision.Accepted(60),
                LiabilityDecider.decide(new LiabilityCommand.Retire(60, 60, true)));
        assertEquals(
                new LiabilityDecider.Decision.Rejected(new LiabilityDecider.Refusal.MoreThanOwed(60)),
                LiabilityDecider.decide(new LiabilityCommand.Retire(61, 60, true)));
        assertEquals(
                new LiabilityDecider.Decision.Rejected(new LiabilityDecider.Refusal.NotARedeemer()),
                LiabilityDecider.decide(new LiabilityCommand.Retire(1, 0, false)));
    }

    @Test
    void tellsTheAgeByTheDaysSinceTheCreditWasTaken() {
        var taken = List.of(day(0, 1), day(30, 2), day(31, 4), day(90, 8), day(91, 16), day(365, 32), day(366, 64));
        assertEquals(new LiabilityDecider.Age(3, 12, 48, 64), LiabilityDecider.age(127, taken, TODAY));
        assertEquals(new LiabilityDecider.Age(3, 12, 48, 1), LiabilityDecider.age(64, taken, TODAY));
        assertEquals(new LiabilityDecider.Age(3, 5, 0, 0), LiabilityDecider.age(8, taken, TODAY));
        assertEquals(new LiabilityDecider.Age(0, 0, 0, 0), LiabilityDecider.age(0, taken, TODAY));
        assertEquals(new LiabilityDecider.Age(0, 0, 0, 0), LiabilityDecider.age(0, List.of(), TODAY));
        assertEquals(new LiabilityDecider.Age(0, 0, 0, 0), LiabilityDecider.age(-60, taken, TODAY));
    }

    /** Against a queue of single minutes, of which each retirement takes the first. */
    @Property(tries = 200, shrinking = ShrinkingMode.OFF)
    void endsTheOldestFirst(@ForAll @LongRange(min = 0) long seed) {
        var random = new Random(seed);
        var queue = new ArrayDeque<Integer>();
        var taken = new ArrayList<LiabilityDecider.Day>();
        for (int ago = 500; ago >= 0; ago -= 1 + random.nextInt(40)) {
            int minutes = 1 + random.nextInt(90);
            taken.add(day(ago, minutes));
            for (int i = 0; i < minutes; i++) {
                queue.addLast(ago);
            }
            for (int i = random.nextInt(80); i > 0 && !queue.isEmpty(); i--) {
                queue.removeFirst();
            }
        }
        var expected = new LiabilityDecider.Age(
                queue.stream().filter(ago -> ago <= 30).count(),
                queue.stream().filter(ago -> ago > 30 && ago <= 90).count(),
                queue.stream().filter(ago -> ago > 90 && ago <= 365).count(),
                queue.stream().filter(ago -> ago > 365).count());
        assertEquals(expected, LiabilityDecider.age(queue.size(), taken, TODAY));
    }

    private static LiabilityDecider.Day day(int ago, long minutes) {
        return new LiabilityDecider.Day(TODAY.minusDays(ago), minutes);
    }
}
