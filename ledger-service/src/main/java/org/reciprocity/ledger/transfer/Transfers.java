package org.reciprocity.ledger.transfer;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Page;
import org.reciprocity.ledger.security.Caller;

/** Transfers as they are shown, each to whom may see it. */
final class Transfers {

    private static final String COLUMNS = """
            select t.id, t.counterpart_id, t.from_community_id, t.to_community_id, t.minutes, t.state, t.recorded_by,
                   case when t.recorded_by = $2 then t.external_ref end, t.occurred_at, t.recorded_at, e.version, t.number,
                   $2 in (t.recorded_by, f.lead_agency_id, o.lead_agency_id), v.reason, v.agency, v.recorded_at
            from (TRANSFERS) t
            join exchange e on e.community_id = t.from_community_id and e.id = t.id
            join exchange i on i.community_id = t.to_community_id and i.id = t.counterpart_id
            join community f on f.id = t.from_community_id
            join community o on o.id = t.to_community_id
            left join lateral (
                 select body::jsonb ->> 'reason' as reason, (body::jsonb ->> 'agency')::uuid as agency, recorded_at
                 from event
                 where t.state = 'reversed' and stream = t.id and version = e.version
                   and type like 'org.reciprocity.exchange-reversed.%') v on true
            """;

    private static final String ALL = COLUMNS.replace("(TRANSFERS)", "transfer");

    /** Transfers of which participant $9 is a party in community $1: not in the other, which is another's to tell. */
    private static final String OF_PARTY = COLUMNS.replace("(TRANSFERS)", """
            (select x.* from exchange_party y
             cross join lateral (select * from transfer s where s.id = y.exchange_id
                                 union all
                                 select * from transfer r where r.counterpart_id = y.exchange_id) x
             where y.community_id = $1 and y.party_id = $9)""");

    /** Whether agency $2 sees a participant of a transfer, on either side. They are looked up one by one, as exchanges' are. */
    private static final String SEES_A_PARTY = """
            exists (select from (select e.community_id, unnest(e.parties)
                                 union all
                                 select i.community_id, unnest(i.parties)) as y(community_id, party_id), lateral (
                        select from participant_sight s
                        where s.community_id = y.community_id and s.participant_id = y.party_id and s.agency_id = $2
                        limit 1) as seen)
            """;

    /** Seen by whom recorded it, by both leads, and by agencies that see a participant in it: they see one of its exchanges. */
    private static final String FIND = ALL + """
             where t.id = $1 and ($2 in (t.recorded_by, f.lead_agency_id, o.lead_agency_id) or %s)
            """.formatted(SEES_A_PARTY);

    private static final String NARROWED = """
             where $1 in (t.from_community_id, t.to_community_id) and t.number < $3
               and ($5::text is null or t.state = $5)
               and ($6::text is null or $1 = case $6 when 'in' then t.to_community_id else t.from_community_id end)
               and ($7::timestamptz is null or t.occurred_at >= $7)
               and ($8::timestamptz is null or t.occurred_at < $8)
               and ($10::text is null or t.recorded_by = $2 and t.external_ref = $10)
               and ($2 in (t.recorded_by, f.lead_agency_id, o.lead_agency_id) and $9::uuid is null or %s)
             order by t.number desc limit $4
            """;

    private static final String LIST = ALL + NARROWED.formatted(SEES_A_PARTY);

    /** Shown to whom the exchange in this community is shown: others would learn by asking who is in it. */
    private static final String LIST_OF_PARTY = OF_PARTY + NARROWED.formatted("""
            ($2 = t.recorded_by
             or $2 = case $1 when t.from_community_id then f.lead_agency_id else o.lead_agency_id end
             or exists (select from participant_sight s
                        where s.community_id = $1 and s.participant_id = $9 and s.agency_id = $2))
            """);

    /**
     * What a list is narrowed by; null for all.
     *
     * @param participant who sends or is credited, in this community
     * @param direction {@code in} or {@code out}
     * @param from only what occurred then or later
     * @param to only what occurred before that
     */
    record Filter(
            UUID community,
            UUID participant,
            String direction,
            String state,
            String externalRef,
            Instant from,
            Instant to,
            Page page) {}

    /** A transfer in a list, and its number there. */
    record Listed(TransferView view, long number) {}

    private Transfers() {}

    static Uni<Answer> find(Sql sql, Caller caller, UUID id) {
        return found(sql, caller, id).map(view -> Answer.ok(view.version(), view));
    }

    static Uni<TransferView> found(Sql sql, Caller caller, UUID id) {
        return row(sql, caller, id).map(Transfers::view);
    }

    /** A transfer that the caller may take back. */
    static Uni<TransferView> toTakeBack(Sql sql, Caller caller, UUID id) {
        return row(sql, caller, id).map(row -> {
            if (!(Boolean) row[12]) {
                throw Problem.of(
                                ProblemType.NOT_YOURS,
                                "Ask the agency that recorded it, or the lead of either community.")
                        .exception();
            }
            return view(row);
        });
    }

    private static Uni<Object[]> row(Sql sql, Caller caller, UUID id) {
        return sql.select(FIND, id, caller.agencyOrNone())
                .map(rows -> rows.stream().findFirst().orElseThrow(() -> Problem.notFound("transfer")
                        .exception()));
    }

    static Uni<List<Listed>> list(Sql sql, Caller caller, Filter filter) {
        return Access.community(sql, caller, filter.community())
                .chain(() -> sql.select(
                        filter.participant() == null ? LIST : LIST_OF_PARTY,
                        filter.community(),
                        caller.agency(),
                        filter.page().before(),
                        filter.page().rows(),
                        filter.state(),
                        filter.direction(),
                        filter.from() == null ? null : filter.from().atOffset(ZoneOffset.UTC),
                        filter.to() == null ? null : filter.to().atOffset(ZoneOffset.UTC),
                        filter.participant(),
                        filter.externalRef()))
                .map(rows -> rows.stream()
                        .map(row -> new Listed(view(row), (Long) row[11]))
                        .toList());
    }

    private static TransferView view(Object[] row) {
        return new TransferView(
                (UUID) row[0],
                (UUID) row[2],
                (UUID) row[3],
                (UUID) row[0],
                (UUID) row[1],
                (Integer) row[4],
                (String) row[5],
                (UUID) row[6],
                (String) row[7],
                Access.instant(row[8]),
                Access.instant(row[9]),
                (String) row[13],
                (UUID) row[14],
                row[15] == null ? null : Access.instant(row[15]),
                (Long) row[10]);
    }
}
