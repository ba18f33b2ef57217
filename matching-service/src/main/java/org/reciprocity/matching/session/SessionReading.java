package org.reciprocity.matching.session;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.matching.command.Work;
import org.reciprocity.matching.http.Caller;
import org.reciprocity.matching.http.Paging;
import org.reciprocity.matching.registry.Visibility;

/** Sessions as they are shown, to who may see the proposal that they carry out. */
final class SessionReading {
    private static final String BY_BROKERS = select(Visibility.seen("s.giver"), Visibility.seen("s.receiver"));

    private static final String BY_SYSTEMS =
            select(Visibility.ofOwn("s.giver", "o.agency"), Visibility.ofOwn("s.receiver", "r.agency"));

    private SessionReading() {}

    private static String select(String seesGiver, String seesReceiver) {
        return """
            select s.id, s.community, s.match, s.giver, s.receiver, s.skill, s.starts_at, s.minutes, s.state, s.missed_by,
                   s.reason, s.agency, s.recorded_at, s.version
            from session s join match m on m.id = s.match
                 join offer o on o.id = m.offer join request r on r.id = m.request
            where (%s or %s)
            """.formatted(
                        seesGiver + " and " + Visibility.ofBearer("s.giver"),
                        seesReceiver + " and " + Visibility.ofBearer("s.receiver"));
    }

    /** One session, in a list of its own; empty when it is unknown or not visible. */
    static Uni<List<SessionView>> one(Sql sql, Caller caller, UUID id) {
        return sql.select(select(caller) + " and s.id = $3", caller.agency(), caller.bearer(), id)
                .map(SessionReading::views);
    }

    /** A page of a community's sessions. */
    static Uni<List<SessionView>> page(
            Sql sql, Caller caller, UUID community, UUID participant, UUID match, String state, Paging paging) {
        return sql.select(
                        select(caller) + """
                                 and s.community = $3 and ($4::uuid is null or s.giver = $4 or s.receiver = $4)
                                 and ($5::uuid is null or s.match = $5) and ($6::text is null or s.state = $6)
                                 and (s.recorded_at, s.id) < ($7, $8) order by s.recorded_at desc, s.id desc limit $9
                                """,
                        caller.agency(),
                        caller.bearer(),
                        community,
                        participant,
                        match,
                        state,
                        paging.beforeTime(),
                        paging.beforeId(),
                        paging.rows())
                .map(SessionReading::views);
    }

    private static String select(Caller caller) {
        return Visibility.of(caller, BY_BROKERS, BY_SYSTEMS);
    }

    private static List<SessionView> views(List<Object[]> rows) {
        return rows.stream()
                .map(row -> new SessionView(
                        (UUID) row[0],
                        (UUID) row[1],
                        (UUID) row[2],
                        (UUID) row[3],
                        (UUID) row[4],
                        (String) row[5],
                        Work.instant(row[6]),
                        (Long) row[7],
                        (String) row[8],
                        (String) row[9],
                        (String) row[10],
                        (UUID) row[11],
                        Work.instant(row[12]),
                        (Long) row[13]))
                .toList();
    }
}
