package org.reciprocity.reporting.disclosure;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Looks for numbers that can be found out although they are withheld. */
public final class Audit {

    /**
     * What can be found out.
     *
     * @param key the cell
     * @param low that it is at least that
     * @param high and at most that
     */
    public record Breach(String key, double low, double high) {

        /** Whether no more is found out than in another. */
        boolean isWithin(Breach other) {
            return low - Knowledge.TOLERANCE <= other.low && high + Knowledge.TOLERANCE >= other.high;
        }
    }

    private Audit() {}

    /**
     * The cells that are less uncertain than they have to be.
     *
     * @param withheld by their place in the table
     */
    public static List<Breach> breaches(Table table, Set<Integer> withheld, ProtectionLevel level, Solver solver) {
        var breaches = new ArrayList<Breach>();
        for (var part : table.parts()) {
            var some = new HashSet<Integer>();
            for (int place = 0; place < part.size(); place++) {
                if (withheld.contains(part.get(place))) {
                    some.add(place);
                }
            }
            audit(table.part(part), some, level, solver, breaches);
        }
        return breaches;
    }

    private static void audit(
            Table table, Set<Integer> withheld, ProtectionLevel level, Solver solver, List<Breach> breaches) {
        var knowledge = new Knowledge(table, level);
        var places = IntStream.range(0, table.cells().size())
                .filter(place -> knowledge.mustBeUncertain(table.cells().get(place), withheld.contains(place)))
                .boxed()
                .toList();
        if (places.isEmpty()) {
            return;
        }
        var evidence = new Evidence(table, knowledge);
        try (var attack = solver.attack(knowledge.of(withheld), table.relations())) {
            evidence.gather(attack, places);
            for (int place : places) {
                if (!evidence.isUncertain(attack, place) || !knowledge.isOneOfAFew(place, withheld)) {
                    breaches.add(new Breach(table.cells().get(place).key(), evidence.low(place), evidence.high(place)));
                }
            }
        }
    }
}
