package org.reciprocity.ledger.ticket;

import java.time.Instant;
import java.util.List;

/** The rules of tickets: each admits once. */
public final class TicketDecider {
    private TicketDecider() {}

    /** What a command comes to. */
    public sealed interface Decision {
        /** It happens; nothing does where there is nothing to annul. */
        record Accepted(List<TicketEvent> events) implements Decision {}

        /** It does not. */
        record Rejected(Refusal refusal) implements Decision {}
    }

    /** Why a command is refused. */
    public sealed interface Refusal {
        /** There is a ticket of that id. */
        record AlreadyIssued() implements Refusal {}

        /** There is no such ticket. */
        record NotFound() implements Refusal {}

        /** It has admitted before. */
        record AlreadyUsed(Instant at) implements Refusal {}

        /** Its redemption was reversed. */
        record IsVoid() implements Refusal {}

        /** Its time is over. */
        record IsOver(Instant since) implements Refusal {}
    }

    /** Decides. */
    public static Decision decide(Ticket ticket, TicketCommand command) {
        return switch (command) {
            case TicketCommand.Issue(Ticket.Terms terms) ->
                ticket instanceof Ticket.None
                        ? accepted(new TicketEvent.Issued(terms))
                        : new Decision.Rejected(new Refusal.AlreadyIssued());
            case TicketCommand.Check(Instant at) ->
                switch (ticket) {
                    case Ticket.None none -> new Decision.Rejected(new Refusal.NotFound());
                    case Ticket.Issued(Ticket.Terms terms) -> check(terms, at);
                    case Ticket.Used used -> new Decision.Rejected(new Refusal.AlreadyUsed(used.at()));
                    case Ticket.Voided voided -> new Decision.Rejected(new Refusal.IsVoid());
                };
            case TicketCommand.Annul annul ->
                ticket instanceof Ticket.Issued(Ticket.Terms terms)
                        ? accepted(new TicketEvent.Voided(terms.offer(), terms.exchange()))
                        : new Decision.Accepted(List.of());
        };
    }

    private static Decision check(Ticket.Terms terms, Instant at) {
        return terms.validUntil() == null || at.isBefore(terms.validUntil())
                ? accepted(new TicketEvent.Used(terms.offer(), terms.exchange(), at))
                : new Decision.Rejected(new Refusal.IsOver(terms.validUntil()));
    }

    private static Decision accepted(TicketEvent event) {
        return new Decision.Accepted(List.of(event));
    }

    /** The ticket after an event. */
    public static Ticket evolve(Ticket ticket, TicketEvent event) {
        return switch (event) {
            case TicketEvent.Issued issued -> new Ticket.Issued(issued.terms());
            case TicketEvent.Used used -> new Ticket.Used(terms(ticket), used.usedAt());
            case TicketEvent.Voided voided -> new Ticket.Voided(terms(ticket));
        };
    }

    /** What it is for. */
    public static Ticket.Terms terms(Ticket ticket) {
        return switch (ticket) {
            case Ticket.None none -> throw new IllegalStateException("There is no ticket");
            case Ticket.Issued issued -> issued.terms();
            case Ticket.Used used -> used.terms();
            case Ticket.Voided voided -> voided.terms();
        };
    }
}
