package org.reciprocity.ledger.redemption;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** A redemption offer as its stream tells: opened, its stock set any number of times, and perhaps withdrawn. */
public sealed interface Offer {

    /** There is none. */
    record None() implements Offer {}

    /**
     * It can be taken.
     *
     * @param terms what is offered
     * @param quantity units in all, those taken among them; null for no limit
     */
    record Open(Terms terms, Long quantity) implements Offer {}

    /** It is not given any more. */
    record Withdrawn(Terms terms, Long quantity) implements Offer {}

    /**
     * What is offered.
     *
     * @param agency the partner that gives it
     * @param code what it is, in a code
     * @param kind of what kind it is
     * @param minutes what a unit takes
     * @param from the first day; null for any
     * @param until the last day; null for none
     * @param restrictions codes of what else is asked of who takes it; the partner sees to them
     */
    record Terms(
            UUID agency,
            String code,
            Kind kind,
            int minutes,
            LocalDate from,
            LocalDate until,
            List<String> restrictions) {}

    /** What kind of thing is offered. */
    enum Kind {
        /** Somebody's time, such as a lesson. */
        SERVICE("service"),
        /** Admission to something. */
        TICKET("ticket"),
        /** Things. */
        GOODS("goods");

        private final String wire;

        Kind(String wire) {
            this.wire = wire;
        }

        /** Its name in events, in the API and in the database. */
        public String wire() {
            return wire;
        }

        /** The kind of that name. */
        public static Kind of(String wire) {
            for (var kind : values()) {
                if (kind.wire.equals(wire)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("No kind of offer: " + wire);
        }

        /** Whether who takes it should ask for advice on welfare benefits first: it may count as income. */
        public boolean benefitsAdvice() {
            return switch (this) {
                case SERVICE -> false;
                case TICKET, GOODS -> true;
            };
        }
    }
}
