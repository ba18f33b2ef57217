package org.reciprocity.matching.request;

import java.time.Instant;
import java.util.UUID;

/** What can happen to a request. */
public sealed interface RequestEvent {

    /**
     * It was made.
     *
     * @param participant who asks
     * @param terms for what
     * @param couldGive what they answered when asked what they could give
     */
    record Made(UUID participant, RequestTerms terms, CouldGive couldGive) implements RequestEvent {}

    /**
     * It is still needed.
     *
     * @param participant who asks
     * @param skill for what
     * @param until the end from now on
     */
    record Renewed(UUID participant, String skill, Instant until) implements RequestEvent {}

    /**
     * Its time is over.
     *
     * @param participant who asked
     * @param skill for what
     * @param unmetMinutes what of it nobody agreed to or did
     */
    record Lapsed(UUID participant, String skill, long unmetMinutes) implements RequestEvent {}

    /**
     * It was taken back.
     *
     * @param participant who asked
     * @param skill for what
     */
    record Withdrawn(UUID participant, String skill) implements RequestEvent {}
}
