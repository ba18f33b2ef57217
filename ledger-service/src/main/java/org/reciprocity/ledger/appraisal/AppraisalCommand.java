package org.reciprocity.ledger.appraisal;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What can be asked of an appraisal. */
public sealed interface AppraisalCommand {

    /** Registers it. */
    record Register(Appraisal.Terms terms, Known known) implements AppraisalCommand {}

    /** Money of a year. */
    record Price(String currency, int year) {}

    /**
     * What is known when it is registered.
     *
     * @param mayRegister whether the caller is of the programme's agency, the payer or the lead
     * @param admitted those of the agencies it names that are admitted to the community
     * @param unitCosts those of the unit costs it names that are published in the community
     * @param recordedCosts in which money the programme's costs of the base year and later are recorded
     * @param deflators for which money deflators are published in the community
     * @param codeTaken whether another appraisal of the community has its code
     * @param referenceTaken whether the caller's agency has used the reference for another
     */
    record Known(
            boolean mayRegister,
            Set<UUID> admitted,
            Map<UUID, Price> unitCosts,
            Set<Price> recordedCosts,
            Set<Price> deflators,
            boolean codeTaken,
            boolean referenceTaken) {}
}
