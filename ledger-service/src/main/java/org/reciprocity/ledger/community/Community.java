package org.reciprocity.ledger.community;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** A community as its stream tells. */
public sealed interface Community {

    /** Nobody has founded it. */
    record None() implements Community {}

    /**
     * It runs.
     *
     * @param lead the agency that leads it
     * @param policy its rules of exchange
     * @param admitted the agencies in it and their roles, the lead among them
     */
    record Founded(UUID lead, Policy policy, Map<UUID, Set<AdmissionRole>> admitted) implements Community {}
}
