package org.reciprocity.reporting.event;

import java.util.Optional;

/**
 * The events that reporting folds one by one, as the contract writes their bodies; settled and reversed exchanges are read by
 * {@link ExchangeScanner} instead. A field that is not required may be absent.
 */
public sealed interface Event
        permits RegistryEvent, BookEvent, CaseEvent, OutcomeEvent, MoneyEvent, DocumentEvent, MatchEvent {

    /** What is there of a field that may be absent. */
    static <T> Optional<T> given(Optional<T> value) {
        return value == null ? Optional.empty() : value;
    }
}
