package org.reciprocity.reporting.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.reciprocity.reporting.cube.Cube;
import org.reciprocity.reporting.cube.Structure;
import org.reciprocity.reporting.disclosure.ProtectionLevel;
import org.reciprocity.reporting.disclosure.Suppression;
import org.reciprocity.reporting.edition.EditionTable;
import org.reciprocity.reporting.figure.SmallCommunity;
import org.reciprocity.reporting.linear.GlopSolver;
import org.reciprocity.reporting.release.ReleasedNumber.State;

/**
 * Attacks what releases publish of small communities, edition after edition, by relations that are written apart from those that are declared: one
 * that holds and that nobody has declared is found here. What is attacked are the numbers, computed by the shipped rules of all figures and told
 * by the shipped release.
 */
class ShippedTablesAttackTest {
    private static final ProtectionLevel TEN = ProtectionLevel.ofPercent(BigDecimal.TEN);
    private static final long SEED = Long.getLong("reciprocity.attack.seed", 20_261_126L);
    private static final int FIRST = Integer.getInteger("reciprocity.attack.first", 0);
    private static final int COMMUNITIES = Integer.getInteger("reciprocity.attack.shipped", 10);
    private static final boolean EXPLAIN = Boolean.getBoolean("reciprocity.attack.explain");
    private static final int EDITIONS = 3;
    private static final int MORE = 30;
    private static final int BENCH = Integer.getInteger("reciprocity.attack.bench", 0);

    private final LongAdder cells = new LongAdder();
    private final LongAdder told = new LongAdder();
    private final LongAdder withheld = new LongAdder();
    private final LongAdder silent = new LongAdder();
    private final LongAdder exact = new LongAdder();
    private final LongAdder exactTold = new LongAdder();
    private final LongAdder relations = new LongAdder();
    private final LongAdder attacked = new LongAdder();
    private final LongAdder few = new LongAdder();

    /** The numbers of a release, and which cells it is silent about. */
    private record Published(List<EditionTable> tables, List<ReleasedNumber> numbers, Set<String> heldBack) {}

    /** A community of some months. */
    private static SmallCommunity community(Random random) {
        var people = new SmallCommunity(random, SmallCommunity.Size.random(random));
        for (int months = 1 + random.nextInt(4); months > 0; months--) {
            people.live();
        }
        return people;
    }

    private List<Published> publish(int number) {
        var random = new Random(SEED + number);
        var community = community(random);
        var published = new ArrayList<Published>();
        var earlier = new ArrayList<Release.Earlier>();
        while (published.size() < EDITIONS) {
            var tables = community.edition();
            var release = Release.of(earlier, tables, community.day(), TEN, new GlopSolver());
            assertEquals(Set.of(), release.exposed());
            earlier.add(Release.earlier(tables, release.told(), release.withheld()));
            published.add(new Published(tables, release.numbers(), release.heldBack()));
            count(release);
            community.correct();
            if (random.nextInt(4) > 0) {
                community.live();
            }
        }
        return published;
    }

    private void count(Release release) {
        cells.add(release.told().size()
                + release.withheld().size()
                + release.heldBack().size());
        told.add(release.told().size());
        withheld.add(release.withheld().size());
        silent.add(release.heldBack().size());
        for (var number : release.numbers()) {
            boolean isExact =
                    switch (ReleasedFigure.ALL.get(number.figure())) {
                        case ReleasedFigure.Ratio _,
                                ReleasedFigure.Mean _,
                                ReleasedFigure.Inequality _,
                                ReleasedFigure.OfNetwork _ -> number.state() != State.NONE;
                        case null, default -> false;
                    };
            if (isExact) {
                exact.increment();
                exactTold.add(number.state() == State.TOLD ? 1 : 0);
            }
        }
    }

    /** What can be found out from releases, the earliest first. */
    private List<Reader.Known> breaches(List<Published> published) {
        var reader = new Reader();
        Optional<KnownEdition> before = Optional.empty();
        for (var one : published) {
            var edition = new KnownEdition(reader, one.tables, before);
            new FigureKnowledge(edition).learn(one.numbers, one.heldBack);
            before = Optional.of(edition);
        }
        var known = reader.attack();
        relations.add(reader.relations());
        attacked.add(known.size());
        few.add(known.stream().filter(Reader.Known::isOfAFew).count());
        var breaches = known.stream().filter(Reader.Known::isBreach).toList();
        if (EXPLAIN) {
            breaches.forEach(breach -> {
                System.out.println("found out: " + breach);
                reader.why(breach.key()).forEach(relation -> System.out.println("    " + relation));
            });
        }
        return breaches;
    }

    @Test
    void nothingOfAFewIsFoundOutFromReleases() {
        var all = IntStream.range(FIRST, FIRST + COMMUNITIES)
                .parallel()
                .boxed()
                .flatMap(number ->
                        breaches(publish(number)).stream().map(breach -> "community " + number + ": " + breach))
                .toList();
        System.out.printf(
                "attacked shipped tables communities=%d editions=%d cells=%d told=%d withheld=%d silent=%d exact=%d told=%d"
                        + " relations=%d attacked=%d few=%d breaches=%d seed=%d%n",
                COMMUNITIES,
                EDITIONS * COMMUNITIES,
                cells.sum(),
                told.sum(),
                withheld.sum(),
                silent.sum(),
                exact.sum(),
                exactTold.sum(),
                relations.sum(),
                attacked.sum(),
                few.sum(),
                all.size(),
                SEED);
        assertEquals(List.of(), all);
        assertTrue(few.sum() > COMMUNITIES);
        assertTrue(told.sum() > COMMUNITIES);
    }

    /** How long releases of a community of 300 people in four programmes take, month after month, each after all before it. */
    @Test
    void timesReleasesOfACommunityOfSomeSize() {
        assumeTrue(BENCH > 0);
        var community = new SmallCommunity(new Random(SEED), new SmallCommunity.Size(300, 4, 400, 60));
        var earlier = new ArrayList<Release.Earlier>();
        for (int edition = 1; edition <= BENCH; edition++) {
            community.live();
            var tables = community.edition();
            long begun = System.nanoTime();
            var release = Release.of(earlier, tables, community.day(), TEN, new GlopSolver());
            long milliseconds = (System.nanoTime() - begun) / 1_000_000;
            earlier.add(Release.earlier(tables, release.told(), release.withheld()));
            System.out.printf(
                    "released edition=%d ms=%d told=%d withheld=%d silent=%d%n",
                    edition,
                    milliseconds,
                    release.told().size(),
                    release.withheld().size(),
                    release.heldBack().size());
            community.correct();
        }
        assertEquals(BENCH, earlier.size());
    }

    /** The first edition, of which everything is told but what is of a few. */
    private static Published withoutProtection(int number) {
        var tables = community(new Random(SEED + number)).edition();
        var edition = Cube.edition(Slices.of(tables), ReleasedRelations.STRUCTURE);
        var told = edition.facts().entrySet().stream()
                .filter(fact -> fact.getValue().exact() == 0 || fact.getValue().exact() > 7)
                .map(java.util.Map.Entry::getKey)
                .collect(Collectors.toSet());
        return new Published(tables, new Telling(told, Set.of(), edition).numbers(tables), Set.of());
    }

    /** The first edition, as it would be told if nobody had declared some relations. */
    private static Published without(int number, Set<Structure.Part> forgotten) {
        var known = ReleasedRelations.STRUCTURE;
        var parts =
                known.parts().stream().filter(part -> !forgotten.contains(part)).toList();
        assertEquals(known.parts().size() - forgotten.size(), parts.size());
        var tables = community(new Random(SEED + number)).edition();
        var edition = Cube.edition(
                Slices.of(tables),
                new Structure(known.times(), known.programmes(), known.sums(), parts, known.untold()));
        var versions = edition.after(List.of(), Cube::grown);
        var decision = Suppression.decide(versions, TEN, new GlopSolver());
        var told = versions.current().entrySet().stream()
                .filter(cell -> decision.isTold(cell.getValue()))
                .map(java.util.Map.Entry::getKey)
                .collect(Collectors.toSet());
        var silent = versions.current().entrySet().stream()
                .filter(cell -> decision.isSilent(cell.getValue()))
                .map(java.util.Map.Entry::getKey)
                .collect(Collectors.toSet());
        return new Published(tables, new Telling(told, silent, edition).numbers(tables), silent);
    }

    private long found(ToIntFunction<Integer> attack, int communities) {
        return IntStream.range(0, communities)
                .parallel()
                .map(number -> attack.applyAsInt(number))
                .asLongStream()
                .sum();
    }

    @Test
    void theAttackFindsWhatIsNotProtected() {
        long unprotected =
                found(number -> breaches(List.of(withoutProtection(number))).size(), MORE);
        var forgotten = Set.of(new Structure.Part(
                List.of("progression|received"), List.of("progression|gave", "receivers-only|"), Structure.Of.ALL));
        long undeclared =
                found(number -> breaches(List.of(without(number, forgotten))).size(), MORE);
        long declared =
                found(number -> breaches(List.of(without(number, Set.of()))).size(), MORE);
        System.out.printf(
                "attacked shipped tables found-without-protection=%d without-one-relation=%d with-it=%d%n",
                unprotected, undeclared, declared);
        assertTrue(unprotected > undeclared);
        assertTrue(undeclared > 0);
        assertEquals(0, declared);
    }
}
