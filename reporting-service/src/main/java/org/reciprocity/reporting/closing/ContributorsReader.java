package org.reciprocity.reporting.closing;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import org.reciprocity.reporting.edition.EditionTable.Contributors;
import org.reciprocity.reporting.edition.EditionTable.Side;
import org.reciprocity.reporting.figure.Figure;
import org.reciprocity.reporting.figure.FigureTables;
import org.reciprocity.reporting.figure.Span;
import org.reciprocity.reporting.place.Place;
import org.reciprocity.reporting.projection.Kind;
import org.reciprocity.reporting.snapshot.Snapshot;

/**
 * Who the minutes of a period are of: by figure and kind, how many people and the two largest of them, as givers and as receivers. What
 * a contribution or a plan goes to is no participant, so those have givers only.
 */
final class ContributorsReader {
    private static final String WHERE =
            " from pair where community = $1 and ($2::int is null or programme = $2) and bucket >= $3 and bucket < $4 ";
    private static final String MINUTES = "select kind, true, giver, sum(minutes)::bigint" + WHERE
            + "and kind in (1, 2, 3) and giver <> 0 group by 1, 3 having sum(minutes) <> 0 union all select kind, false,"
            + " receiver, sum(minutes)::bigint" + WHERE
            + "and kind = 1 and giver <> 0 group by 1, 3 having sum(minutes) <> 0";
    private static final String ENTRIES =
            "select coalesce(sum(settled + reversed), 0)::bigint from exchange where community = $1"
                    + " and ($2::int is null or programme = $2) and bucket >= $3 and bucket < $4";

    private ContributorsReader() {}

    /** By figure and part, who contributes. */
    static Uni<Map<String, Map<String, Contributors>>> read(Snapshot snapshot, Place place, Span span) {
        return FigureTables.persons(snapshot, place).chain(persons -> snapshot.query(
                        MINUTES, place.communityKey(), place.programmeKey().orElse(null), span.from(), span.to())
                .map(rows -> contributors(rows, persons)));
    }

    private static Map<String, Map<String, Contributors>> contributors(RowSet<Row> rows, IntUnaryOperator persons) {
        var givers = new TreeMap<String, Map<Integer, Long>>();
        var receivers = new TreeMap<String, Map<Integer, Long>>();
        for (var row : rows) {
            var part = "kind/" + Kind.of(row.getInteger(0)).code();
            var side = row.getBoolean(1) ? givers : receivers;
            int person = persons.applyAsInt(row.getInteger(2));
            add(side, part, person, row.getLong(3));
            add(side, "", person, row.getLong(3));
        }
        Map<String, Contributors> given = new TreeMap<>();
        givers.keySet()
                .forEach(part -> given.put(part, new Contributors(side(givers.get(part)), side(receivers.get(part)))));
        Map<String, Map<String, Contributors>> figures = new TreeMap<>();
        figures.put(Figure.HOURS_GIVEN.code(), given);
        return figures;
    }

    private static void add(Map<String, Map<Integer, Long>> side, String part, int person, long minutes) {
        side.computeIfAbsent(part, p -> new HashMap<>()).merge(person, minutes, Long::sum);
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
