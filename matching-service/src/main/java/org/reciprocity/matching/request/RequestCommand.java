package org.reciprocity.matching.request;

import java.time.Instant;
import java.util.UUID;

/** What can be asked of a request. */
public sealed interface RequestCommand {

    /**
     * Make it.
     *
     * @param participant who asks
     * @param terms for what
     * @param couldGive what they answered when asked what they could give, or null when nobody asked them
     * @param now the time of the command
     */
    record Make(UUID participant, RequestTerms terms, CouldGive couldGive, Instant now) implements RequestCommand {}

    /** Take it back. */
    record Withdraw() implements RequestCommand {}
}
