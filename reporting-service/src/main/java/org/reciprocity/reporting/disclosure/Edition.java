package org.reciprocity.reporting.disclosure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one edition consists of: numbers by key, and what everybody knows about them together.
 *
 * @param facts the numbers
 * @param rules how they hang together
 * @param longer by number of a longer period of people, how it hangs together with what it is in other editions
 */
public record Edition(SortedMap<String, Fact> facts, List<Rule> rules, SortedMap<String, Longer> longer) {

    /** What is known of other editions is that numbers which have not changed are the same. */
    public Edition(SortedMap<String, Fact> facts, List<Rule> rules) {
        this(facts, rules, new TreeMap<>());
    }

    /**
     * A number.
     *
     * @param quantity what it counts
     * @param exact the number
     * @param sides who minutes are made of, as givers and as receivers
     * @param derived whether it is never told
     */
    public record Fact(Quantity quantity, long exact, List<Contributors> sides, boolean derived) {

        /** A count. */
        public static Fact count(long exact) {
            return new Fact(Quantity.COUNT, exact, List.of(), false);
        }

        /** Minutes; where nobody is on one side of some of them, that side's total is the less. */
        public static Fact minutes(Contributors givers, Contributors receivers) {
            long exact = Math.max(givers.total(), receivers.total());
            return new Fact(Quantity.MINUTES, exact, List.of(givers, receivers), false);
        }

        /** The same, never told. */
        public Fact asDerived() {
            return new Fact(quantity, exact, sides, true);
        }
    }

    /** How numbers hang together: the ones are the others' sum, or at most that. */
    public record Rule(List<String> total, List<String> parts, boolean equal) {

        /** A total is the sum of its parts. */
        public static Rule sum(String total, List<String> parts) {
            return new Rule(List.of(total), parts, true);
        }

        /** One number is at most others together. */
        public static Rule atMost(String smaller, List<String> larger) {
            return atMost(List.of(smaller), larger);
        }

        /** Numbers together are at most others together. */
        public static Rule atMost(List<String> smaller, List<String> larger) {
            return new Rule(smaller, larger, false);
        }
    }

    /**
     * A number of a longer period, which is of what it was of in an edition before, and of the months that have come to it since: if nothing
     * has changed in those before.
     *
     * @param months the keys of its months
     * @param together whether it is at most that together
     * @param each whether it is at least what it was
     */
    public record Longer(List<String> months, boolean together, boolean each) {}

    /** An edition that is published: what it consists of, and the keys of what was withheld. */
    public record Published(Edition edition, Set<String> withheld) {}

    /** What an edition's numbers cover that was in none before. */
    @FunctionalInterface
    public interface Growth {

        /** For each key that was told or withheld before: the keys of what has come to it since, none of which were. */
        Map<String, List<String>> since(Edition edition, Set<String> before);
    }

    /** The same without some of its numbers, and without what follows from those alone. */
    public Edition without(Set<String> keys) {
        var left = rules.stream()
                .filter(rule ->
                        Stream.concat(rule.total.stream(), rule.parts.stream()).noneMatch(keys::contains))
                .toList();
        var related = left.stream()
                .flatMap(rule -> Stream.concat(rule.total.stream(), rule.parts.stream()))
                .collect(Collectors.toSet());
        var some = new TreeMap<>(facts);
        some.entrySet()
                .removeIf(fact ->
                        keys.contains(fact.getKey()) || (fact.getValue().derived && !related.contains(fact.getKey())));
        var others = new TreeMap<>(longer);
        others.keySet().retainAll(some.keySet());
        others.replaceAll((key, of) ->
                new Longer(of.months.stream().filter(some::containsKey).toList(), of.together, of.each));
        return new Edition(some, left, others);
    }

    /**
     * The table of this edition together with those before. A number that has not changed is the same cell. Of one that has, both are
     * there, and their difference as a cell that follows from them: late entries are of somebody, too. A number that something has come to
     * is another, even if as much was taken from it: nobody would take it for the same.
     *
     * @param earlier the editions before, the earliest first
     * @param growth what has come to each from those before
     */
    public Versions after(List<Published> earlier, Growth growth) {
        var assembly = new Assembly(growth);
        for (var published : earlier) {
            assembly.add(published.edition(), published.withheld());
        }
        var before = assembly.table();
        assembly.add(this, null);
        var current = new TreeMap<>(assembly.current);
        current.keySet().retainAll(facts.keySet());
        return new Versions(assembly.table(), before, current);
    }

    /**
     * A table of several editions.
     *
     * @param table the table
     * @param before the table of those before the last
     * @param current by the keys of the last edition, the keys of its cells in the table
     */
    public record Versions(Table table, Table before, SortedMap<String, String> current) {}

    private static final class Assembly {
        private final SortedMap<String, Cell> cells = new TreeMap<>();
        private final List<Rule> rules = new ArrayList<>();
        private final Map<String, String> current = new TreeMap<>();
        private final Growth growth;
        private int editions;

        Assembly(Growth growth) {
            this.growth = growth;
        }

        void add(Edition edition, Set<String> withheld) {
            editions++;
            var was = new TreeMap<>(current);
            var grown = growth.since(edition, Set.copyOf(current.keySet()));
            edition.facts.forEach((key, fact) -> {
                var before = current.get(key);
                var come = grown.getOrDefault(key, List.of());
                if (before == null
                        || cells.get(before).exact() != fact.exact()
                        || come.stream().anyMatch(part -> edition.facts.get(part).exact > 0)) {
                    var version = key + "@" + editions;
                    cells.put(version, cell(version, fact, Cell.Standing.OPEN));
                    if (before != null) {
                        differ(edition, before, version, come);
                    }
                    current.put(key, version);
                }
                if (withheld != null && !fact.derived) {
                    var standing = withheld.contains(key) ? Cell.Standing.WITHHELD : Cell.Standing.TOLD;
                    cells.computeIfPresent(current.get(key), (version, cell) -> cell.standing(standing));
                }
            });
            edition.longer.forEach((key, longer) -> relate(key, longer, was));
            for (var rule : edition.rules) {
                rules.add(new Rule(
                        rule.total.stream().map(current::get).toList(),
                        rule.parts.stream().map(current::get).toList(),
                        rule.equal));
            }
        }

        /** A month of which nothing was published before is taken for one that has come. */
        private void relate(String key, Longer longer, Map<String, String> was) {
            var before = was.get(key);
            var now = current.get(key);
            boolean changed = longer.months.stream()
                    .anyMatch(month -> was.containsKey(month) && !was.get(month).equals(current.get(month)));
            if (before == null || before.equals(now) || changed) {
                return;
            }
            var parts = new ArrayList<String>();
            parts.add(before);
            longer.months.stream()
                    .filter(month -> !was.containsKey(month))
                    .map(current::get)
                    .forEach(parts::add);
            if (longer.together
                    && exact(now) <= parts.stream().mapToLong(this::exact).sum()) {
                rules.add(Rule.atMost(now, parts));
            }
            if (longer.each && exact(before) <= exact(now)) {
                rules.add(Rule.atMost(before, List.of(now)));
            }
        }

        private long exact(String version) {
            return cells.get(version).exact();
        }

        private static Cell cell(String version, Fact fact, Cell.Standing standing) {
            return new Cell(
                    version, fact.quantity, fact.exact, fact.sides, fact.derived ? Cell.Standing.REMAINDER : standing);
        }

        private void differ(Edition edition, String before, String after, List<String> grown) {
            var old = cells.get(before);
            var now = cells.get(after);
            long difference = now.exact() - old.exact();
            var name = after + "-" + before;
            cells.put(
                    name,
                    new Cell(
                            name,
                            now.quantity(),
                            Math.abs(difference),
                            sides(edition, old, now, difference, grown),
                            Cell.Standing.DIFFERENCE));
            rules.add(difference > 0 ? Rule.sum(after, List.of(before, name)) : Rule.sum(before, List.of(after, name)));
        }

        /** Who a difference is of: by what has come to the number, and else by nobody having more of it than of the number. */
        private static List<Contributors> sides(
                Edition edition, Cell old, Cell now, long difference, List<String> grown) {
            var sides = new ArrayList<Contributors>();
            for (int side = 0; side < now.sides().size(); side++) {
                var all = Contributors.NONE;
                for (var key : grown) {
                    all = all.together(edition.facts.get(key).sides.get(side));
                }
                long late = difference - all.total();
                var larger = (difference > 0 ? now : old).sides().get(side);
                sides.add(
                        grown.isEmpty() || late < 0
                                ? larger.part(Math.abs(difference))
                                : all.together(larger.part(late)));
            }
            return sides;
        }

        Table table() {
            var table = new Table.Builder();
            cells.values().forEach(table::add);
            for (var rule : rules) {
                if (rule.equal) {
                    table.sum(rule.total.getFirst(), rule.parts);
                } else {
                    table.atMost(rule.total, rule.parts);
                }
            }
            return table.build();
        }
    }
}
