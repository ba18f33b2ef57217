package org.reciprocity.ledger.outcome;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.reciprocity.ledger.withdrawal.Withdrawal;

/** A measure, a use of services or a follow-up as its stream tells. It is recorded once, and can only be withdrawn. */
public sealed interface OutcomeFact {

    /** Nobody has recorded it. */
    record None() implements OutcomeFact {}

    /** It is recorded. */
    record Recorded(OutcomeEvent event) implements OutcomeFact {}

    /** It was recorded and does not count any more. */
    record Withdrawn(OutcomeEvent event, Withdrawal withdrawal) implements OutcomeFact {}

    /**
     * Whose outcome it is: one participant's, or that of a group of which only the number is known.
     *
     * @param participant the participant; null for a group
     * @param groupSize how many people; null for a participant
     */
    record Subject(UUID participant, Integer groupSize) {

        boolean clear() {
            return (participant == null) != (groupSize == null);
        }
    }

    /**
     * A score.
     *
     * @param subject whose
     * @param instrument on which instrument
     * @param wave 0 for the baseline, n for the n-th follow-up
     * @param arm in which arm of a comparison
     * @param reading the score, and what the instrument makes of it
     * @param measuredOn on which day
     */
    record Measure(Subject subject, String instrument, int wave, Arm arm, Reading reading, LocalDate measuredOn) {}

    /**
     * A score, and what the instrument makes of it.
     *
     * @param score the score on the instrument's scale; a group's is the mean of its people's
     * @param raw the sum of the items that was converted to it; null where nothing is converted, or it is not known
     * @param better {@code higher} or {@code lower}; null where it was recorded before that was known
     * @param beyondCutOff whether it lies on the side of the cut-off that needs attention; null where there is no cut-off, and
     *     for a mean
     */
    record Reading(BigDecimal score, Integer raw, String better, Boolean beyondCutOff) {}

    /**
     * How often a service was used.
     *
     * @param subject by whom
     * @param type which service
     * @param arm in which arm of a comparison
     * @param before before the programme
     * @param after since then
     */
    record ServiceUse(Subject subject, String type, Arm arm, Usage before, Usage after) {}

    /** How often in how many days. */
    record Usage(int count, int days) {}

    /**
     * Whether an event came about within some months.
     *
     * @param whose of whom
     * @param arm in which arm of a comparison
     * @param windowMonths within how many months
     * @param event what may have come about
     * @param outcome whether it did; null for a group
     * @param observedOn on which day that was found
     */
    record FollowUp(FollowedUp whose, Arm arm, int windowMonths, String event, Came outcome, LocalDate observedOn) {

        boolean clear() {
            return whose.clear() && (whose.group() == null) == (outcome != null);
        }
    }

    /**
     * Who is followed up: one of the three.
     *
     * @param caseFile a case
     * @param participant a participant
     * @param group a group, by its numbers
     */
    record FollowedUp(UUID caseFile, UUID participant, Numbers group) {

        boolean clear() {
            return (caseFile == null ? 0 : 1) + (participant == null ? 0 : 1) + (group == null ? 0 : 1) == 1;
        }
    }

    /**
     * A group that is followed up.
     *
     * @param yes for how many it came about
     * @param no for how many it did not
     * @param lost how many could not be asked
     */
    record Numbers(int yes, int no, int lost) {

        boolean none() {
            return yes == 0 && no == 0 && lost == 0;
        }
    }

    /** Whether an event came about. */
    enum Came {
        /** It did. */
        YES("yes"),
        /** It did not. */
        NO("no"),
        /** Nobody can tell: who it was about could not be found again. */
        LOST("lost");

        private final String wire;

        Came(String wire) {
            this.wire = wire;
        }

        /** Its name in events, in the API and in the database. */
        public String wire() {
            return wire;
        }

        /** The outcome of that name. */
        public static Came of(String wire) {
            for (var came : values()) {
                if (came.wire.equals(wire)) {
                    return came;
                }
            }
            throw new IllegalArgumentException("No outcome of a follow-up: " + wire);
        }
    }

    /** The arm of a comparison. */
    enum Arm {
        /** Those who take part. */
        PARTICIPANTS("participants"),
        /** Those they are compared with. */
        COMPARISON("comparison");

        private final String wire;

        Arm(String wire) {
            this.wire = wire;
        }

        /** Its name in events, in the API and in the database. */
        public String wire() {
            return wire;
        }

        /** The arm of that name. */
        public static Arm of(String wire) {
            for (var arm : values()) {
                if (arm.wire.equals(wire)) {
                    return arm;
                }
            }
            throw new IllegalArgumentException("No arm: " + wire);
        }
    }
}
