package org.reciprocity.matching.request;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.matching.command.Work;
import org.reciprocity.matching.fit.Languages;
import org.reciprocity.matching.http.Paging;
import org.reciprocity.matching.registry.Visibility;

/** Requests as they are shown, to who may see the participant and so their needs. */
final class RequestReading {
    private static final String SELECT = """
            select r.id, r.community, r.participant, r.skill, r.accepts_group, r.minutes,
                   r.minutes - (select coalesce(sum(m.minutes), 0)::bigint from match m
                                where m.request = r.id and m.state <> 'declined'),
                   r.area, r.languages, r.from_time, r.until_time, r.failure_elsewhere,
                   (select o.id from offer o where o.request = r.id), r.withdrawn, r.agency, r.recorded_at, r.version
            from request r where %s
            """.formatted(Visibility.seen("r.participant"));

    private RequestReading() {}

    /** One request, in a list of its own; empty when it is unknown or not visible. */
    static Uni<List<RequestView>> one(Sql sql, UUID agency, UUID id) {
        return sql.select(SELECT + " and r.id = $2", agency, id).map(RequestReading::views);
    }

    /** A page of a community's requests. */
    static Uni<List<RequestView>> page(
            Sql sql, UUID agency, UUID community, UUID participant, String state, Paging paging) {
        return sql.select(
                        SELECT + """
                                 and r.community = $2 and ($3::uuid is null or r.participant = $3)
                                 and ($4::text is null or r.withdrawn = ($4 = 'withdrawn'))
                                 and (r.recorded_at, r.id) < ($5, $6) order by r.recorded_at desc, r.id desc limit $7
                                """,
                        agency,
                        community,
                        participant,
                        state,
                        paging.beforeTime(),
                        paging.beforeId(),
                        paging.rows())
                .map(RequestReading::views);
    }

    private static List<RequestView> views(List<Object[]> rows) {
        return rows.stream()
                .map(row -> new RequestView(
                        (UUID) row[0],
                        (UUID) row[1],
                        (UUID) row[2],
                        (String) row[3],
                        (Boolean) row[4],
                        (Long) row[5],
                        (Long) row[6],
                        (String) row[7],
                        Languages.list(Languages.split((String) row[8])),
                        Work.instant(row[9]),
                        Work.instant(row[10]),
                        (Boolean) row[11],
                        RequestView.CouldGiveView.of((UUID) row[12]),
                        (Boolean) row[13] ? "withdrawn" : "open",
                        (UUID) row[14],
                        Work.instant(row[15]),
                        (Long) row[16]))
                .toList();
    }
}
