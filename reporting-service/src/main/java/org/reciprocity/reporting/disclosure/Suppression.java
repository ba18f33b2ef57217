package org.reciprocity.reporting.disclosure;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
    private final TreeSet<String> exposed = new TreeSet<>();
    private final TreeSet<String> doubtful = new TreeSet<>();
    /** Parts of totals that need no further look together: withholding more makes them no less uncertain. */
    private final Set<List<Integer>> settled = new HashSet<>();

    private final Candidates candidates;
    private final Evidence evidence;

    private Suppression(Table table, ProtectionLevel level) {
        this.table = table;
        this.level = level;
        knowledge = new Knowledge(table, level);
        candidates = new Candidates(table, withheld);
        evidence = new Evidence(table, knowledge);
    }

    /** What to withhold of a table. */
    public static Decision decide(Table table, ProtectionLevel level, Solver solver) {
        var withheld = new HashSet<Integer>();
        var exposed = new TreeSet<String>();
        for (var part : table.parts()) {
            var suppression = new Suppression(table.part(part), level);
            suppression.decide(solver);
            suppression.withheld.forEach(place -> withheld.add(part.get(place)));
            exposed.addAll(suppression.exposed);
        }
        return new Decision(table, withheld, Set.of(), exposed);
    }

    /**
     * What to withhold of an edition. Where something would be found out from it and from those before together, whatever is withheld of it,
     * the part of the table in which that is is silent: nothing of it is published. So what was uncertain before stays as it is.
     */
    public static Decision decide(Edition.Versions versions, ProtectionLevel level, Solver solver) {
        var decision = decide(versions.table(), level, solver);
        if (decision.exposed().isEmpty()) {
            return decision;
        }
        var before = decide(versions.before(), level, solver).exposed();
        var current = Set.copyOf(versions.current().values());
        var silent = new HashSet<Integer>();
        for (var part : versions.table().parts()) {
            var keys = part.stream()
                    .map(place -> versions.table().cells().get(place).key())
                    .filter(key -> decision.exposed().contains(key))
                    .toList();
            if (!before.containsAll(keys)) {
                part.stream()
                        .filter(place -> current.contains(
                                versions.table().cells().get(place).key()))
                        .forEach(silent::add);
            }
        }
        var withheld = new HashSet<>(decision.withheld());
        withheld.removeAll(silent);
        return new Decision(versions.table(), withheld, silent, before);
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
                    exposed.add(key);
                    break;
                }
                withhold(attack, next.getAsInt());
            }
        }
    }

    private boolean isUncertain(Solver.Attack attack, int place) {
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
                    exposed.add(table.cells().get(parts.getFirst()).key());
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
        long exact = together(parts);
        return knowledge.isUncertain(
                Quantity.MINUTES, exact, evidence.extreme(attack, parts, false), evidence.extreme(attack, parts, true));
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
