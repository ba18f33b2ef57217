package org.reciprocity.ledger.spending;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.reciprocity.eventlog.EventIds;
import org.reciprocity.eventlog.NewEvent;
import org.reciprocity.eventlog.Sql;
import org.reciprocity.ledger.access.Access;
import org.reciprocity.ledger.access.SpentReferences;
import org.reciprocity.ledger.exchange.Bookings;
import org.reciprocity.ledger.hold.Holds;
import org.reciprocity.ledger.problem.Problem;
import org.reciprocity.ledger.problem.ProblemType;
import org.reciprocity.ledger.redemption.Offers;
import org.reciprocity.ledger.request.Call;
import org.reciprocity.ledger.request.Outcome;
import org.reciprocity.ledger.ticket.Tickets;

/** Captures holds: decides on the hold, books the redemption, and gives a ticket where the offer is one. */
@ApplicationScoped
class CaptureService {
    private static final String REFERENCE = """
            select reference_spent('exchange', $1, $2),
                   (select id from exchange where recorded_by = $1 and external_ref = $2)
            """;

    Uni<Outcome> capture(Sql sql, Call call, UUID hold, CaptureResource.Capture request) {
        var exchange = Optional.ofNullable(request.exchangeId()).orElseGet(EventIds::next);
        return Holds.ask(sql, call, hold, request.minutes(), exchange).chain(asked -> switch (asked) {
            case Holds.Asked.Refused refused -> Uni.createFrom().item(refused.outcome());
            case Holds.Asked.Granted(Holds.Capture capture) ->
                Access.begin(sql, exchange)
                        .chain(beginning -> sql.select(REFERENCE, call.caller().agency(), request.externalRef())
                                .map(first -> used(beginning, first)))
                        .chain(used -> used.isPresent()
                                ? Uni.createFrom().item(capture.refuse(used.get()))
                                : granted(sql, call, capture, request));
        });
    }

    private static Optional<Problem> used(Access.Beginning beginning, List<Object[]> first) {
        if (beginning.taken()) {
            return Optional.of(Problem.of(ProblemType.ID_IN_USE, "Choose another id, or leave it out.")
                    .with("field", "exchangeId"));
        }
        var row = first.getFirst();
        if ((Boolean) row[0]) {
            return Optional.of(SpentReferences.problem());
        }
        return Optional.ofNullable(row[1]).map(existing -> Problem.of(
                        ProblemType.EXTERNAL_REF_IN_USE, "Your agency has recorded an exchange under this reference.")
                .with("existing", "/exchanges/" + existing));
    }

    private static Uni<Outcome> granted(Sql sql, Call call, Holds.Capture capture, CaptureResource.Capture request) {
        return nature(sql, capture).chain(nature -> {
            if (nature.admits() && nature.over(capture.book().at())) {
                return Uni.createFrom().item(capture.refuse(Offers.expired()));
            }
            return Bookings.record(sql, booking(call, capture, request), capture.book())
                    .chain(booked -> switch (booked) {
                        case Bookings.Booked.Refused refused ->
                            Uni.createFrom().item(capture.refuse(refused.problem()));
                        case Bookings.Booked.Recorded recorded -> recorded(sql, capture, nature, recorded.events());
                    });
        });
    }

    private static Uni<Offers.Nature> nature(Sql sql, Holds.Capture capture) {
        return capture.offer() == null
                ? Uni.createFrom().item(new Offers.Nature(false, null))
                : Offers.nature(sql, capture.offer());
    }

    private static Bookings.Booking booking(Call call, Holds.Capture capture, CaptureResource.Capture request) {
        return new Bookings.Booking(
                capture.community(),
                capture.exchange(),
                Bookings.Kind.REDEMPTION,
                new Bookings.Occasion(
                        call.caller().agency(),
                        request.externalRef(),
                        request.occurredAt() == null ? capture.book().at() : request.occurredAt(),
                        capture.programme()),
                List.of(new Bookings.Move(capture.partner(), capture.participant(), capture.minutes())),
                Map.of(capture.partner(), Bookings.Party.REDEEMER, capture.participant(), Bookings.Party.PARTICIPANT),
                List.of(new Bookings.Word(
                        capture.participant(), capture.ownWord(), capture.heardBy(), capture.bearer())),
                new Bookings.Grounds.Captured(capture.offer(), capture.hold()));
    }

    private static Uni<Outcome> recorded(
            Sql sql, Holds.Capture capture, Offers.Nature nature, List<NewEvent> exchange) {
        var events = new ArrayList<>(capture.before());
        events.add(capture.event());
        events.addAll(exchange);
        return ticket(sql, capture, nature)
                .invoke(events::addAll)
                .chain(() -> Holds.capture(sql, capture))
                .map(answer -> new Outcome(answer, events));
    }

    private static Uni<List<NewEvent>> ticket(Sql sql, Holds.Capture capture, Offers.Nature nature) {
        return nature.admits()
                ? Tickets.issue(
                                sql,
                                new Tickets.Sold(
                                        capture.community(),
                                        capture.partner(),
                                        capture.offer(),
                                        capture.exchange(),
                                        capture.participant(),
                                        capture.units(),
                                        capture.minutes(),
                                        nature.end()),
                                capture.book().at())
                        .map(List::of)
                : Uni.createFrom().item(List.of());
    }
}
