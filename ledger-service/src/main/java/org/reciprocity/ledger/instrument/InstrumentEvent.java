package org.reciprocity.ledger.instrument;

/** What happened to an instrument of a community. */
public sealed interface InstrumentEvent {

    /** It was registered. */
    record Registered(Instrument instrument) implements InstrumentEvent {}
}
