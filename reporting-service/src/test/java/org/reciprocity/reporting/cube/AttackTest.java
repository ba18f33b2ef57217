package org.reciprocity.reporting.cube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.reciprocity.reporting.disclosure.Audit;
import org.reciprocity.reporting.disclosure.Cell;
import org.reciprocity.reporting.disclosure.Decision;
import org.reciprocity.reporting.disclosure.Edition;
import org.reciprocity.reporting.disclosure.ProtectionLevel;
import org.reciprocity.reporting.disclosure.Quantity;
import org.reciprocity.reporting.disclosure.Suppression;
import org.reciprocity.reporting.linear.GlopSolver;

/**
 * Attacks thousands of tables, which are published of random communities in two editions: by subtracting what is told from what is told, and by
 * linear programs over everything that is known.
 */
class AttackTest {
    static final int PERCENT = Integer.getInteger("reciprocity.attack.percent", 10);
    private static final ProtectionLevel LEVEL = ProtectionLevel.ofPercent(BigDecimal.valueOf(PERCENT));
    private static final long SEED = Long.getLong("reciprocity.attack.seed", 20_261_126L);
    private static final int COMMUNITIES = Integer.getInteger("reciprocity.attack.communities", 400);
    private static final GlopSolver SOLVER = new GlopSolver();

    private final LongAdder tables = new LongAdder();
    private final LongAdder cells = new LongAdder();
    private final LongAdder withheld = new LongAdder();
    private final LongAdder attacked = new LongAdder();
    private final LongAdder minutes = new LongAdder();
    private final LongAdder minutesTold = new LongAdder();

    private static Set<String> withheld(Decision decision, Map<String, String> current) {
        return current.entrySet().stream()
                .filter(cell -> !decision.isTold(cell.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private Decision attack(Edition.Versions versions, String which) {
        var decision = Suppression.decide(versions.table(), LEVEL, SOLVER);
        assertEquals(Set.of(), decision.exposed(), which);
        assertEquals(List.of(), Audit.breaches(versions.table(), decision.withheld(), LEVEL, SOLVER), which);
        attacked.add(Differencing.attack(decision, which));
        tables.add(versions.table().parts().size());
        cells.add(versions.table().cells().size());
        withheld.add(decision.withheld().size());
        for (var key : versions.current().values()) {
            var cell = versions.table().cells().get(versions.table().place(key));
            if (cell.quantity() == Quantity.MINUTES && cell.exact() > 0 && cell.standing() != Cell.Standing.REMAINDER) {
                minutes.increment();
                minutesTold.add(decision.isTold(key) ? 1 : 0);
            }
        }
        return decision;
    }

    /** Each community has a seed of its own, so that they may be attacked side by side. */
    @Test
    void nothingThatIsWithheldIsFoundOut() {
        IntStream.range(0, COMMUNITIES).parallel().forEach(this::attackCommunity);
        System.out.printf(
                "attacked communities=%d editions=%d tables=%d cells=%d withheld=%d differences=%d breaches=0 seed=%d minutes=%d told=%d%n",
                COMMUNITIES,
                2 * COMMUNITIES,
                tables.sum(),
                cells.sum(),
                withheld.sum(),
                attacked.sum(),
                SEED,
                minutes.sum(),
                minutesTold.sum());
        assertTrue(withheld.sum() > COMMUNITIES);
        assertTrue(attacked.sum() > COMMUNITIES);
    }

    private void attackCommunity(int number) {
        var which = "seed " + SEED + " community " + number;
        var random = new Random(SEED + number);
        var community = new RandomCommunity(random);
        int months = 1 + random.nextInt(3);
        community.exchange(months, 120);
        var first = community.edition(months);
        var firstTable = first.after(List.of(), Map.of());
        var decided = attack(firstTable, which + " first edition");

        // Some is entered late, some corrected, and another month may have come.
        community.exchange(months, 6);
        community.correct(3);
        int later = months + random.nextInt(2);
        if (later > months) {
            community.exchange(later, 60);
        }
        var second = community.edition(later);
        var both = second.after(
                List.of(new Edition.Published(first, withheld(decided, firstTable.current()))),
                Cube.grown(second, Optional.of(first)));
        var again = attack(both, which + " second edition");
        if (number % 20 == 0) {
            assertEquals(again, Suppression.decide(both.table(), LEVEL, SOLVER), which);
        }
    }
}
