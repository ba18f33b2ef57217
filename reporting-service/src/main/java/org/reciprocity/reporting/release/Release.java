package org.reciprocity.reporting.release;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.reciprocity.reporting.cube.Cube;
import org.reciprocity.reporting.disclosure.Edition;
import org.reciprocity.reporting.disclosure.ProtectionLevel;
import org.reciprocity.reporting.disclosure.Solver;
import org.reciprocity.reporting.disclosure.Suppression;
import org.reciprocity.reporting.edition.EditionTable;

/**
 * An edition under disclosure control.
 *
 * @param told the keys of the cells that are told
 * @param withheld of those that are not
 * @param exposed of those that earlier editions gave away: none, unless the level was raised or rules are stricter
 * @param numbers every number, as it is told
 */
record Release(
        SortedSet<String> told, SortedSet<String> withheld, SortedSet<String> exposed, List<ReleasedNumber> numbers) {

    /**
     * What an edition that was released before has published.
     *
     * @param published its cells
     * @param means the means that it told
     */
    record Earlier(Edition.Published published, List<Means.Mean> means) {}

    /** What an edition that was released before has published. */
    static Earlier earlier(List<EditionTable> tables, Set<String> told, Set<String> withheld) {
        var all = edition(tables);
        var facts = new TreeMap<>(all.facts());
        facts.entrySet()
                .removeIf(fact -> !fact.getValue().derived()
                        && !told.contains(fact.getKey())
                        && !withheld.contains(fact.getKey()));
        var rules = all.rules().stream()
                .filter(rule -> facts.keySet().containsAll(rule.total())
                        && facts.keySet().containsAll(rule.parts()))
                .toList();
        return new Earlier(new Edition.Published(new Edition(facts, rules), withheld), Means.told(tables, told));
    }

    private static Edition edition(List<EditionTable> tables) {
        var slices = Slices.of(tables);
        return Cube.edition(slices, OutcomeCells.structure(ReleasedFigure.STRUCTURE, slices));
    }

    /** Decides what of an edition is told, after those before. */
    static Release of(List<Earlier> earlier, List<EditionTable> tables, ProtectionLevel level, Solver solver) {
        var edition = edition(tables);
        var last = earlier.isEmpty()
                ? Optional.<Edition>empty()
                : Optional.of(earlier.getLast().published().edition());
        var versions = edition.after(earlier.stream().map(Earlier::published).toList(), Cube.grown(edition, last));
        var decision = Suppression.decide(versions.table(), level, solver);
        var told = new TreeSet<String>();
        var withheld = new TreeSet<String>();
        edition.facts().forEach((key, fact) -> {
            if (!fact.derived()) {
                (decision.isTold(versions.current().get(key)) ? told : withheld).add(key);
            }
        });
        var means = new Means();
        earlier.forEach(before -> means.earlier(before.means()));
        told.addAll(means.tell(tables));
        return new Release(
                told, withheld, decision.exposed(), new Telling(new HashSet<>(told), edition).numbers(tables));
    }
}
