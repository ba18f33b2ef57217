package org.reciprocity.ledger.training;

import java.time.LocalDate;
import java.util.UUID;

/** A completed course as its stream tells. */
public sealed interface Training {

    /** Nobody has recorded it. */
    record None() implements Training {}

    /** It is recorded. */
    record Completed(Terms terms) implements Training {}

    /** It was withdrawn. */
    record Withdrawn(Terms terms) implements Training {}

    /**
     * What is recorded.
     *
     * @param participant who completed it
     * @param course which course, as a code
     * @param completedOn on which day
     * @param expiresOn the last day on which it holds; null for none
     */
    record Terms(UUID participant, String course, LocalDate completedOn, LocalDate expiresOn) {}
}
