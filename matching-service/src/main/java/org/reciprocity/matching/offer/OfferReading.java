package org.reciprocity.matching.offer;

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

/** Offers as they are shown, to who may see the participant. */
final class OfferReading {
    private static final String SELECT = """
            select o.id, o.community, o.participant, o.skill, o.minutes, %s, o.area, o.languages, o.reach, o.from_time,
                   o.until_time, o.request, o.withdrawn, o.agency, o.recorded_at, o.version, o.per, o.availability, o.shows,
                   o.lapsed, o.lapses_at
            from offer o where %s
            """;

    private static final String BY_BROKERS = SELECT.formatted(Capacity.OF_OFFER, Visibility.seen("o.participant"));

    private static final String BY_SYSTEMS =
            SELECT.formatted(Capacity.OF_OFFER, Visibility.ofOwn("o.participant", "o.agency"));

    private OfferReading() {}

    /** What no match takes of an offer's capacity. */
    static Uni<Long> remaining(Sql sql, UUID offer) {
        return sql.select("select " + Capacity.OF_OFFER + " from offer o where o.id = $1", offer)
                .map(rows -> (Long) rows.getFirst()[0]);
    }

    /** One offer, in a list of its own; empty when it is unknown or not visible. */
    static Uni<List<OfferView>> one(Sql sql, Caller caller, UUID id) {
        return sql.select(select(caller) + " and o.id = $2", caller.agency(), id)
                .map(OfferReading::views);
    }

    /** A page of a community's offers. */
    static Uni<List<OfferView>> page(
            Sql sql, Caller caller, UUID community, UUID participant, String state, Paging paging) {
        return sql.select(
                        select(caller) + """
                                 and o.community = $2 and ($3::uuid is null or o.participant = $3)
                                 and ($4::text is null or $4 = case when o.withdrawn then 'withdrawn'
                                                                    when o.lapsed then 'lapsed' else 'open' end)
                                 and (o.recorded_at, o.id) < ($5, $6) order by o.recorded_at desc, o.id desc limit $7
                                """,
                        caller.agency(),
                        community,
                        participant,
                        state,
                        paging.beforeTime(),
                        paging.beforeId(),
                        paging.rows())
                .map(OfferReading::views);
    }

    private static String select(Caller caller) {
        return Visibility.of(caller, BY_BROKERS, BY_SYSTEMS);
    }

    private static List<OfferView> views(List<Object[]> rows) {
        return rows.stream()
                .map(row -> new OfferView(
                        (UUID) row[0],
                        (UUID) row[1],
                        (UUID) row[2],
                        (String) row[3],
                        (Long) row[4],
                        (String) row[16],
                        (Long) row[5],
                        (String) row[6],
                        Languages.list(Languages.split((String) row[7])),
                        (String) row[8],
                        Work.instant(row[9]),
                        Work.instant(row[10]),
                        AvailabilityForm.from(AvailabilityForm.ofColumn((String) row[17])),
                        Languages.list(Languages.split((String) row[18])),
                        (UUID) row[11],
                        StoredOffer.state((Boolean) row[12], (Boolean) row[19]),
                        Work.instant(row[20]),
                        (UUID) row[13],
                        Work.instant(row[14]),
                        (Long) row[15]))
                .toList();
    }
}
