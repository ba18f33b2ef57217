package org.reciprocity.matching.request;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.matching.availability.AvailabilityForm;
import org.reciprocity.matching.command.Work;
import org.reciprocity.matching.fit.Languages;
import org.reciprocity.matching.http.Caller;
import org.reciprocity.matching.http.Paging;
import org.reciprocity.matching.pool.Capacity;
import org.reciprocity.matching.registry.Visibility;

/** Requests as they are shown, to who may see the participant and so their needs. */
public final class RequestReading {
    private static final String SELECT = """
            select r.id, r.community, r.participant, r.skill, r.accepts_group, r.minutes, %s,
                   r.area, r.languages, r.from_time, r.until_time, r.failure_elsewhere,
                   (select o.id from offer o where o.request = r.id), r.withdrawn, r.agency, r.recorded_at, r.version,
                   r.lapsed, r.reach, r.availability, r.role, r.setting, r.risk, r.same_helper, r.shows, r.repeats,
                   r.repeat_of
            from request r where %s
            """;

    private static final String BY_BROKERS = SELECT.formatted(Capacity.OF_REQUEST, Visibility.seen("r.participant"));

    private static final String BY_SYSTEMS =
            SELECT.formatted(Capacity.OF_REQUEST, Visibility.ofOwn("r.participant", "r.agency"));

    private RequestReading() {}

    /** One request, in a list of its own; empty when it is unknown or not visible. */
    public static Uni<List<RequestView>> one(Sql sql, Caller caller, UUID id) {
        return sql.select(select(caller) + " and r.id = $2", caller.agency(), id)
                .map(RequestReading::views);
    }

    /** A page of a community's requests. */
    static Uni<List<RequestView>> page(
            Sql sql, Caller caller, UUID community, UUID participant, String state, Paging paging) {
        return sql.select(
                        select(caller) + """
                                 and r.community = $2 and ($3::uuid is null or r.participant = $3)
                                 and ($4::text is null or $4 = case when r.withdrawn then 'withdrawn'
                                                                    when r.lapsed then 'lapsed' else 'open' end)
                                 and (r.recorded_at, r.id) < ($5, $6) order by r.recorded_at desc, r.id desc limit $7
                                """,
                        caller.agency(),
                        community,
                        participant,
                        state,
                        paging.beforeTime(),
                        paging.beforeId(),
                        paging.rows())
                .map(RequestReading::views);
    }

    private static String select(Caller caller) {
        return Visibility.of(caller, BY_BROKERS, BY_SYSTEMS);
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
                        (String) row[18],
                        Work.instant(row[9]),
                        Work.instant(row[10]),
                        AvailabilityForm.from(AvailabilityForm.ofColumn((String) row[19])),
                        (String) row[20],
                        (String) row[21],
                        (String) row[22],
                        (Boolean) row[23],
                        (Boolean) row[11],
                        Languages.list(Languages.split((String) row[24])),
                        (String) row[25],
                        (UUID) row[26],
                        RequestView.CouldGiveView.of((UUID) row[12]),
                        StoredRequest.state((Boolean) row[13], (Boolean) row[17]),
                        (UUID) row[14],
                        Work.instant(row[15]),
                        (Long) row[16]))
                .toList();
    }
}
