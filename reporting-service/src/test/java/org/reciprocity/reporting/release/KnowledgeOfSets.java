package org.reciprocity.reporting.release;

import static org.reciprocity.reporting.release.KnownEdition.ACTIVE;
import static org.reciprocity.reporting.release.KnownEdition.ADD_UP;
import static org.reciprocity.reporting.release.KnownEdition.ADD_UP_OVER_TIME;
import static org.reciprocity.reporting.release.KnownEdition.BOTH;
import static org.reciprocity.reporting.release.KnownEdition.BRIDGES;
import static org.reciprocity.reporting.release.KnownEdition.ENROLLED;
import static org.reciprocity.reporting.release.KnownEdition.ENROLLED_ACTIVE;
import static org.reciprocity.reporting.release.KnownEdition.EXCHANGES;
import static org.reciprocity.reporting.release.KnownEdition.FIRST;
import static org.reciprocity.reporting.release.KnownEdition.FIRST_GAVE;
import static org.reciprocity.reporting.release.KnownEdition.GAVE;
import static org.reciprocity.reporting.release.KnownEdition.ISOLATED;
import static org.reciprocity.reporting.release.KnownEdition.LAPSED;
import static org.reciprocity.reporting.release.KnownEdition.MATCHED;
import static org.reciprocity.reporting.release.KnownEdition.MUTUAL;
import static org.reciprocity.reporting.release.KnownEdition.NEVER_MATCHED;
import static org.reciprocity.reporting.release.KnownEdition.NONE;
import static org.reciprocity.reporting.release.KnownEdition.ONLY_GAVE;
import static org.reciprocity.reporting.release.KnownEdition.ONLY_RECEIVED;
import static org.reciprocity.reporting.release.KnownEdition.PLAIN;
import static org.reciprocity.reporting.release.KnownEdition.RECEIVED;
import static org.reciprocity.reporting.release.KnownEdition.REQUESTERS;
import static org.reciprocity.reporting.release.KnownEdition.TIED;
import static org.reciprocity.reporting.release.KnownEdition.TIES;
import static org.reciprocity.reporting.release.KnownEdition.USERS;
import static org.reciprocity.reporting.release.KnownEdition.USERS_GAVE;
import static org.reciprocity.reporting.release.KnownEdition.WITHOUT_TIE;
import static org.reciprocity.reporting.release.KnownEdition.WITH_BOTH;
import static org.reciprocity.reporting.release.KnownEdition.WITH_OFFER;
import static org.reciprocity.reporting.release.KnownEdition.isMonth;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What sets of people, and what is of one month or programme, have to do with those of longer periods and of the community. */
final class KnowledgeOfSets {
    /** A set by the counts that it is the sum and the difference of. */
    private record People(List<String> plus, List<String> minus) {
        static People of(String item) {
            return new People(List.of(item), List.of());
        }

        static People less(String item, String other) {
            return new People(List.of(item), List.of(other));
        }
    }

    private static final People ENROLLED_OR_ACTIVE = new People(List.of(ENROLLED, ACTIVE), List.of(ENROLLED_ACTIVE));
    private static final People USERS_OR_GAVE = new People(List.of(USERS, GAVE), List.of(USERS_GAVE));

    /** Who is in a longer period is in a part of it, and the other way round. */
    private static final List<People> UNIONS = List.of(
            People.of(ACTIVE),
            People.of(GAVE),
            People.of(RECEIVED),
            People.of(PLAIN),
            People.of(ENROLLED),
            People.of(USERS),
            ENROLLED_OR_ACTIVE,
            USERS_OR_GAVE);

    /** Who is in a part is in the whole. */
    private static final List<People> GROWING =
            List.of(People.of(BOTH), People.of(ENROLLED_ACTIVE), People.of(USERS_GAVE));

    /** Who is in the whole did one and never the other, and so did in a part. */
    private static final List<People> SHRINKING = List.of(
            People.of(ONLY_GAVE),
            People.of(ONLY_RECEIVED),
            People.less(ENROLLED, ENROLLED_ACTIVE),
            People.less(ACTIVE, ENROLLED_ACTIVE),
            People.less(USERS, USERS_GAVE),
            People.less(GAVE, USERS_GAVE),
            People.less(ACTIVE, PLAIN),
            People.less(ENROLLED, USERS));

    private final KnownEdition edition;

    /** Of an edition. */
    KnowledgeOfSets(KnownEdition edition) {
        this.edition = edition;
    }

    private static List<String> and(List<String> one, List<String> other) {
        var all = new ArrayList<>(one);
        all.addAll(other);
        return all;
    }

    /** A set of the one is at most that of the others together; or each of the others at most that of the one. */
    private void sets(
            String family,
            People people,
            List<String> whole,
            List<List<String>> parts,
            boolean together,
            boolean each) {
        var plus = whole.subList(0, people.plus.size());
        var minus = whole.subList(people.plus.size(), whole.size());
        if (together) {
            var larger = new ArrayList<>(minus);
            var smaller = new ArrayList<>(plus);
            parts.forEach(part -> {
                larger.addAll(part.subList(0, people.plus.size()));
                smaller.addAll(part.subList(people.plus.size(), part.size()));
            });
            edition.reader.atMost(family, smaller, larger);
        }
        if (each) {
            parts.forEach(part -> edition.reader.atMost(
                    family,
                    and(part.subList(0, people.plus.size()), minus),
                    and(plus, part.subList(people.plus.size(), part.size()))));
        }
    }

    private List<String> of(People people, String place, String period) {
        return of(edition, people, place, period);
    }

    private static List<String> of(KnownEdition edition, People people, String place, String period) {
        return and(people.plus, people.minus).stream()
                .map(item -> edition.key(item, place, period))
                .toList();
    }

    private static String family(String family, People people) {
        return family + (people.plus.size() + people.minus.size() > 1 ? " of several" : "");
    }

    void overTime(String place, String period) {
        for (var way : edition.within(period)) {
            sets(
                    "time",
                    place,
                    period,
                    way.stream()
                            .map(shorter -> (Function<People, List<String>>) people -> of(people, place, shorter))
                            .toList());
            ADD_UP.forEach(item -> addUp(item, place, period, way));
            ADD_UP_OVER_TIME.forEach(item -> addUp(item, place, period, way));
            people("time", People.of(WITH_OFFER), place, period, way, false, true);
            people("time", People.of(WITH_BOTH), place, period, way, false, true);
            people("time", People.less(ENROLLED, WITH_OFFER), place, period, way, true, false);
            people("time", People.less(ENROLLED, WITH_BOTH), place, period, way, true, false);
            if (place.isEmpty()) {
                people("time", People.of(REQUESTERS), place, period, way, true, true);
                people("time", People.of(MATCHED), place, period, way, true, true);
                people("time", People.of(NEVER_MATCHED), place, period, way, true, false);
                for (var prefix : List.of(
                        "requests|bySkill/", "offers|bySkill/", "matches-declined|byReason/", "requests-lapsed|by")) {
                    edition.items(prefix).forEach(item -> addUp(item, place, period, way));
                }
                addUp(LAPSED, place, period, way);
            }
        }
        if (!isMonth(period)) {
            var last = edition.months(period).getLast();
            for (var item : List.of(TIES, MUTUAL, BRIDGES, TIED)) {
                edition.reader.equal(
                        "network of the last month",
                        List.of(edition.key(item, place, period)),
                        List.of(edition.key(item, place, last)));
            }
            for (var item : List.of(ISOLATED, WITHOUT_TIE)) {
                edition.reader.atMost(
                        "time", List.of(edition.key(item, place, last)), List.of(edition.key(item, place, period)));
                // Who is enrolled and has a tie then.
                edition.reader.atMost(
                        "tied over time",
                        List.of(edition.key(ENROLLED, place, last), edition.key(item, place, period)),
                        List.of(edition.key(ENROLLED, place, period), edition.key(item, place, last)));
            }
            sinceBefore(place, period);
        }
    }

    private void people(
            String family,
            People people,
            String place,
            String period,
            List<String> way,
            boolean together,
            boolean each) {
        sets(
                family(family, people),
                people,
                of(people, place, period),
                way.stream().map(shorter -> of(people, place, shorter)).toList(),
                together,
                each);
    }

    private void sets(String family, String place, String period, List<Function<People, List<String>>> parts) {
        UNIONS.forEach(people -> sets(family, place, period, people, parts, true, true));
        GROWING.forEach(people -> sets(family, place, period, people, parts, false, true));
        SHRINKING.forEach(people -> sets(family, place, period, people, parts, true, false));
    }

    private void sets(
            String family,
            String place,
            String period,
            People people,
            List<Function<People, List<String>>> parts,
            boolean together,
            boolean each) {
        sets(
                family(family, people),
                people,
                of(people, place, period),
                parts.stream().map(part -> part.apply(people)).toList(),
                together,
                each);
    }

    /** Where nothing was recorded of the months before, a longer period is what it was before and the months that have come. */
    private void sinceBefore(String place, String period) {
        if (edition.before.isEmpty() || !edition.before.get().periods.contains(period)) {
            return;
        }
        var old = edition.before.get();
        var fresh = edition.months(period).stream()
                .filter(month -> !old.periods.contains(month))
                .toList();
        boolean unchanged = edition.months(period).stream()
                .filter(month -> !fresh.contains(month))
                .allMatch(
                        month -> edition.entries.get(place + "|" + month).equals(old.entries.get(place + "|" + month)));
        if (fresh.isEmpty() || !unchanged) {
            return;
        }
        var parts = new ArrayList<Function<People, List<String>>>();
        parts.add(people -> of(old, people, place, period));
        fresh.forEach(month -> parts.add(people -> of(people, place, month)));
        sets("since before", place, period, parts);
    }

    private void addUp(String item, String place, String period, List<String> way) {
        var parts = edition.reader.there(
                way.stream().map(shorter -> edition.key(item, place, shorter)).toList());
        if (parts.size() == way.size() || item.contains("/")) {
            if (!parts.isEmpty()) {
                edition.reader.equal("add up over time", List.of(edition.key(item, place, period)), parts);
            }
        }
    }

    void overProgrammes(String period) {
        var programmes = List.copyOf(edition.programmes());
        for (var item : ADD_UP) {
            var parts = new ArrayList<>(programmes);
            parts.add(NONE);
            var keys = edition.reader.there(parts.stream()
                    .map(place -> edition.key(item, place, period))
                    .toList());
            if (keys.size() == parts.size()) {
                edition.reader.equal("add up over programmes", List.of(edition.key(item, "", period)), keys);
            }
        }
        boolean allInProgrammes = edition.reader.has(edition.key(EXCHANGES, NONE, period))
                && edition.reader.exact(edition.key(EXCHANGES, NONE, period)) == 0;
        for (var people : UNIONS) {
            boolean always = people.equals(People.of(ENROLLED)) || people.equals(People.of(USERS));
            over(people, period, programmes, always || allInProgrammes, true);
        }
        GROWING.forEach(people -> over(people, period, programmes, false, true));
        for (var people : SHRINKING) {
            boolean always = people.plus.contains(ENROLLED) || people.plus.contains(USERS);
            over(people, period, programmes, always || allInProgrammes, false);
        }
        for (var people : List.of(
                People.of(WITH_OFFER),
                People.of(WITH_BOTH),
                People.less(ENROLLED, WITH_OFFER),
                People.less(ENROLLED, WITH_BOTH),
                People.less(WITH_OFFER, WITH_BOTH))) {
            over(people, period, programmes, true, true);
        }
        for (var item : List.of(ISOLATED, WITHOUT_TIE)) {
            over(People.of(item), period, programmes, true, false);
            over(People.less(ENROLLED, item), period, programmes, false, true);
        }
        over(People.of(FIRST), period, programmes, edition.allInProgrammesUpTo(period), false);
        over(People.less(FIRST, FIRST_GAVE), period, programmes, edition.allInProgrammesUpTo(period), false);
        for (var item : List.of(TIES, BRIDGES, TIED)) {
            over(People.of(item), period, programmes, edition.allInProgrammesUpTo(period), true);
        }
        over(People.of(MUTUAL), period, programmes, false, true);
    }

    private void over(People people, String period, List<String> programmes, boolean together, boolean each) {
        sets(
                family("programmes", people),
                people,
                of(people, "", period),
                programmes.stream().map(place -> of(people, place, period)).toList(),
                together,
                each);
    }
}
