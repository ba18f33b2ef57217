package org.reciprocity.ledger.transfer;

import java.util.UUID;

/** What happened between two communities, beside the exchanges themselves. */
public sealed interface TransferEvent {

    /**
     * One of the two said how much may be outstanding.
     *
     * @param other the other community
     * @param minutes how many, either way
     */
    record LimitSet(UUID other, long minutes) implements TransferEvent {}
}
