package org.reciprocity.reporting.disclosure;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.reciprocity.reporting.disclosure.Audit.Breach;

/**
 * Decides what of a table is withheld: first what tells too much of somebody (primary suppression), then what that could be found out
 * from (secondary suppression). For each number that has to stay uncertain, linear programs find how small and how large it can be for
 * somebody who knows all that is told, the rounding and these rules. Where that is too narrow, the {@link Candidates} name the next cell
 * to withhold. The same table gives the same decision.
 *
 * <p>Withholding only ever takes knowledge away. So a number that was found to be uncertain stays so, and what one program found shows
 * the uncertainty of many: every solution is a case that nobody can rule out.
 */
public final class Suppression {
    private final Table table;
    private final ProtectionLevel level;
    private final Knowledge knowledge;
    private final Set<Integer> withheld = new HashSet<>();
    private final SortedMap<String, Breach> exposed = new TreeMap<>();
    private final Map<String, Breach> givenAway;
    private final TreeSet<String> doubtful = new TreeSet<>();
    /** Parts of totals that need no further look together: withholding more makes them no less uncertain. */
    private final Set<List<Integer>> settled = new HashSet<>();

    private final Candidates candidates;
    private final Evidence evidence;

    private Suppression(Table table, Map<String, Breach> givenAway, ProtectionLevel level) {
        this.table = table;
        this.givenAway = givenAway;
        this.level = level;
        knowledge = new Knowledge(table, level);
        candidates = new Candidates(table, withheld);
        evidence = new Evidence(table, knowledge);
    }

    /** What to withhold of a table. */
    public static Decision decide(Table table, ProtectionLevel level, Solver solver) {
        var found = decide(table, Map.of(), level, solver);
        return new Decision(table, found.withheld, Set.of(), new TreeSet<>(found.exposed.keySet()));
    }

    /**
     * What to withhold of an edition. What those before gave away must not be given away more: raising the level protects nobody in
     * hindsight, and keeps nothing back. Where something else would be found out, whatever is withheld of the edition, the part of the
     * table in which that is is silent: nothing of it is published. So what was uncertain before stays as it is.
     */
    public static Decision decide(Edition.Versions versions, ProtectionLevel level, Solver solver) {
        var found = decide(versions.table(), Map.of(), level, solver);
        if (found.exposed.isEmpty()) {
            return new Decision(versions.table(), found.withheld, Set.of(), new TreeSet<>());
        }
        var before = decide(versions.before(), Map.of(), level, solver).exposed;
        if (!before.isEmpty()) {
            found = decide(versions.table(), before, level, solver);
        }
        var current = Set.copyOf(versions.current().values());
        var silent = new HashSet<Integer>();
        for (int place : found.inPartsExposed) {
            if (current.contains(versions.table().cells().get(place).key())) {
                silent.add(place);
            }
        }
        found.withheld.removeAll(silent);
        return new Decision(versions.table(), found.withheld, silent, new TreeSet<>(before.keySet()));
    }

    /** What was found for all parts of a table. */
    private record Found(Set<Integer> withheld, SortedMap<String, Breach> exposed, Set<Integer> inPartsExposed) {}

    private static Found decide(Table table, Map<String, Breach> givenAway, ProtectionLevel level, Solver solver) {
        var found = new Found(new HashSet<>(), new TreeMap<>(), new HashSet<>());
        for (var part : table.parts()) {
            var suppression = new Suppression(table.part(part), givenAway, level);
            suppression.decide(solver);
            suppression.withheld.forEach(place -> found.withheld.add(part.get(place)));
            found.exposed.putAll(suppression.exposed);
            if (!suppression.exposed.isEmpty()) {
                found.inPartsExposed.addAll(part);
            }
        }
        return found;
    }

    private void decide(Solver solver) {
        primary();
        if (doubtful.isEmpty() && withheld.isEmpty()) {
            return;
        }
        try (var attack = solver.attack(knowledge.of(withheld), table.relations())) {
            secondary(attack);
        }
    }

    private void primary() {
        for (int place = 0; place < table.cells().size(); place++) {
            var cell = table.cells().get(place);
            boolean withhold =
                    switch (cell.standing()) {
                        case OPEN -> cell.isSensitive(level);
                        case WITHHELD -> true;
                        case TOLD, REMAINDER, DIFFERENCE -> false;
                    };
            if (withhold) {
                withheld.add(place);
            }
            doubt(cell, withhold);
        }
    }

    private void doubt(Cell cell, boolean withheld) {
        if (knowledge.mustBeUncertain(cell, withheld)) {
            doubtful.add(cell.key());
        }
    }

    private void secondary(Solver.Attack attack) {
        if (!doubtful.isEmpty()) {
            evidence.gather(attack, doubtful.stream().map(table::place).toList());
        }
        boolean more;
        do {
            cells(attack);
            more = false;
            for (var relation : table.relations()) {
                more |= relation.equal() && together(attack, relation);
            }
        } while (more || !doubtful.isEmpty());
    }

    private void cells(Solver.Attack attack) {
        while (!doubtful.isEmpty()) {
            var key = doubtful.pollFirst();
            int place = table.place(key);
            while (!isUncertain(attack, place)) {
                var next = candidates.next(List.of(place));
                if (next.isEmpty()) {
                    exposed.put(key, breach(attack, key, List.of(place)));
                    break;
                }
                withhold(attack, next.getAsInt());
            }
        }
    }

    private boolean isUncertain(Solver.Attack attack, int place) {
        var before = givenAway.get(table.cells().get(place).key());
        if (before != null) {
            return breach(attack, before.key(), List.of(place)).isWithin(before);
        }
        return knowledge.isOneOfAFew(place, withheld) && evidence.isUncertain(attack, place);
    }

    private void withhold(Solver.Attack attack, int place) {
        var cell = table.cells().get(place);
        withheld.add(place);
        attack.know(place, knowledge.of(cell, true));
        doubt(cell, true);
    }

    /**
     * The parts of a total that are withheld follow together from the total and the parts that are told. Where few contribute to them
     * together, their sum has to be uncertain too: it may all be of the same person.
     *
     * @return whether something more is withheld now
     */
    private boolean together(Solver.Attack attack, Relation relation) {
        boolean more = false;
        while (true) {
            var parts = relation.parts().stream()
                    .filter(place -> knowledge.isHidden(table.cells().get(place), withheld.contains(place)))
                    .toList();
            if (parts.size() < 2 || settled.contains(parts) || isWhole(relation, parts)) {
                return more;
            }
            if (areSafe(parts) || isUncertain(attack, parts)) {
                settled.add(parts);
                return more;
            }
            var next = candidates.within(relation);
            if (next.isEmpty()) {
                next = candidates.next(parts);
            }
            if (next.isEmpty()) {
                if (!isLargestHidden(attack, parts)) {
                    exposed.put(key(parts), breach(attack, key(parts), parts));
                }
                return more;
            }
            withhold(attack, next.getAsInt());
            more = true;
        }
    }

    /** All that there is of a total is the total, which is looked at by itself. */
    private boolean isWhole(Relation relation, List<Integer> parts) {
        return together(parts) == together(relation.total());
    }

    private boolean areSafe(List<Integer> parts) {
        return sides(parts).allMatch(side -> side.isSafe(level));
    }

    private Stream<Contributors> sides(List<Integer> parts) {
        int sides = table.cells().get(parts.getFirst()).sides().size();
        return IntStream.range(0, sides).mapToObj(side -> parts.stream()
                .map(place -> table.cells().get(place).sides().get(side))
                .reduce(Contributors.NONE, Contributors::together));
    }

    private boolean isUncertain(Solver.Attack attack, List<Integer> parts) {
        var known = breach(attack, key(parts), parts);
        var before = givenAway.get(known.key());
        return before == null
                ? knowledge.isUncertain(Quantity.MINUTES, together(parts), known.low(), known.high())
                : known.isWithin(before);
    }

    /** What is known of some numbers together. */
    private Breach breach(Solver.Attack attack, String key, List<Integer> places) {
        return new Breach(key, evidence.extreme(attack, places, false), evidence.extreme(attack, places, true));
    }

    /** How the sum of some numbers is called. */
    private String key(List<Integer> parts) {
        return parts.stream().map(place -> table.cells().get(place).key()).collect(Collectors.joining(" + "));
    }

    /**
     * Whether the largest contributor to some numbers together is not found out within p%, at worst the largest of each. The sum of what is
     * withheld is made uncertain by p% of itself where that can be had; where earlier editions leave less open, it is enough for whoever
     * contributes.
     */
    private boolean isLargestHidden(Solver.Attack attack, List<Integer> parts) {
        long exact = together(parts);
        double low = evidence.extreme(attack, parts, false);
        double high = evidence.extreme(attack, parts, true);
        return sides(parts).allMatch(side -> knowledge.isUncertain(exact, side.largest(), low, high));
    }

    private long together(List<Integer> places) {
        return places.stream()
                .mapToLong(place -> table.cells().get(place).exact())
                .sum();
    }
}
