package org.reciprocity.ledger.ticket;

import java.time.Instant;

/** What can be asked of a ticket. */
public sealed interface TicketCommand {

    /** Issue it. */
    record Issue(Ticket.Terms terms) implements TicketCommand {}

    /** Let its bearer in, at a time. */
    record Check(Instant at) implements TicketCommand {}

    /** Make it admit nobody, unless it has. */
    record Annul() implements TicketCommand {}
}
