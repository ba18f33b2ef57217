package org.reciprocity.ledger.exchange;

import java.time.Instant;
import java.util.UUID;
import org.reciprocity.ledger.request.Page;

/**
 * Which exchanges of a community a list is of; null for all.
 *
 * @param community the community
 * @param programme the programme they belong to
 * @param participant who provides or receives
 * @param kind their kind
 * @param state their state
 * @param externalRef recorded by the caller under this reference
 * @param from when they occurred at the earliest
 * @param to before when they occurred
 * @param page which of them are shown
 */
record ExchangeFilter(
        UUID community,
        UUID programme,
        UUID participant,
        String kind,
        String state,
        String externalRef,
        Instant from,
        Instant to,
        Page page) {}
