package org.reciprocity.ledger.contract;

import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;

/** What can be asked of a contract. */
public sealed interface ContractCommand {

    /**
     * Lets it.
     *
     * @param terms what is agreed
     * @param caller the caller's agency
     * @param known what is known
     */
    record Let(Contract.Terms terms, UUID caller, Known known) implements ContractCommand {}

    /**
     * Ends it.
     *
     * @param caller the caller's agency
     * @param endedOn its last day
     * @param reason a code
     */
    record End(UUID caller, LocalDate endedOn, String reason) implements ContractCommand {}

    /**
     * What is known when it is let.
     *
     * @param admitted those of its providers that are admitted to the community
     * @param programmes those of its programmes that are of the community
     * @param codeTaken whether another contract of the community has its code
     * @param referenceTaken whether the caller's agency has used the reference for another
     * @param figures the codes of the figures there are
     */
    record Known(
            Set<UUID> admitted, Set<UUID> programmes, boolean codeTaken, boolean referenceTaken, Set<String> figures) {}
}
