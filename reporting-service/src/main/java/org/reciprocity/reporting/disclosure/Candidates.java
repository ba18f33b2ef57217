package org.reciprocity.reporting.disclosure;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Which cell to withhold next, so that another becomes uncertain. It is looked for where the other is found out from: a relation in
 * which it, or a cell withheld with it, is the only one not told; where there is none, beyond cells that are told. Of several it is the one that leaves the fewest relations with a
 * single cell withheld, then one large enough, then the smallest, then the first by key.
 */
final class Candidates {
    private final Table table;
    private final Set<Integer> withheld;

    Candidates(Table table, Set<Integer> withheld) {
        this.table = table;
        this.withheld = withheld;
    }

    /** The next to withhold for these cells; none when all that can be withheld around them is. */
    OptionalInt next(List<Integer> places) {
        long needed = places.stream()
                .mapToLong(place -> table.cells().get(place).exact())
                .sum();
        var reached = new LinkedHashSet<Integer>(places);
        var queue = new ArrayDeque<Integer>(places);
        var further = new LinkedHashSet<Integer>();
        while (!queue.isEmpty()) {
            int place = queue.poll();
            var near = new LinkedHashSet<Integer>();
            for (var relation : table.relationsOf(place)) {
                var unknown = relation.cells().stream().filter(this::isUnknown).toList();
                var open = relation.cells().stream().filter(this::mayBeWithheld).toList();
                (relation.equal() && unknown.size() < 2 ? near : further).addAll(open);
                unknown.stream().filter(reached::add).forEach(queue::add);
            }
            if (!near.isEmpty()) {
                return best(near, needed);
            }
        }
        var next = best(further, needed);
        if (next.isPresent()) {
            return next;
        }
        next = best(beyond(reached, this::mayBeWithheld), needed);
        return next.isPresent() ? next : best(beyond(reached, this::isOpenZero), needed);
    }

    private boolean isOpenZero(int place) {
        return cell(place).standing() == Cell.Standing.OPEN && cell(place).exact() == 0 && !withheld.contains(place);
    }

    /**
     * The nearest that may be withheld beyond cells that are told. What is told is known to the hour only; a later edition's sums of it
     * say more.
     */
    private Set<Integer> beyond(Set<Integer> near, IntPredicate mayBe) {
        var reached = new LinkedHashSet<>(near);
        var ring = List.copyOf(near);
        while (!ring.isEmpty()) {
            var around = new LinkedHashSet<Integer>();
            for (int place : ring) {
                table.relationsOf(place).forEach(relation -> around.addAll(relation.cells()));
            }
            around.removeAll(reached);
            var open = new LinkedHashSet<>(around.stream().filter(mayBe::test).toList());
            if (!open.isEmpty()) {
                return open;
            }
            reached.addAll(around);
            ring = List.copyOf(around);
        }
        return Set.of();
    }

    /** The next to withhold in a relation. */
    OptionalInt within(Relation relation) {
        var parts = new LinkedHashSet<>(
                relation.parts().stream().filter(this::mayBeWithheld).toList());
        return parts.isEmpty()
                ? best(
                        new HashSet<>(relation.total().stream()
                                .filter(this::mayBeWithheld)
                                .toList()),
                        0)
                : best(parts, 0);
    }

    private OptionalInt best(Set<Integer> places, long needed) {
        return places.stream()
                .min(Comparator.comparingLong(this::lonely)
                        .thenComparing(place -> cell(place).exact() < needed)
                        .thenComparing(place -> cell(place).exact())
                        .thenComparing(place -> cell(place).key()))
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
    }

    /** In how many relations it would be the only one that is not told. */
    private long lonely(int place) {
        return table.relationsOf(place).stream()
                .filter(Relation::equal)
                .filter(relation -> relation.cells().stream().noneMatch(this::isUnknown))
                .count();
    }

    private Cell cell(int place) {
        return table.cells().get(place);
    }

    private boolean isUnknown(int place) {
        return withheld.contains(place)
                || (cell(place).isDerived() && cell(place).exact() > 0);
    }

    private boolean mayBeWithheld(int place) {
        return cell(place).standing() == Cell.Standing.OPEN && cell(place).exact() > 0 && !withheld.contains(place);
    }
}
