package org.reciprocity.ledger.outcome;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;

/** A measure or a use of services as its stream tells. It is recorded once, and does not change. */
public sealed interface OutcomeFact {

    /** Nobody has recorded it. */
    record None() implements OutcomeFact {}

    /** It is recorded. */
    record Recorded(OutcomeEvent event) implements OutcomeFact {}

    /**
     * Whose outcome it is: one participant's, or that of a group of which only the number is known.
     *
     * @param participant the participant; null for a group
     * @param groupSize how many people; null for a participant
     */
    record Subject(UUID participant, Integer groupSize) {}

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
     * @param score the score on the instrument's scale
     * @param raw the sum of the items that was converted to it; null where nothing is converted, or it is not known
     * @param better {@code higher} or {@code lower}; null where it was recorded before that was known
     * @param beyondCutOff whether it lies on the side of the cut-off that needs attention; null where there is no cut-off
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
