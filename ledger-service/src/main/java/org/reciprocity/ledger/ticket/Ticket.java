package org.reciprocity.ledger.ticket;

import java.time.Instant;
import java.util.UUID;

/**
 * A ticket as its stream tells:
 *
 * <pre>
 * none -> issued -> used | voided
 * </pre>
 */
public sealed interface Ticket {

    /** There is none. */
    record None() implements Ticket {}

    /** It admits, until it has been used or its time is over. */
    record Issued(Terms terms) implements Ticket {}

    /** It has admitted, then. */
    record Used(Terms terms, Instant at) implements Ticket {}

    /** It admits nobody: its redemption was reversed before it was used. */
    record Voided(Terms terms) implements Ticket {}

    /**
     * What it is for.
     *
     * @param offer the redemption offer
     * @param exchange the redemption by which it was paid
     * @param units how many units of the offer
     * @param validUntil from when it admits nobody; null for never
     */
    record Terms(UUID offer, UUID exchange, int units, Instant validUntil) {}
}
