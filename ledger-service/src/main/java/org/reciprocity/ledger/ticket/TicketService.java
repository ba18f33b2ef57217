package org.reciprocity.ledger.ticket;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;
import org.reciprocity.ledger.request.Answer;
import org.reciprocity.ledger.request.Outcome;
import org.reciprocity.ledger.security.Caller;

/** Checks tickets, and shows their codes to who may know them. */
@ApplicationScoped
class TicketService {
    /** The clock is read when the row is locked. */
    private static final String LOCK = """
            with locked as materialized (
                select id, community_id, offer_id, exchange_id, units, valid_until, state, used_at, version, minutes
                from ticket where digest = $1 and agency_id = $2 for update)
            select k.id, k.community_id, k.offer_id, k.exchange_id, k.units, k.valid_until, k.state, k.used_at, k.version,
                   k.minutes, o.code, o.restrictions, clock_timestamp()
            from locked k
            join redemption_offer o on o.id = k.offer_id
            """;

    private static final String USED =
            "update ticket set state = 'used', used_at = $2, version = version + 1 where id = $1";

    /** Shown to the agency that registered whoever paid; once that has left, to the lead in its place; and to nobody else. */
    private static final String FIND = """
            select t.id, t.offer_id, t.exchange_id, t.units, t.valid_until, t.state, t.used_at, t.version, t.minutes, k.key
            from ticket t
            join participant p on p.community_id = t.community_id and p.id = t.participant_id
            join community c on c.id = t.community_id
            left join admission m on m.community_id = t.community_id and m.agency_id = p.agency_id
            cross join ticket_key k
            where t.exchange_id = $1 and $2 = coalesce(m.agency_id, c.lead_agency_id)
            """;

    Uni<Outcome> check(Sql sql, Caller caller, TicketCode code) {
        return sql.select(Tickets.KEY)
                .chain(rows -> sql.select(
                        LOCK,
                        Buffer.buffer(code.digest((String) rows.getFirst()[0], caller.agency())),
                        caller.agency()))
                .chain(rows -> rows.isEmpty()
                        ? Uni.createFrom().item(refused(new TicketDecider.Refusal.NotFound()))
                        : check(sql, rows.getFirst()));
    }

    private static Uni<Outcome> check(Sql sql, Object[] row) {
        var id = (UUID) row[0];
        var ticket = Tickets.state(row, 2);
        var at = Access.instant(row[12]);
        return switch (TicketDecider.decide(ticket, new TicketCommand.Check(at))) {
            case TicketDecider.Decision.Rejected rejected -> Uni.createFrom().item(refused(rejected.refusal()));
            case TicketDecider.Decision.Accepted accepted ->
                used(sql, id, row, ticket, accepted.events().getFirst(), at);
        };
    }

    private static Uni<Outcome> used(Sql sql, UUID id, Object[] row, Ticket ticket, TicketEvent event, Instant at) {
        var terms = TicketDecider.terms(ticket);
        long version = (Long) row[8] + 1;
        return sql.update(USED, id, at.atOffset(ZoneOffset.UTC))
                .map(updated -> new Outcome(
                        Answer.ok(
                                version,
                                new TicketResource.Admission(
                                        id,
                                        terms.offer(),
                                        (String) row[10],
                                        List.of((String[]) row[11]),
                                        terms.units(),
                                        (Integer) row[9],
                                        terms.validUntil(),
                                        at)),
                        List.of(TicketEventCodec.write((UUID) row[1], id, version, at, event))));
    }

    private static Outcome refused(TicketDecider.Refusal refusal) {
        return Outcome.refused(
                switch (refusal) {
                    case TicketDecider.Refusal.AlreadyIssued issued ->
                        throw new IllegalStateException("A check issues nothing");
                    case TicketDecider.Refusal.NotFound none -> Problem.notFound("ticket");
                    case TicketDecider.Refusal.AlreadyUsed(Instant at) ->
                        Problem.of(ProblemType.TICKET_ALREADY_USED, "It was checked before, at usedAt.")
                                .with("usedAt", at.toString());
                    case TicketDecider.Refusal.IsVoid none ->
                        Problem.of(ProblemType.TICKET_VOID, "What was paid for it was paid back.");
                    case TicketDecider.Refusal.IsOver(Instant since) ->
                        Problem.of(ProblemType.TICKET_EXPIRED, "It admits nobody since validUntil.")
                                .with("validUntil", since.toString());
                });
    }

    Uni<Answer> find(Sql sql, Caller caller, UUID exchange) {
        return sql.select(FIND, exchange, caller.agencyOrNone()).map(rows -> {
            if (rows.isEmpty()) {
                throw Problem.notFound("ticket").exception();
            }
            var row = rows.getFirst();
            var id = (UUID) row[0];
            var ticket = Tickets.state(row, 1);
            var terms = TicketDecider.terms(ticket);
            return Answer.ok(
                    (Long) row[7],
                    new TicketResource.TicketView(
                            id,
                            terms.offer(),
                            exchange,
                            TicketCode.of((String) row[9], id).shown(),
                            terms.units(),
                            (Integer) row[8],
                            (String) row[5],
                            terms.validUntil(),
                            ticket instanceof Ticket.Used used ? used.at() : null,
                            (Long) row[7]));
        });
    }
}
