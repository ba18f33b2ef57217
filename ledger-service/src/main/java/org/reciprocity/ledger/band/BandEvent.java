package org.reciprocity.ledger.band;

/** What happened to somebody's bands. */
public sealed interface BandEvent {

    /** They are from now on as this says; nothing was told, or it was cleared, where there are none. */
    record Banded(Bands bands) implements BandEvent {}
}
