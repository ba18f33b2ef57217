package org.reciprocity.ledger.clearance;

import java.time.LocalDate;
import java.util.UUID;

/** A clearance as its stream tells. */
public sealed interface Clearance {

    /** Nobody has recorded it. */
    record None() implements Clearance {}

    /** It is recorded. */
    record Recorded(Terms terms) implements Clearance {}

    /** It was withdrawn. */
    record Withdrawn(Terms terms) implements Clearance {}

    /**
     * What is recorded.
     *
     * @param participant whose clearance it is
     * @param role for which role, as a code
     * @param setting in which setting, as a code
     * @param reviewer the agency that reviews
     * @param review what came of the review so far
     */
    record Terms(UUID participant, String role, String setting, UUID reviewer, Review review) {}

    /**
     * What came of a review.
     *
     * @param outcome the outcome
     * @param decidedOn on which day it was decided; null while it is pending
     * @param expiresOn the last day on which it holds; null for none
     */
    record Review(Verdict outcome, LocalDate decidedOn, LocalDate expiresOn) {}

    /** The outcome of a review; never its reason. */
    enum Verdict {
        /** Nothing is decided. */
        PENDING("pending"),
        /** They may. */
        CLEARED("cleared"),
        /** They may, under conditions that the reviewer knows. */
        CLEARED_WITH_CONDITIONS("cleared-with-conditions"),
        /** They may not. */
        NOT_CLEARED("not-cleared");

        private final String wire;

        Verdict(String wire) {
            this.wire = wire;
        }

        /** Its name in events, in the API and in the database. */
        public String wire() {
            return wire;
        }

        /** The verdict of that name. */
        public static Verdict of(String wire) {
            for (var verdict : values()) {
                if (verdict.wire.equals(wire)) {
                    return verdict;
                }
            }
            throw new IllegalArgumentException("No outcome of a review: " + wire);
        }
    }
}
