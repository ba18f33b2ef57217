package org.reciprocity.ledger.hold;

import java.time.Instant;
import java.util.UUID;

/** What happened to a hold. Each names account and minutes, so that it can be added up by itself. */
public sealed interface HoldEvent {

    /** Minutes were set aside. */
    record Placed(Hold.Terms terms) implements HoldEvent {}

    /**
     * They were spent.
     *
     * @param account whose they were
     * @param minutes what was spent
     * @param released what of them was not, and is free again
     * @param exchange by which exchange
     */
    record Captured(UUID account, int minutes, int released, UUID exchange) implements HoldEvent {}

    /** They were set free, for the reason of a code. */
    record Released(UUID account, int minutes, String reason) implements HoldEvent {}

    /** Their time was over, at that time. */
    record Expired(UUID account, int minutes, Instant expiredAt) implements HoldEvent {}
}
