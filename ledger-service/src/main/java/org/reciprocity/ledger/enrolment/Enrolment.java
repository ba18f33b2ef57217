package org.reciprocity.ledger.enrolment;

import java.time.LocalDate;
import java.util.UUID;

/** An enrolment as its stream tells. */
public sealed interface Enrolment {

    /** There is none. */
    record None() implements Enrolment {}

    /** It is made; its end may be known. */
    record Made(Terms terms) implements Enrolment {}

    /**
     * What an enrolment says.
     *
     * @param programme the programme
     * @param participant who takes part
     * @param role as what
     * @param arm in which arm of a comparison
     * @param from the first day
     * @param to the last day; null while it is open
     */
    record Terms(UUID programme, UUID participant, String role, Arm arm, LocalDate from, LocalDate to) {}

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
