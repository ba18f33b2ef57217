package org.reciprocity.matching.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.reciprocity.matching.model.RoundModel.Field;

/** Tries every choice of disjoint circles among a few participants. */
final class EveryCircle {
    private final Map<List<Integer>, Integer> scores = new HashMap<>();
    private final int people;

    private EveryCircle(Field field) {
        int most = 0;
        for (var pair : field.candidates()) {
            int giver = Fields.place(pair.supply().giver());
            int receiver = Fields.place(pair.demand().receiver());
            scores.merge(List.of(giver, receiver), pair.score().total(), Math::max);
            most = Math.max(most, Math.max(giver, receiver) + 1);
        }
        this.people = most;
    }

    /**
     * The best choice.
     *
     * @param people how many it serves
     * @param points the scores of its links
     */
    record Best(long people, long points) {}

    static Best best(Field field) {
        var all = new EveryCircle(field);
        return all.from(0, new boolean[all.people]);
    }

    /** The lowest who is free is in no circle, or in one of those with others who are free. */
    private Best from(int lowest, boolean[] taken) {
        int person = lowest;
        while (person < people && taken[person]) {
            person++;
        }
        if (person == people) {
            return new Best(0, 0);
        }
        taken[person] = true;
        var best = from(person + 1, taken);
        var circles = new ArrayList<List<Integer>>();
        extend(List.of(person), taken, circles);
        for (var circle : circles) {
            circle.forEach(one -> taken[one] = true);
            var rest = from(person + 1, taken);
            var with = new Best(circle.size() + rest.people(), points(circle) + rest.points());
            if (with.people() > best.people() || (with.people() == best.people() && with.points() > best.points())) {
                best = with;
            }
            circle.forEach(one -> taken[one] = false);
            taken[person] = true;
        }
        taken[person] = false;
        return best;
    }

    private void extend(List<Integer> path, boolean[] taken, List<List<Integer>> circles) {
        if (path.size() >= 2 && scores.containsKey(List.of(path.getLast(), path.getFirst()))) {
            circles.add(path);
        }
        for (int next = path.getFirst() + 1; next < people && path.size() < Cycles.LONGEST; next++) {
            if (!taken[next] && !path.contains(next) && scores.containsKey(List.of(path.getLast(), next))) {
                var longer = new ArrayList<>(path);
                longer.add(next);
                extend(longer, taken, circles);
            }
        }
    }

    private long points(List<Integer> circle) {
        long points = 0;
        for (int i = 0; i < circle.size(); i++) {
            points += scores.get(List.of(circle.get(i), circle.get((i + 1) % circle.size())));
        }
        return points;
    }
}
