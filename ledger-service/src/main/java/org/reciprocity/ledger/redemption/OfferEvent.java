package org.reciprocity.ledger.redemption;

/** What happened to a redemption offer. */
public sealed interface OfferEvent {

    /** It is given from now on. */
    record Opened(Offer.Terms terms, Long quantity) implements OfferEvent {}

    /** There are so many units in all. */
    record StockSet(long quantity) implements OfferEvent {}

    /** It is given no more. */
    record Withdrawn(String reason) implements OfferEvent {}
}
