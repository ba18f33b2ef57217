package org.reciprocity.ledger.agency;

/** What happened to an agency. */
public sealed interface AgencyEvent {

    /** It was registered. */
    record Registered(String code, String name) implements AgencyEvent {}
}
