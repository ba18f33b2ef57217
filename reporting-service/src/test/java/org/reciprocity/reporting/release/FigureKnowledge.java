package org.reciprocity.reporting.release;

import static org.reciprocity.reporting.release.KnownEdition.ADD_UP;
import static org.reciprocity.reporting.release.KnownEdition.BOTH;
import static org.reciprocity.reporting.release.KnownEdition.BRIDGES;
import static org.reciprocity.reporting.release.KnownEdition.GAVE;
import static org.reciprocity.reporting.release.KnownEdition.MATCHED;
import static org.reciprocity.reporting.release.KnownEdition.MUTUAL;
import static org.reciprocity.reporting.release.KnownEdition.NEVER_MATCHED;
import static org.reciprocity.reporting.release.KnownEdition.NONE;
import static org.reciprocity.reporting.release.KnownEdition.ONLY_GAVE;
import static org.reciprocity.reporting.release.KnownEdition.ONLY_RECEIVED;
import static org.reciprocity.reporting.release.KnownEdition.RECEIVED;
import static org.reciprocity.reporting.release.KnownEdition.REQUESTERS;
import static org.reciprocity.reporting.release.KnownEdition.TIED;
import static org.reciprocity.reporting.release.KnownEdition.TIES;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.reciprocity.reporting.edition.EditionTable;
import org.reciprocity.reporting.release.ReleasedNumber.State;

/**
 * What the definitions of the figures say about counts, for a {@link Reader}: written from the reference of figures, set by set, and apart from
 * what the disclosure decision declares.
 */
final class FigureKnowledge {
    private final KnownEdition edition;

    /** Of an edition. */
    FigureKnowledge(KnownEdition edition) {
        this.edition = edition;
    }

    /** What an edition consists of. */
    void learn(List<ReleasedNumber> numbers, Set<String> heldBack) {
        for (var table : edition.tables) {
            var counts = new TreeMap<>(Slices.of(table).counts());
            counts.keySet()
                    .removeIf(item -> ReleasedRelations.STRUCTURE.untold().contains(item));
            add(counts, GAVE, ONLY_GAVE, BOTH, 1);
            add(counts, RECEIVED, ONLY_RECEIVED, BOTH, 1);
            add(counts, MATCHED, REQUESTERS, NEVER_MATCHED, -1);
            if (table.figures().get("ties").parts().get("participants") instanceof Number people) {
                counts.put(TIED, people.longValue());
            }
            counts.put(TIES, table.figures().get("ties").value().longValueExact());
            counts.put(MUTUAL, table.figures().get("mutual-pairs").value().longValueExact());
            if (table.figures().get("agency-bridges").parts().get("tiesBetweenAgencies") instanceof Number bridges) {
                counts.put(BRIDGES, bridges.longValue());
            }
            counts.forEach((item, count) -> count(item, KnownEdition.place(table), table.period(), count));
        }
        remainders();
        var places = new KnowledgeOfPlaces(edition);
        var sets = new KnowledgeOfSets(edition);
        read(numbers, heldBack);
        for (var place : edition.placesOf) {
            for (var period : edition.periods) {
                places.atOnePlace(place, period);
                sets.overTime(place, period);
            }
        }
        edition.periods.forEach(sets::overProgrammes);
        places.ratios(numbers);
    }

    private static void add(Map<String, Long> counts, String item, String one, String other, int sign) {
        if (counts.containsKey(one) && counts.containsKey(other)) {
            counts.put(item, counts.get(one) + sign * counts.get(other));
        }
    }

    /** One that has not changed is the same, unless a month has come to it in which there is something. */
    private void count(String item, String place, String period, long count) {
        var key = edition.key(item, place, period);
        var same = edition.before.map(old -> old.key(item, place, period)).filter(edition.reader::has);
        boolean grown = edition.months(period).stream()
                .filter(month -> !month.equals(period))
                .anyMatch(month -> edition.before.isPresent()
                        && !edition.before.get().periods.contains(month)
                        && edition.tables.stream()
                                .filter(table -> KnownEdition.place(table).equals(place)
                                        && table.period().equals(month))
                                .anyMatch(table -> count(table, item) > 0));
        if (same.isPresent() && edition.reader.exact(same.get()) == count && !grown) {
            edition.reader.same(key, same.get());
        } else {
            edition.reader.count(key, count);
        }
    }

    private static long count(EditionTable table, String item) {
        return Slices.of(table).counts().getOrDefault(item, 1L);
    }

    private static final String NONE = "none";

    private void remainders() {
        for (var period : edition.periods) {
            for (var item : ADD_UP) {
                var parts = edition.reader.there(edition.programmes().stream()
                        .map(place -> edition.key(item, place, period))
                        .toList());
                if (edition.reader.has(edition.key(item, "", period)) && !parts.isEmpty()) {
                    long rest = edition.reader.exact(edition.key(item, "", period))
                            - parts.stream().mapToLong(edition.reader::exact).sum();
                    count(item, NONE, period, rest);
                    if (rest == 0) {
                        edition.reader.between(edition.key(item, NONE, period), 0, 0);
                    }
                }
            }
        }
    }

    private void read(List<ReleasedNumber> numbers, Set<String> heldBack) {
        var listed = new HashSet<String>();
        for (var told : numbers) {
            var place = told.programme().map(Object::toString).orElse("");
            var item = told.figure() + "|" + told.part();
            var key = edition.key(item, place, told.period());
            if (!edition.reader.has(key)) {
                continue;
            }
            listed.add(key);
            if (told.state() == State.TOLD) {
                edition.reader.told(
                        key, told.value().map(BigDecimal::longValueExact).orElseThrow());
            } else if (told.state() == State.WITHHELD) {
                edition.reader.withheld(key, heldBack.contains(item + "|" + place + "|" + told.period()));
            }
        }
        for (var table : edition.tables) {
            for (var item : Slices.of(table).counts().keySet()) {
                var key = edition.key(item, KnownEdition.place(table), table.period());
                if (edition.reader.has(key) && !listed.contains(key)) {
                    edition.reader.withheld(key, true);
                }
            }
        }
    }
}
