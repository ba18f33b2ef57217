package org.reciprocity.ledger.consent;

import java.time.LocalDate;
import java.util.UUID;

/** What happened to a consent. */
public sealed interface ConsentEvent {

    /** It was given. */
    record Given(Consent.Terms terms) implements ConsentEvent {}

    /** It was withdrawn; whose it was and to which purpose are repeated. */
    record Withdrawn(UUID participant, String purpose, Consent.Word word, LocalDate withdrawnOn)
            implements ConsentEvent {}
}
