package org.reciprocity.ledger.community;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.reciprocity.eventlog.EventStore;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.eventlog.StoredEvent;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Call;
import org.reciprocity.ledger.request.Outcome;
import org.reciprocity.ledger.request.Versions;

/**
 * Ends admissions, in the caller's transaction. The community's stream is locked, then the agency's admission, so that whoever
 * relies on it has been done or waits, and then its accounts. From then on the agency is none of the community's.
 */
final class Departures {
    /**
     * What stands in the way, as {@link CommunityCommand.Open} has it, and the time: $1 community, $2 agency. Its accounts are
     * locked, so that what is being posted there is counted.
     */
    private static final String OPEN = """
            with account_of as materialized (
                select kind, balance, reserved from account
                where community_id = $1 and owner_id = $2 and kind in ('agency', 'redemption')
                order by id for update)
            select coalesce((select balance from account_of where kind = 'redemption'), 0),
                   exists(select from hold h where h.community_id = $1 and h.agency_id = $2 and h.state = 'held'),
                   exists(select from redemption_offer o
                          where o.community_id = $1 and o.agency_id = $2 and o.state = 'open'),
                   exists(select from account_of where kind = 'agency' and (balance <> 0 or reserved <> 0)),
                   exists(select from exchange e
                          where e.community_id = $1 and e.state in ('proposed', 'disputed') and $2 = any(e.parties)),
                   exists(select from case_file k
                          where k.community_id = $1 and k.programme_agency_id = $2
                            and k.state in ('referred', 'accepted', 'agreed')),
                   clock_timestamp()
            """;

    private static final String END = "delete from admission where community_id = $1 and agency_id = $2";

    private Departures() {}

    static Uni<Outcome> end(Sql sql, Call call, UUID id, UUID agency, String reason) {
        return Access.community(sql, call.caller(), id)
                .invoke(community -> Access.lead(call.caller(), community.lead()))
                .chain(() -> sql.select(CommunityService.LOCK, id))
                .chain(() -> EventStore.read(sql, id))
                .invoke(stream -> Versions.require(call, stream.size()))
                .call(() -> sql.select(CommunityService.LOCK_ADMISSION, id, agency))
                .chain(stream -> sql.select(OPEN, id, agency)
                        .chain(rows -> end(sql, id, agency, reason, stream, rows.getFirst())));
    }

    private static Uni<Outcome> end(
            Sql sql, UUID id, UUID agency, String reason, List<StoredEvent> stream, Object[] row) {
        var open = new CommunityCommand.Open(
                Redeeming.of((Long) row[0], (Boolean) row[1], (Boolean) row[2], false),
                (Boolean) row[3],
                (Boolean) row[4],
                (Boolean) row[5]);
        var command = new CommunityCommand.End(agency, reason, open);
        return switch (CommunityDecider.decide(CommunityService.community(stream), command)) {
            case CommunityDecider.Decision.Rejected rejected ->
                Uni.createFrom().item(CommunityService.refused(rejected.refusal()));
            case CommunityDecider.Decision.Accepted accepted ->
                ended(
                        sql,
                        id,
                        agency,
                        reason,
                        accepted.events().getFirst(),
                        stream.size() + 1L,
                        Access.instant(row[6]));
        };
    }

    private static Uni<Outcome> ended(
            Sql sql, UUID id, UUID agency, String reason, CommunityEvent event, long version, Instant at) {
        return sql.update(END, id, agency)
                .chain(() -> sql.update(CommunityService.VERSION, id, version))
                .replaceWith(new Outcome(
                        Answer.created(
                                "/communities/" + id,
                                version,
                                new CommunityResource.DepartureView(id, agency, reason, at)),
                        List.of(CommunityEventCodec.write(id, version, at, event))));
    }
}
