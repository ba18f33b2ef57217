package org.reciprocity.matching.request;

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
     * It was taken back.
     *
     * @param participant who asked
     * @param skill for what
     */
    record Withdrawn(UUID participant, String skill) implements RequestEvent {}
}
