package org.reciprocity.reporting.snapshot;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.reciprocity.reporting.generation.LogTopics;

/** Brings what is in memory of a community's enrolments to the moment of a snapshot. */
final class EnrolmentReader {
    // The last day of an enrolment is inside.
    private static final String ALL = """
            select e.participant, e.programme, e.role <> 'professional', coalesce(p.size, 1), e.starts, e.ends, i.number
            from enrolment e
            left join ident i on i.id = e.participant
            left join participant p on p.id = e.participant
            where e.community = $1 and e.arm = 'participants' and (e.ends is null or e.ends >= e.starts)
            limit $2
            """;
    private static final String NUMBERS = "select id, number from ident where id = any($1)";

    private EnrolmentReader() {}

    /** A community's enrolments; none where there is no room for them. */
    static Uni<Optional<Enrolments>> read(Snapshot snapshot, Memory<Enrolments> memory, UUID community) {
        var known = memory.known(snapshot.generation(), community);
        if (known.isPresent() && known.get().isEmpty()) {
            return Uni.createFrom().item(Optional.<Enrolments>empty());
        }
        return snapshot.offsets().map(EnrolmentReader::moment).chain(moment -> known.flatMap(before -> before)
                .filter(before -> before.moment().registry() == moment.registry())
                .map(before ->
                        numbered(snapshot, memory, community, before, moment).map(Optional::of))
                .orElseGet(() -> all(snapshot, memory, community, moment)));
    }

    private static Enrolments.Moment moment(Map<TopicPartition, Long> offsets) {
        long registry = 0;
        long others = 0;
        for (var offset : offsets.entrySet()) {
            if (offset.getKey().topic().endsWith(LogTopics.REGISTRY)) {
                registry += offset.getValue();
            } else {
                others += offset.getValue();
            }
        }
        return new Enrolments.Moment(registry, others);
    }

    private static Uni<Optional<Enrolments>> all(
            Snapshot snapshot, Memory<Enrolments> memory, UUID community, Enrolments.Moment moment) {
        return snapshot.query(ALL, community, memory.room() + 1).map(rows -> {
            if (rows.size() > memory.room()) {
                memory.keepNone(snapshot.generation(), community);
                return Optional.empty();
            }
            var enrolments = enrolments(moment, rows);
            memory.keep(snapshot.generation(), community, enrolments);
            return Optional.of(enrolments);
        });
    }

    private static Enrolments enrolments(Enrolments.Moment moment, RowSet<Row> rows) {
        var all = new ArrayList<Enrolments.Enrolment>(rows.size());
        var numbers = new HashMap<UUID, Integer>();
        for (var row : rows) {
            var participant = row.getUUID(0);
            all.add(new Enrolments.Enrolment(
                    participant,
                    row.getUUID(1),
                    row.getBoolean(2),
                    row.getInteger(3),
                    row.getLocalDate(4),
                    Optional.ofNullable(row.getLocalDate(5))));
            var number = row.getInteger(6);
            if (number != null) {
                numbers.put(participant, number);
            }
        }
        return new Enrolments(moment, all, numbers);
    }

    /** Numbers never change; whom no leg named before may have got one since. */
    private static Uni<Enrolments> numbered(
            Snapshot snapshot, Memory<Enrolments> memory, UUID community, Enrolments before, Enrolments.Moment moment) {
        if (before.moment().equals(moment)) {
            return Uni.createFrom().item(before);
        }
        var without = before.withoutNumber();
        if (without.isEmpty()) {
            return Uni.createFrom().item(before);
        }
        return snapshot.query(NUMBERS, (Object) without.toArray(UUID[]::new)).map(rows -> {
            var more = new HashMap<UUID, Integer>();
            rows.forEach(row -> more.put(row.getUUID(0), row.getInteger(1)));
            var enrolments = before.at(moment, more);
            memory.keep(snapshot.generation(), community, enrolments);
            return enrolments;
        });
    }
}
