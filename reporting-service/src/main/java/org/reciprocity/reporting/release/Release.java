package org.reciprocity.reporting.release;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.reciprocity.reporting.cube.Cube;
import org.reciprocity.reporting.cube.Slice;
import org.reciprocity.reporting.disclosure.Edition;
import org.reciprocity.reporting.disclosure.ProtectionLevel;
import org.reciprocity.reporting.disclosure.Rates;
import org.reciprocity.reporting.disclosure.Solver;
import org.reciprocity.reporting.disclosure.Suppression;
import org.reciprocity.reporting.edition.EditionTable;

/**
 * An edition under disclosure control.
 *
 * @param told the keys of the cells that are told
 * @param withheld of those that are not
 * @param heldBack the keys of those of which nothing is published, since somebody would be found out whatever else is withheld
 * @param exposed of those that earlier editions gave away: none, unless the level was raised or rules are stricter
 * @param numbers every number, as it is told
 */
record Release(
        SortedSet<String> told,
        SortedSet<String> withheld,
        SortedSet<String> heldBack,
        SortedSet<String> exposed,
        List<ReleasedNumber> numbers) {

    /**
     * What an edition that was released before has published.
     *
     * @param published its cells
     * @param means the means that it told
     */
    record Earlier(Edition.Published published, List<Means.Mean> means) {}

    /** What an edition that was released before has published. */
    static Earlier earlier(List<EditionTable> tables, Set<String> told, Set<String> withheld) {
        var all = edition(tables, (item, slice) -> true);
        var silent = all.facts().entrySet().stream()
                .filter(fact -> !fact.getValue().derived()
                        && !told.contains(fact.getKey())
                        && !withheld.contains(fact.getKey()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        return new Earlier(new Edition.Published(all.without(silent), withheld), Means.told(tables, told));
    }

    /** Whether every band of an item's axis is of nobody, or of enough people. */
    private static boolean hasNoFew(String item, Slice slice) {
        var axis = axis(item);
        return slice.counts().entrySet().stream()
                .filter(count -> count.getKey().startsWith(axis))
                .allMatch(count -> count.getValue() == 0 || count.getValue() >= Rates.FEWEST);
    }

    /** The axis of a count by a band, with its figure. */
    private static String axis(String item) {
        return item.substring(0, item.lastIndexOf('/') + 1);
    }

    private static Edition edition(List<EditionTable> tables, BiPredicate<String, Slice> byBand) {
        var slices = Slices.of(tables).stream()
                .map(slice -> {
                    var counts = new TreeMap<>(slice.counts());
                    counts.keySet().removeIf(item -> ReleasedFigure.isByBand(item) && !byBand.test(item, slice));
                    return new Slice(slice.programme(), slice.period(), counts, slice.minutes());
                })
                .toList();
        return Cube.edition(slices, OutcomeCells.structure(ReleasedRelations.STRUCTURE, slices));
    }

    /** Decides what of an edition without a year that is over is told, after those before. */
    static Release of(List<Earlier> earlier, List<EditionTable> tables, ProtectionLevel level, Solver solver) {
        return of(earlier, tables, LocalDate.MIN, level, solver);
    }

    /**
     * Decides what of an edition is told, after those before. Counts by bands are published once of a year: whoever tells another band later
     * would move from one count to another, between the same totals, and what was told before could not be taken back. For the same reason
     * they are published of an axis as a whole, where none of its bands is of a few or has to be withheld for another: then none has to stay uncertain through all later editions.
     *
     * @param through the last day in the edition
     */
    static Release of(
            List<Earlier> earlier, List<EditionTable> tables, LocalDate through, ProtectionLevel level, Solver solver) {
        var published = earlier.stream()
                .flatMap(before -> before.published().edition().facts().keySet().stream())
                .collect(Collectors.toSet());
        var silent = new HashSet<String>();
        Optional<Release> release;
        do {
            release = decided(
                    earlier,
                    tables,
                    edition(
                            tables,
                            (item, slice) -> ReleasedFigure.isYearOver(slice.period(), through)
                                    && hasNoFew(item, slice)
                                    && !silent.contains(axis(item) + slice.period())
                                    && !published.contains(Slice.key(item, slice.programme(), slice.period()))),
                    silent,
                    level,
                    solver);
        } while (release.isEmpty());
        return release.get();
    }

    /** The release of an edition; none where a band would be withheld, and then the rest of its axis is silent, too. */
    private static Optional<Release> decided(
            List<Earlier> earlier,
            List<EditionTable> tables,
            Edition edition,
            Set<String> silent,
            ProtectionLevel level,
            Solver solver) {
        var versions = edition.after(earlier.stream().map(Earlier::published).toList(), Cube::grown);
        var decision = Suppression.decide(versions, level, solver);
        var told = new TreeSet<String>();
        var withheld = new TreeSet<String>();
        var heldBack = new TreeSet<String>();
        edition.facts().forEach((key, fact) -> {
            if (!fact.derived()) {
                var cell = versions.current().get(key);
                (decision.isSilent(cell) ? heldBack : decision.isTold(cell) ? told : withheld).add(key);
            }
        });
        var bands = Stream.concat(withheld.stream(), heldBack.stream())
                .filter(ReleasedFigure::isByBand)
                .toList();
        if (!bands.isEmpty()) {
            bands.forEach(key -> silent.add(axis(key) + key.substring(key.lastIndexOf('|') + 1)));
            return Optional.empty();
        }
        var means = new Means();
        earlier.forEach(before -> means.earlier(before.means()));
        told.addAll(means.tell(tables));
        return Optional.of(new Release(
                told,
                withheld,
                heldBack,
                decision.exposed(),
                new Telling(new HashSet<>(told), heldBack, edition).numbers(tables)));
    }
}
