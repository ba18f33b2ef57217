package org.reciprocity.reporting.closing;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import org.reciprocity.reporting.edition.EditionTable.Contributors;
import org.reciprocity.reporting.edition.EditionTable.Side;
import org.reciprocity.reporting.figure.FigureTables;
import org.reciprocity.reporting.figure.Span;
import org.reciprocity.reporting.place.Place;
import org.reciprocity.reporting.projection.Nature;
import org.reciprocity.reporting.snapshot.Snapshot;

/**
 * Who the minutes of a period are of: by figure and part, how many people and the two largest of them, as givers and as receivers. What
 * a contribution or a plan goes to is no participant, so those have givers only; a partner who accepts credit is none either, so what is
 * redeemed has receivers only.
 */
final class ContributorsReader {
    private static final String WHERE =
            " from pair where community = $1 and ($2::int is null or programme = $2) and bucket >= $3 and bucket < $4 ";
    // Of kind 4, credit spent at partners, the partner is the giver. The receiver of kind 2 is the community in a
    // session of services that
    // nobody received.
    private static final String PAIRS = "select nature, true, giver, sum(minutes)::bigint" + WHERE
            + "and kind in (1, 2, 3) and giver <> 0 group by 1, 3 having sum(minutes) <> 0 union all select nature,"
            + " false, receiver, sum(minutes)::bigint" + WHERE
            + "and kind in (1, 2, 4) and giver <> 0 group by 1, 3 having sum(minutes) <> 0";
    private static final String ATTENDANCE = "select gave = 1, person, sum(minutes)::bigint from attendance"
            + " where community = $1 and bucket >= $2 and bucket < $3 group by 1, 2 having sum(minutes) <> 0";
    private static final String ENTRIES =
            "select coalesce(sum(settled + reversed), 0)::bigint from exchange where community = $1"
                    + " and ($2::int is null or programme = $2) and bucket >= $3 and bucket < $4";

    private ContributorsReader() {}

    /** By figure and part, who contributes. */
    static Uni<Map<String, Map<String, Contributors>>> read(Snapshot snapshot, Place place, Span span) {
        boolean whole = place.programme().isEmpty();
        return FigureTables.persons(snapshot, place).chain(persons -> snapshot.query(
                        PAIRS, place.communityKey(), place.programmeKey().orElse(null), span.from(), span.to())
                .map(rows -> new Sides(persons).addPairs(rows, whole))
                .chain(sides -> whole
                        ? snapshot.query(ATTENDANCE, place.communityKey(), span.from(), span.to())
                                .map(sides::addAttendance)
                        : Uni.createFrom().item(sides))
                .map(Sides::contributors));
    }

    /** Minutes by figure, part and person, on either side. */
    private static final class Sides {
        private final IntUnaryOperator persons;
        private final Map<HoursParts, Map<Integer, Long>> givers = new HashMap<>();
        private final Map<HoursParts, Map<Integer, Long>> receivers = new HashMap<>();

        Sides(IntUnaryOperator persons) {
            this.persons = persons;
        }

        Sides addPairs(RowSet<Row> rows, boolean whole) {
            for (var row : rows) {
                var nature = Nature.of(row.getInteger(0));
                if (row.getBoolean(1)) {
                    add(givers, HoursParts.ofGiver(nature, whole), row.getInteger(2), row.getLong(3));
                } else {
                    add(receivers, HoursParts.ofReceiver(nature, whole), row.getInteger(2), row.getLong(3));
                }
            }
            return this;
        }

        Sides addAttendance(RowSet<Row> rows) {
            for (var row : rows) {
                var side = row.getBoolean(0) ? givers : receivers;
                add(side, HoursParts.ofAttendance(), row.getInteger(1), row.getLong(2));
            }
            return this;
        }

        private void add(Map<HoursParts, Map<Integer, Long>> side, List<HoursParts> parts, int number, long minutes) {
            int person = persons.applyAsInt(number);
            parts.forEach(
                    part -> side.computeIfAbsent(part, p -> new HashMap<>()).merge(person, minutes, Long::sum));
        }

        Map<String, Map<String, Contributors>> contributors() {
            Map<String, Map<String, Contributors>> figures = new TreeMap<>();
            var parts = new HashSet<>(givers.keySet());
            parts.addAll(receivers.keySet());
            parts.forEach(part -> figures.computeIfAbsent(part.figure().code(), f -> new TreeMap<>())
                    .put(part.part(), new Contributors(side(givers.get(part)), side(receivers.get(part)))));
            return figures;
        }
    }

    private static Side side(Map<Integer, Long> people) {
        if (people == null) {
            return null;
        }
        long count = 0;
        long total = 0;
        long largest = 0;
        long second = 0;
        for (long minutes : people.values()) {
            if (minutes == 0) {
                continue;
            }
            count++;
            total += minutes;
            if (minutes > largest) {
                second = largest;
                largest = minutes;
            } else if (minutes > second) {
                second = minutes;
            }
        }
        return new Side(count, total, largest, second);
    }

    /** How many exchanges and reversals of a period were recorded, of any kind. */
    static Uni<Long> entries(Snapshot snapshot, Place place, Span span) {
        return snapshot.query(
                        ENTRIES, place.communityKey(), place.programmeKey().orElse(null), span.from(), span.to())
                .map(rows -> rows.iterator().next().getLong(0));
    }
}
