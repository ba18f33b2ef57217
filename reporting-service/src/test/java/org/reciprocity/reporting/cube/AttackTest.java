package org.reciprocity.reporting.cube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.reciprocity.reporting.disclosure.Audit;
import org.reciprocity.reporting.disclosure.Cell;
import org.reciprocity.reporting.disclosure.Decision;
import org.reciprocity.reporting.disclosure.Edition;
import org.reciprocity.reporting.disclosure.ProtectionLevel;
import org.reciprocity.reporting.disclosure.Quantity;
import org.reciprocity.reporting.disclosure.Suppression;
import org.reciprocity.reporting.disclosure.Table;
import org.reciprocity.reporting.linear.GlopSolver;

/**
 * Attacks a thousand tables, which are published of random communities in three editions: by subtracting what is told from what is told, and by
 * linear programs over everything that is known.
 */
class AttackTest {
    static final int PERCENT = Integer.getInteger("reciprocity.attack.percent", 10);
    private static final ProtectionLevel LEVEL = ProtectionLevel.ofPercent(BigDecimal.valueOf(PERCENT));
    private static final long SEED = Long.getLong("reciprocity.attack.seed", 20_261_126L);
    private static final int COMMUNITIES = Integer.getInteger("reciprocity.attack.communities", 100);
    private static final int EDITIONS = Integer.getInteger("reciprocity.attack.editions", 3);
    private static final GlopSolver SOLVER = new GlopSolver();

    private final LongAdder tables = new LongAdder();
    private final LongAdder cells = new LongAdder();
    private final LongAdder withheld = new LongAdder();
    private final LongAdder silent = new LongAdder();
    private final LongAdder axesLeftOut = new LongAdder();
    private final LongAdder attacked = new LongAdder();
    private final LongAdder minutes = new LongAdder();
    private final LongAdder minutesTold = new LongAdder();

    /** Decides on an edition, and attacks all that is published then. An axis with a band that would not be told is left out. */
    private Edition.Published attack(Edition edition, List<Edition.Published> before, String which) {
        var versions = edition.after(before, Cube::grown);
        var decision = Suppression.decide(versions, LEVEL, SOLVER);
        var hidden = axes(versions.current().keySet().stream()
                .filter(key -> !decision.isTold(versions.current().get(key))));
        if (!hidden.isEmpty()) {
            axesLeftOut.add(hidden.size());
            var keys = versions.current().keySet().stream()
                    .filter(key ->
                            RandomBands.axis(key).filter(hidden::contains).isPresent())
                    .collect(Collectors.toSet());
            return attack(edition.without(keys), before, which);
        }
        assertEquals(Set.of(), decision.exposed(), which);
        if (which.hashCode() % 20 == 0) {
            assertEquals(decision, Suppression.decide(versions, LEVEL, SOLVER), which);
        }
        count(versions, decision);
        var published = published(edition, versions, decision);
        var all = new ArrayList<>(before);
        all.add(published);
        audit(new Edition(new TreeMap<>(), List.of()).after(all, Cube::grown).before(), which);
        return published;
    }

    private static Set<String> axes(Stream<String> keys) {
        return keys.map(RandomBands::axis).flatMap(Optional::stream).collect(Collectors.toSet());
    }

    private static Edition.Published published(Edition edition, Edition.Versions versions, Decision decision) {
        var silent = new HashSet<String>();
        var withheld = new HashSet<String>();
        versions.current().forEach((key, cell) -> {
            if (decision.isSilent(cell)) {
                silent.add(key);
            } else if (!decision.isTold(cell)) {
                withheld.add(key);
            }
        });
        return new Edition.Published(edition.without(silent), withheld);
    }

    private void audit(Table table, String which) {
        var withheld = IntStream.range(0, table.cells().size())
                .filter(place -> table.cells().get(place).standing() == Cell.Standing.WITHHELD)
                .boxed()
                .collect(Collectors.toSet());
        assertEquals(List.of(), Audit.breaches(table, withheld, LEVEL, SOLVER), which);
        // Nothing is left to be decided: what is exposed now are numbers that follow together.
        assertEquals(Set.of(), Suppression.decide(table, LEVEL, SOLVER).exposed(), which);
        attacked.add(Differencing.attack(new Decision(table, withheld, Set.of(), new TreeSet<>()), which));
    }

    private void count(Edition.Versions versions, Decision decision) {
        tables.add(versions.table().parts().size());
        cells.add(versions.table().cells().size());
        withheld.add(decision.withheld().size());
        silent.add(decision.silent().size());
        for (var key : versions.current().values()) {
            var cell = versions.table().cells().get(versions.table().place(key));
            if (cell.quantity() == Quantity.MINUTES && cell.exact() > 0 && cell.standing() != Cell.Standing.REMAINDER) {
                minutes.increment();
                minutesTold.add(decision.isTold(key) ? 1 : 0);
            }
        }
    }

    /** Each community has a seed of its own, so that they may be attacked side by side. */
    @Test
    void nothingThatIsWithheldIsFoundOut() {
        IntStream.range(0, COMMUNITIES).parallel().forEach(number -> attackCommunity(SEED, number));
        System.out.println("attacked communities=" + COMMUNITIES + " seed=" + SEED + " breaches=0 " + this);
        assertTrue(withheld.sum() > COMMUNITIES);
        assertTrue(attacked.sum() > COMMUNITIES);
        assertTrue(silent.sum() * 100 < cells.sum());
    }

    /** Communities of which it is known that an edition is silent about a part of the tables, if p is 10. */
    @Test
    void nothingIsFoundOutFromAPartThatWasSilent() {
        assumeTrue(PERCENT == 10);
        for (int number : new int[] {101, 158, 164}) {
            long before = silent.sum();
            attackCommunity(7, number);
            assertTrue(silent.sum() > before, () -> "community " + number);
        }
    }

    void attackCommunity(long seed, int number) {
        var random = new Random(seed + number);
        var community = new RandomCommunity(random);
        int months = 1 + random.nextInt(3);
        community.exchange(months, 120);
        var published = new ArrayList<Edition.Published>();
        while (published.size() < EDITIONS) {
            var which = "seed " + seed + " community " + number + " edition " + (published.size() + 1);
            var told = axes(published.stream().flatMap(before -> before.edition().facts().keySet().stream()));
            published.add(attack(community.edition(months, told), published, which));
            // Some is entered late, some corrected, and another month may come.
            community.exchange(months, 6);
            community.correct(3);
            if (random.nextBoolean()) {
                months++;
                community.exchange(months, 60);
            }
        }
    }

    @Override
    public String toString() {
        return "editions=%d tables=%d cells=%d withheld=%d silent=%d axesLeftOut=%d differences=%d minutes=%d told=%d"
                .formatted(
                        EDITIONS * COMMUNITIES,
                        tables.sum(),
                        cells.sum(),
                        withheld.sum(),
                        silent.sum(),
                        axesLeftOut.sum(),
                        attacked.sum(),
                        minutes.sum(),
                        minutesTold.sum());
    }
}
