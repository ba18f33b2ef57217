package org.reciprocity.ledger.enrolment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.request.Page;
import org.reciprocity.ledger.security.Caller;

/** Enrolments of a community, newest first. */
@ApplicationScoped
class EnrolmentList {
    /** Those of participants whom the caller sees. */
    private static final String LIST = """
            select e.number, e.id, e.participant_id, e.programme_id, e.role, e.arm, e.from_day, e.to_day, e.recorded_at,
                   e.version, case when e.recorded_by = $2 then e.external_ref end
            from enrolment e
            where e.community_id = $1 and e.number < $4
              and ($3 or exists (select from participant_sight s
                                 where s.community_id = e.community_id and s.participant_id = e.participant_id
                                   and s.agency_id = $2))
              and ($6::uuid is null or e.programme_id = $6)
              and ($7::uuid is null or e.participant_id = $7)
              and ($8::text is null or e.arm = $8)
              and ($11::text is null or e.recorded_by = $2 and e.external_ref = $11)
              and ($9::date is null or coalesce(e.to_day, 'infinity') >= $9)
              and ($10::date is null or e.from_day <= $10)
            order by e.number desc
            limit $5
            """;

    /**
     * Which of them; null for all.
     *
     * @param community the community
     * @param programme in which programme
     * @param participant of whom
     * @param arm in which arm of a comparison
     * @param externalRef enrolled by the caller under this reference
     * @param from enrolled on this day or a later one
     * @param to enrolled on this day or an earlier one
     * @param page which page
     */
    record Filter(
            UUID community,
            UUID programme,
            UUID participant,
            String arm,
            String externalRef,
            LocalDate from,
            LocalDate to,
            Page page) {

        Map<String, Object> parameters() {
            var parameters = new LinkedHashMap<String, Object>();
            parameters.put("communityId", community);
            parameters.put("programmeId", programme);
            parameters.put("participantId", participant);
            parameters.put("arm", arm);
            parameters.put("externalRef", externalRef);
            parameters.put("from", from);
            parameters.put("to", to);
            return parameters;
        }
    }

    /** An enrolment in a list, and its number there. */
    record Listed(EnrolmentResource.EnrolmentView view, long number) {}

    Uni<List<Listed>> list(Sql sql, Caller caller, Filter filter) {
        return Access.community(sql, caller, filter.community())
                .chain(community -> sql.select(
                        LIST,
                        community.id(),
                        caller.agency(),
                        community.lead().equals(caller.agency()),
                        filter.page().before(),
                        filter.page().rows(),
                        filter.programme(),
                        filter.participant(),
                        filter.arm(),
                        filter.from(),
                        filter.to(),
                        filter.externalRef()))
                .map(rows -> rows.stream()
                        .map(row -> listed(filter.community(), row))
                        .toList());
    }

    private static Listed listed(UUID community, Object[] row) {
        return new Listed(
                new EnrolmentResource.EnrolmentView(
                        (UUID) row[1],
                        community,
                        (UUID) row[2],
                        (UUID) row[3],
                        (String) row[4],
                        (String) row[5],
                        (LocalDate) row[6],
                        (LocalDate) row[7],
                        (String) row[10],
                        Access.instant(row[8]),
                        (Long) row[9]),
                (Long) row[0]);
    }
}
