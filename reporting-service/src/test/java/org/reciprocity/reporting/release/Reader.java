package org.reciprocity.reporting.release;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.reciprocity.reporting.disclosure.Interval;
import org.reciprocity.reporting.disclosure.Relation;
import org.reciprocity.reporting.disclosure.Solver;
import org.reciprocity.reporting.linear.GlopSolver;

/**
 * What somebody knows who has nothing but releases, one after the other, and the definitions of the figures: a variable for each count, what is
 * told of it, and what counts have to do with each other. Nothing of this comes from what the disclosure decision declares.
 */
final class Reader {
    private static final long MOST = 5_000;
    private static final double OFF = 1e-6;
    private static final long FEW = 7;

    /** A count that is not told, between what it can be. */
    record Known(String key, long exact, long low, long high, boolean silent) {
        boolean isOfAFew() {
            return exact > 0 && exact <= FEW;
        }

        /** Whether fewer than three numbers are left, for a count that is withheld and of a few of those that are few. */
        boolean isBreach() {
            return exact > 0
                    && (!silent || isOfAFew())
                    && (isOfAFew() && !silent ? Math.min(high, FEW) : high) - low + 1 < 3;
        }
    }

    private record Rule(String family, List<Integer> smaller, List<Integer> larger, boolean equal) {
        boolean touches(Set<Integer> some) {
            return some.contains(smaller.getFirst());
        }
    }

    private final Map<String, Integer> places = new LinkedHashMap<>();
    private final List<Long> exact = new ArrayList<>();
    private final List<long[]> bounds = new ArrayList<>();
    private final List<Boolean> hidden = new ArrayList<>();
    private final List<Boolean> silent = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();
    /** A count that is never told. */
    void count(String key, long is) {
        places.put(key, exact.size());
        exact.add(is);
        bounds.add(new long[] {0, MOST});
        hidden.add(false);
        silent.add(false);
    }

    /** It is the same as one of before. */
    void same(String key, String before) {
        places.put(key, places.get(before));
    }

    boolean has(String key) {
        return places.containsKey(key);
    }

    long exact(String key) {
        return exact.get(places.get(key));
    }

    /** That it is between these. */
    void between(String key, long low, long high) {
        if (has(key)) {
            int place = places.get(key);
            var of = bounds.get(place);
            of[0] = Math.max(of[0], low);
            of[1] = Math.min(of[1], high);
            if (exact.get(place) < of[0] || exact.get(place) > of[1]) {
                throw new IllegalStateException(key + " is " + exact.get(place) + ", not " + Arrays.toString(of));
            }
        }
    }

    long low(String key) {
        return bounds.get(places.get(key))[0];
    }

    long high(String key) {
        return bounds.get(places.get(key))[1];
    }

    /** A number of a release: 0 is 0, others are to the nearest 5 and never of a few. */
    void told(String key, long number) {
        between(key, number == 0 ? 0 : Math.max(FEW + 1, number - 2), number == 0 ? 0 : number + 2);
    }

    /** That it is not told, though there is something. */
    void withheld(String key, boolean isSilent) {
        int place = places.get(key);
        hidden.set(place, true);
        if (isSilent) {
            silent.set(place, true);
        } else if (exact.get(place) > 0) {
            between(key, 1, MOST);
        }
    }

    /** Some counts together are at most others together; nothing where one is not there. */
    void atMost(String family, List<String> smaller, List<String> larger) {
        relate(family, smaller, larger, false);
    }

    /** Some counts together are others together; nothing where one is not there. */
    void equal(String family, List<String> some, List<String> others) {
        relate(family, some, others, true);
    }

    private void relate(String family, List<String> smaller, List<String> larger, boolean equal) {
        if (!smaller.stream().allMatch(this::has) || !larger.stream().allMatch(this::has)) {
            return;
        }
        long left = smaller.stream().mapToLong(this::exact).sum();
        long right = larger.stream().mapToLong(this::exact).sum();
        if (equal ? left != right : left > right) {
            throw new IllegalStateException(
                    family + " does not hold: " + smaller + " " + left + ", " + larger + " " + right);
        }
        rules.add(new Rule(
                family,
                smaller.stream().map(places::get).toList(),
                larger.stream().map(places::get).toList(),
                equal));
    }

    int relations() {
        return rules.size();
    }

    /** What is known of every count that is not told in the last release. */
    List<Known> attack() {
        var names = new HashMap<Integer, String>();
        places.forEach((key, place) -> names.put(place, key));
        var found = new ArrayList<Known>();
        for (var part : parts()) {
            if (part.stream().anyMatch(this::isHidden)) {
                attack(part, rules, names, found);
            }
        }
        return found;
    }

    private boolean isHidden(int place) {
        return hidden.get(place) && bounds.get(place)[0] < bounds.get(place)[1];
    }

    private List<List<Integer>> parts() {
        int[] above = new int[exact.size()];
        Arrays.setAll(above, place -> place);
        for (var rule : rules) {
            int root = root(above, rule.smaller.getFirst());
            for (var side : List.of(rule.smaller, rule.larger)) {
                side.forEach(place -> above[root(above, place)] = root);
            }
        }
        var parts = new TreeMap<Integer, List<Integer>>();
        for (int place = 0; place < above.length; place++) {
            parts.computeIfAbsent(root(above, place), root -> new ArrayList<>()).add(place);
        }
        return List.copyOf(parts.values());
    }

    private static int root(int[] above, int place) {
        int at = place;
        while (above[at] != at) {
            above[at] = above[above[at]];
            at = above[at];
        }
        return at;
    }

    private void attack(List<Integer> part, List<Rule> some, Map<Integer, String> names, List<Known> found) {
        var renumbered = new HashMap<Integer, Integer>();
        part.forEach(place -> renumbered.put(place, renumbered.size()));
        var relations = new TreeSet<Relation>((one, other) -> one.toString().compareTo(other.toString()));
        for (var rule : some) {
            if (rule.touches(renumbered.keySet())) {
                relations.add(new Relation(
                        rule.smaller.stream().map(renumbered::get).toList(),
                        rule.larger.stream().map(renumbered::get).toList(),
                        rule.equal));
            }
        }
        var known = part.stream()
                .map(place -> new Interval(bounds.get(place)[0], bounds.get(place)[1]))
                .toList();
        var seen = part.stream()
                .map(place -> new double[] {exact.get(place), exact.get(place)})
                .toList();
        try (var attack = new GlopSolver().attack(known, List.copyOf(relations))) {
            for (int place : part) {
                if (hidden.get(place) && names.containsKey(place)) {
                    int number = renumbered.get(place);
                    found.add(known(attack, seen, number, place, names.get(place)));
                }
            }
        }
    }

    private Known known(Solver.Attack attack, List<double[]> seen, int number, int place, String key) {
        for (boolean largest : new boolean[] {true, false}) {
            var now = known(key, place, seen.get(number));
            if (!now.isBreach()) {
                return now;
            }
            var possible = attack.extreme(List.of(number), largest);
            for (int i = 0; i < possible.length; i++) {
                seen.get(i)[0] = Math.min(seen.get(i)[0], possible[i]);
                seen.get(i)[1] = Math.max(seen.get(i)[1], possible[i]);
            }
        }
        return known(key, place, seen.get(number));
    }

    private Known known(String key, int place, double[] seen) {
        return new Known(
                key,
                exact.get(place),
                (long) Math.ceil(seen[0] - OFF),
                (long) Math.floor(seen[1] + OFF),
                silent.get(place));
    }

    /** The relations by which a count is found out, none of which can be left out, with what is known of each number in them. */
    List<String> why(String key) {
        int place = places.get(key);
        var part = parts().stream()
                .filter(some -> some.contains(place))
                .findFirst()
                .orElseThrow();
        var members = Set.copyOf(part);
        List<Rule> needed =
                rules.stream().filter(rule -> rule.touches(members)).distinct().toList();
        for (int chunk = Math.max(1, needed.size() / 2); chunk > 0; chunk /= 2) {
            for (int from = 0; from < needed.size(); ) {
                var fewer = new ArrayList<>(needed.subList(0, from));
                fewer.addAll(needed.subList(Math.min(needed.size(), from + chunk), needed.size()));
                if (isBreach(place, key, fewer)) {
                    needed = fewer;
                } else {
                    from += chunk;
                }
            }
        }
        return needed.stream().map(this::text).toList();
    }

    private boolean isBreach(int place, String key, List<Rule> some) {
        var all = new TreeSet<Integer>(Set.of(place));
        some.forEach(rule -> {
            all.addAll(rule.smaller);
            all.addAll(rule.larger);
        });
        var found = new ArrayList<Known>();
        attack(List.copyOf(all), some, Map.of(place, key), found);
        return found.stream().anyMatch(known -> known.key().equals(key) && known.isBreach());
    }

    private String text(Rule rule) {
        return rule.family + ": " + text(rule.smaller) + (rule.equal ? " = " : " <= ") + text(rule.larger);
    }

    private String text(List<Integer> some) {
        var names = new TreeMap<Integer, String>();
        places.forEach((key, place) -> names.putIfAbsent(place, key));
        return some.stream()
                .map(place -> names.get(place) + " " + exact.get(place) + Arrays.toString(bounds.get(place)))
                .toList()
                .toString();
    }

    /** Keys of counts that are there, of those named. */
    List<String> there(List<String> keys) {
        return keys.stream().filter(this::has).toList();
    }
}
