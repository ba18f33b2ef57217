package org.reciprocity.reporting.cube;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.reciprocity.reporting.disclosure.Edition;
import org.reciprocity.reporting.disclosure.Edition.Fact;
import org.reciprocity.reporting.disclosure.Edition.Rule;

/**
 * Makes an edition of exact numbers: every number of every place and period, with all that is known about them together. Months lie in
 * quarters, quarters in years, those in all; programmes lie in the community, and what is in none of them is a number that follows.
 */
public final class Cube {
    private static final String WHOLE = "";
    private static final String NO_PROGRAMME = "none";

    private final Structure structure;
    private final SortedMap<String, Fact> facts = new TreeMap<>();
    private final List<Rule> rules = new ArrayList<>();
    private final SortedMap<String, Edition.Longer> longer = new TreeMap<>();
    private final SortedSet<String> items = new TreeSet<>();
    private final Set<String> minutes = new TreeSet<>();
    private final SortedSet<String> programmes = new TreeSet<>();
    private final SortedSet<String> periods = new TreeSet<>();

    private Cube(Structure structure) {
        this.structure = structure;
    }

    /** The edition of these numbers. A number below zero is not told, and nothing is said about it. */
    public static Edition edition(List<Slice> slices, Structure structure) {
        var cube = new Cube(structure);
        slices.forEach(cube::add);
        cube.leaveOutNegative();
        cube.remainders();
        cube.relate();
        return new Edition(cube.facts, cube.rules, cube.longer);
    }

    /**
     * Which cells have come to others since editions before: the months that none of them had, by the cell of each longer period around
     * them that one had.
     *
     * @param before the keys of all cells that there were
     */
    public static Map<String, List<String>> grown(Edition edition, Set<String> before) {
        var grown = new TreeMap<String, List<String>>();
        edition.facts().keySet().stream()
                .filter(key -> Calendar.isMonth(period(key)) && !before.contains(key))
                .forEach(key -> {
                    for (var around = Calendar.around(period(key));
                            around.isPresent();
                            around = Calendar.around(around.get())) {
                        var longer = key.substring(0, key.lastIndexOf('|') + 1) + around.get();
                        if (before.contains(longer)) {
                            grown.computeIfAbsent(longer, k -> new ArrayList<>())
                                    .add(key);
                        }
                    }
                });
        return grown;
    }

    private static String period(String key) {
        return key.substring(key.lastIndexOf('|') + 1);
    }

    private void add(Slice slice) {
        periods.add(slice.period());
        if (!slice.programme().equals(WHOLE)) {
            programmes.add(slice.programme());
        }
        slice.counts().forEach((item, count) -> {
            items.add(item);
            put(item, slice, Fact.count(count));
        });
        slice.minutes().forEach((item, who) -> {
            items.add(item);
            minutes.add(item);
            put(item, slice, Fact.minutes(who.givers(), who.receivers()));
        });
    }

    private void put(String item, Slice slice, Fact fact) {
        facts.put(
                Slice.key(item, slice.programme(), slice.period()),
                structure.untold().contains(item) ? fact.asDerived() : fact);
    }

    private void leaveOutNegative() {
        facts.values().removeIf(fact -> fact.exact() < 0);
    }

    private Optional<Across> times(String item) {
        return minutes.contains(item) ? Optional.of(Across.SUM) : structure.times(item);
    }

    private Optional<Across> programmes(String item) {
        return minutes.contains(item) ? Optional.of(Across.SUM) : structure.programmes(item);
    }

    private boolean hasRemainder(String item) {
        return programmes(item)
                .filter(across -> across == Across.SUM || across == Across.SUM_OR_NESTED)
                .isPresent();
    }

    /** What is in no programme is never told, and must not be found out by subtraction. */
    private void remainders() {
        if (programmes.isEmpty()) {
            return;
        }
        for (var item : items) {
            if (!hasRemainder(item)) {
                continue;
            }
            for (var period : periods) {
                var whole = facts.get(Slice.key(item, WHOLE, period));
                if (whole == null
                        || present(item, programmes, Set.of(period)).findAny().isEmpty()) {
                    continue;
                }
                long rest = whole.exact()
                        - present(item, programmes, Set.of(period))
                                .mapToLong(key -> facts.get(key).exact())
                                .sum();
                if (rest > 0) {
                    var sides =
                            whole.sides().stream().map(side -> side.part(rest)).toList();
                    facts.put(Slice.key(item, NO_PROGRAMME, period), new Fact(whole.quantity(), rest, sides, true));
                }
            }
        }
    }

    private boolean isThere(String key) {
        return facts.containsKey(key);
    }

    private Stream<String> present(String item, Set<String> places, Set<String> times) {
        return places.stream()
                .flatMap(place -> times.stream().map(time -> Slice.key(item, place, time)))
                .filter(this::isThere);
    }

    private void relate() {
        var places = new TreeSet<>(programmes);
        places.add(WHOLE);
        places.add(NO_PROGRAMME);
        for (var item : items) {
            times(item).ifPresent(across -> overTime(item, places, across));
            programmes(item).ifPresent(across -> overProgrammes(item, across));
        }
        places.remove(NO_PROGRAMME);
        for (var place : places) {
            for (var period : periods) {
                atOnePlace(place, period);
            }
        }
    }

    private void overTime(String item, Set<String> places, Across across) {
        boolean ofLast = across == Across.LAST || across == Across.LAST_AT_MOST;
        for (var place : places) {
            for (var period : periods) {
                relate(
                        Slice.key(item, place, period),
                        present(item, Set.of(place), ofLast ? last(period) : within(period))
                                .toList(),
                        across);
                longer(item, place, period, across);
            }
        }
    }

    /** A longer period is what it was in an edition before, and the months that have come to it. */
    private void longer(String item, String place, String period, Across across) {
        var key = Slice.key(item, place, period);
        boolean each = across == Across.NESTED || across == Across.EACH_AT_MOST;
        boolean together = across == Across.NESTED || across == Across.AT_MOST_TOGETHER;
        if ((each || together) && !Calendar.isMonth(period) && facts.containsKey(key)) {
            var months = months().filter(month -> Calendar.isIn(month, period)).collect(Collectors.toSet());
            longer.put(
                    key, new Edition.Longer(present(item, Set.of(place), months).toList(), together, each));
        }
    }

    private void overProgrammes(String item, Across across) {
        var parts = new TreeSet<>(programmes);
        parts.add(NO_PROGRAMME);
        for (var period : periods) {
            relate(
                    Slice.key(item, WHOLE, period),
                    present(item, parts, Set.of(period)).toList(),
                    across);
        }
    }

    private Set<String> within(String period) {
        var shorter = new TreeSet<String>();
        periods.stream()
                .filter(other -> Calendar.around(other).filter(period::equals).isPresent())
                .forEach(shorter::add);
        return shorter;
    }

    private Stream<String> months() {
        return periods.stream().filter(Calendar::isMonth);
    }

    /** The month with which a longer period ends, be it since the edition does; nothing where that is not there. */
    private Set<String> last(String period) {
        var end = months().reduce((one, other) -> other);
        return months().filter(month -> Calendar.isIn(month, period))
                .reduce((one, other) -> other)
                .filter(month -> Calendar.endsWith(period, month)
                        || end.filter(month::equals).isPresent())
                .map(Set::of)
                .orElse(Set.of());
    }

    /** Whether a period has everything in it from the first month on. */
    private boolean isFromTheFirst(String period) {
        return months().findFirst()
                .filter(month -> month.equals(period) || Calendar.isIn(month, period))
                .isPresent();
    }

    private boolean isKnown(Structure.Of of, String period) {
        return switch (of) {
            case ALL -> true;
            case FROM_THE_FIRST -> isFromTheFirst(period);
            case IN_ITS_WINDOW -> inPeriod(period).allMatch(month -> isInWindow(month, period));
            case WITH_ITS_WINDOW ->
                months().filter(month -> isInWindow(month, period)).allMatch(month -> isOf(month, period));
        };
    }

    private static boolean isOf(String month, String period) {
        return month.equals(period) || Calendar.isIn(month, period);
    }

    private Stream<String> inPeriod(String period) {
        return months().filter(month -> isOf(month, period));
    }

    /** Whether a month is one of the twelve to a period's end, or to the edition's. */
    private boolean isInWindow(String month, String period) {
        var last = inPeriod(period).reduce((one, other) -> other);
        return last.filter(end -> month.compareTo(end) <= 0 && Calendar.isWithinAYear(month, end))
                .isPresent();
    }

    /** What does not hold is not known to anybody. */
    private void relate(String whole, List<String> parts, Across across) {
        if (!facts.containsKey(whole) || parts.isEmpty()) {
            return;
        }
        switch (across) {
            case SUM, LAST -> sum(whole, parts);
            case SUM_OR_NESTED -> {
                if (facts.get(whole).exact() == together(parts)) {
                    sum(whole, parts);
                } else {
                    relate(whole, parts, Across.NESTED);
                }
            }
            case NESTED -> {
                atMost(List.of(whole), parts);
                eachAtMost(parts, whole);
            }
            case EACH_AT_MOST, LAST_AT_MOST -> eachAtMost(parts, whole);
            case AT_MOST_TOGETHER -> atMost(List.of(whole), parts);
        }
    }

    private void eachAtMost(List<String> parts, String whole) {
        parts.forEach(part -> atMost(List.of(part), List.of(whole)));
    }

    private void sum(String whole, List<String> parts) {
        if (facts.get(whole).exact() == together(parts)) {
            rules.add(Rule.sum(whole, parts));
        }
    }

    private void atMost(List<String> smaller, List<String> larger) {
        if (together(smaller) <= together(larger)) {
            rules.add(Rule.atMost(smaller, larger));
        }
    }

    private long together(List<String> keys) {
        return keys.stream().mapToLong(key -> facts.get(key).exact()).sum();
    }

    private void atOnePlace(String place, String period) {
        for (var sum : structure.sums()) {
            var total = Slice.key(sum.total(), place, period);
            var names = sum.prefix().isEmpty()
                    ? sum.items()
                    : items.stream()
                            .filter(item -> item.startsWith(sum.prefix()))
                            .toList();
            var parts = names.stream()
                    .map(item -> Slice.key(item, place, period))
                    .filter(this::isThere)
                    .toList();
            if (facts.containsKey(total) && !parts.isEmpty()) {
                sum(total, parts);
            }
        }
        for (var part : structure.parts()) {
            if (!isKnown(part.of(), period)) {
                continue;
            }
            if (part.larger().getFirst().endsWith("/")) {
                var prefix = part.smaller().getFirst();
                items.stream()
                        .filter(item -> item.startsWith(prefix))
                        .forEach(item -> part(
                                List.of(item),
                                List.of(part.larger().getFirst() + item.substring(prefix.length())),
                                place,
                                period));
            } else {
                part(part.smaller(), part.larger(), place, period);
            }
        }
    }

    /** Less of the smaller is at most the larger, too. */
    private void part(List<String> smaller, List<String> larger, String place, String period) {
        var keys = smaller.stream()
                .map(item -> Slice.key(item, place, period))
                .filter(this::isThere)
                .toList();
        var others = larger.stream().map(item -> Slice.key(item, place, period)).toList();
        if (!keys.isEmpty() && others.stream().allMatch(this::isThere)) {
            atMost(keys, others);
        }
    }
}
