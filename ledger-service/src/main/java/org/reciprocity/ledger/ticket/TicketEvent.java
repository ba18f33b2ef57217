package org.reciprocity.ledger.ticket;

import java.time.Instant;
import java.util.UUID;

/** What happened to a ticket. */
public sealed interface TicketEvent {

    /** It admits from now on. */
    record Issued(Ticket.Terms terms) implements TicketEvent {}

    /** It has admitted. */
    record Used(UUID offer, UUID exchange, Instant usedAt) implements TicketEvent {}

    /** It admits nobody. */
    record Voided(UUID offer, UUID exchange) implements TicketEvent {}
}
