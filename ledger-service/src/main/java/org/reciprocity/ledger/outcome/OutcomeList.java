package org.reciprocity.ledger.outcome;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.Temporal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.request.Page;
import org.reciprocity.ledger.security.Caller;

/** Scores, uses of services and follow-ups of a community, newest first. */
@ApplicationScoped
class OutcomeList {
    /**
     * What is of a participant is seen by whoever sees the participant, what is of a case by whoever sees the case, and what
     * is of a group by who recorded it.
     */
    private static final String SEEN_AND_ASKED_FOR = """
             o.community_id = $1 and o.number < $4
              and ($3 or o.recorded_by = $2 or g.agency_id = $2 or :seen)
              and ($6::uuid is null or o.programme_id = $6)
              and ($7::uuid is null or o.participant_id = $7)
              and ($8::text is null or o.arm = $8)
              and ($12::text is null or o.recorded_by = $2 and o.external_ref = $12)
            """;

    private static final String MEASURES =
            """
            select o.number, o.id, o.programme_id, o.participant_id, o.group_size, o.instrument, o.wave, o.arm, o.score::text,
                   o.measured_on, o.recorded_at, o.version, o.raw, o.better, o.beyond_cut_off, o.withdrawn,
                   case when o.recorded_by = $2 then o.external_ref end
            from measure o join programme g on g.community_id = o.community_id and g.id = o.programme_id
            where""" + SEEN_AND_ASKED_FOR.replace(":seen", Recording.Kind.MEASURE.seen()) + """
              and ($9::text is null or lower(o.instrument) = lower($9))
              and ($10::date is null or o.measured_on >= $10)
              and ($11::date is null or o.measured_on <= $11)
            order by o.number desc limit $5
            """;

    private static final String SERVICE_USES =
            """
            select o.number, o.id, o.programme_id, o.participant_id, o.group_size, o.type, o.arm, o.before_count,
                   o.before_days, o.after_count, o.after_days, o.recorded_at, o.version, o.withdrawn,
                   case when o.recorded_by = $2 then o.external_ref end
            from service_use o join programme g on g.community_id = o.community_id and g.id = o.programme_id
            where""" + SEEN_AND_ASKED_FOR.replace(":seen", Recording.Kind.SERVICE_USE.seen()) + """
              and ($9::text is null or o.type = $9)
              and ($10::timestamptz is null or o.recorded_at >= $10)
              and ($11::timestamptz is null or o.recorded_at < $11)
            order by o.number desc limit $5
            """;

    private static final String FOLLOW_UPS =
            """
            select o.number, o.id, o.programme_id, o.case_id, o.participant_id, o.yes_count, o.no_count, o.lost_count, o.arm,
                   o.window_months, o.event, o.outcome, o.observed_on, o.recorded_at, o.version, o.withdrawn,
                   case when o.recorded_by = $2 then o.external_ref end
            from follow_up o join programme g on g.community_id = o.community_id and g.id = o.programme_id
            where""" + SEEN_AND_ASKED_FOR.replace(":seen", Recording.Kind.FOLLOW_UP.seen()) + """
              and ($9::text is null or o.event = $9)
              and ($10::date is null or o.observed_on >= $10)
              and ($11::date is null or o.observed_on <= $11)
            order by o.number desc limit $5
            """;

    /**
     * Which of them; null for all.
     *
     * @param community the community
     * @param programme of which programme
     * @param participant of whom
     * @param arm of which arm of a comparison
     * @param code by which instrument, of which type, or for which event
     * @param externalRef recorded by the caller under this reference
     * @param from measured or observed on this day or a later one; of uses, recorded at this time or later
     * @param to measured or observed on this day or an earlier one; of uses, recorded before this time
     * @param page which page
     */
    record Filter(
            UUID community,
            UUID programme,
            UUID participant,
            String arm,
            String code,
            String externalRef,
            Temporal from,
            Temporal to,
            Page page) {

        /** As parameters of a link; {@code code} is what the code is called there. */
        Map<String, Object> parameters(String codeName) {
            var parameters = new LinkedHashMap<String, Object>();
            parameters.put("communityId", community);
            parameters.put("programmeId", programme);
            parameters.put("participantId", participant);
            parameters.put("arm", arm);
            parameters.put(codeName, code);
            parameters.put("externalRef", externalRef);
            parameters.put("from", from);
            parameters.put("to", to);
            return parameters;
        }
    }

    /** One in a list, and its number there. */
    record Listed<T>(T view, long number) {}

    Uni<List<Listed<MeasureResource.MeasureView>>> measures(Sql sql, Caller caller, Filter filter) {
        return list(sql, MEASURES, caller, filter, OutcomeList::measure);
    }

    Uni<List<Listed<ServiceUseResource.ServiceUseView>>> serviceUses(Sql sql, Caller caller, Filter filter) {
        return list(sql, SERVICE_USES, caller, filter, OutcomeList::serviceUse);
    }

    Uni<List<Listed<FollowUpResource.FollowUpView>>> followUps(Sql sql, Caller caller, Filter filter) {
        return list(sql, FOLLOW_UPS, caller, filter, OutcomeList::followUp);
    }

    private static <T> Uni<List<Listed<T>>> list(
            Sql sql, String query, Caller caller, Filter filter, Function<Object[], T> view) {
        return Access.community(sql, caller, filter.community())
                .chain(community -> {
                    boolean leads = community.lead().equals(caller.agency());
                    var page = filter.page();
                    return sql.select(
                            query,
                            filter.community(),
                            caller.agency(),
                            leads,
                            page.before(),
                            page.rows(),
                            filter.programme(),
                            filter.participant(),
                            filter.arm(),
                            filter.code(),
                            column(filter.from()),
                            column(filter.to()),
                            filter.externalRef());
                })
                .map(rows -> rows.stream()
                        .map(row -> new Listed<>(view.apply(with(row, filter.community())), (Long) row[0]))
                        .toList());
    }

    /** A day as it is, and a time as the database takes it. */
    private static Temporal column(Temporal bound) {
        return bound instanceof Instant time ? time.atOffset(ZoneOffset.UTC) : bound;
    }

    /** The number is no part of what is shown; the community takes its place. */
    private static Object[] with(Object[] row, UUID community) {
        var shown = row.clone();
        shown[0] = community;
        return shown;
    }

    private static MeasureResource.MeasureView measure(Object[] row) {
        return new MeasureResource.MeasureView(
                (UUID) row[1],
                (UUID) row[0],
                (UUID) row[2],
                (UUID) row[3],
                (Integer) row[4],
                (String) row[5],
                (Integer) row[6],
                (String) row[7],
                new BigDecimal((String) row[8]),
                (Integer) row[12],
                (String) row[13],
                (Boolean) row[14],
                (LocalDate) row[9],
                Recording.state((String) row[15]),
                (String) row[15],
                (String) row[16],
                Access.instant(row[10]),
                (Long) row[11]);
    }

    private static ServiceUseResource.ServiceUseView serviceUse(Object[] row) {
        return new ServiceUseResource.ServiceUseView(
                (UUID) row[1],
                (UUID) row[0],
                (UUID) row[2],
                (UUID) row[3],
                (Integer) row[4],
                (String) row[5],
                (String) row[6],
                new ServiceUseResource.UsageBody((Integer) row[7], (Integer) row[8]),
                new ServiceUseResource.UsageBody((Integer) row[9], (Integer) row[10]),
                Recording.state((String) row[13]),
                (String) row[13],
                (String) row[14],
                Access.instant(row[11]),
                (Long) row[12]);
    }

    private static FollowUpResource.FollowUpView followUp(Object[] row) {
        return new FollowUpResource.FollowUpView(
                (UUID) row[1],
                (UUID) row[0],
                (UUID) row[2],
                (UUID) row[3],
                (UUID) row[4],
                row[5] == null
                        ? null
                        : new FollowUpResource.GroupBody((Integer) row[5], (Integer) row[6], (Integer) row[7]),
                (String) row[8],
                (Integer) row[9],
                (String) row[10],
                (String) row[11],
                (LocalDate) row[12],
                Recording.state((String) row[15]),
                (String) row[15],
                (String) row[16],
                Access.instant(row[13]),
                (Long) row[14]);
    }
}
