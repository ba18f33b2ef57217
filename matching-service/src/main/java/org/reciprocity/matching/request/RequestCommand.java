package org.reciprocity.matching.request;

import java.time.Instant;
import java.util.UUID;
import org.reciprocity.matching.fit.Availability;

/** What can be asked of a request. */
public sealed interface RequestCommand {

    /**
     * Make it.
     *
     * @param participant who asks
     * @param terms for what
     * @param couldGive what they answered when asked what they could give, or null when nobody asked them
     * @param fault why its availability cannot be, or null when it can
     * @param now the time of the command
     */
    record Make(UUID participant, RequestTerms terms, CouldGive couldGive, Availability.Fault fault, Instant now)
            implements RequestCommand {}

    /**
     * Say that it is still needed.
     *
     * @param until the end from now on
     * @param now the time of the command
     */
    record Renew(Instant until, Instant now) implements RequestCommand {}

    /**
     * Its time is over.
     *
     * @param unmetMinutes what of it nobody agreed to or did
     * @param now the time of the command
     */
    record Lapse(long unmetMinutes, Instant now) implements RequestCommand {}

    /** Take it back. */
    record Withdraw() implements RequestCommand {}
}
