package org.reciprocity.ledger.contract;

import java.time.LocalDate;

/** What happens to a contract. */
public sealed interface ContractEvent {

    /** It is let. */
    record Let(Contract.Terms terms) implements ContractEvent {}

    /** It holds until that day. */
    record Ended(LocalDate endedOn, String reason) implements ContractEvent {}
}
