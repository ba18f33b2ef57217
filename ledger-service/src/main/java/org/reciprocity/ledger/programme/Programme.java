package org.reciprocity.ledger.programme;

import java.util.UUID;

/** A programme as its stream tells. */
public sealed interface Programme {

    /** Nobody has opened it. */
    record None() implements Programme {}

    /** It is open. */
    record Open(Terms terms) implements Programme {}

    /**
     * What a programme is.
     *
     * @param agency whose it is
     * @param code a short name, unique in the community
     * @param name its name
     * @param design who plans it
     * @param delivery who carries it out
     * @param earnsCredit whether its hours move credit
     * @param setting where it takes place, such as school or surgery; null where nobody says
     * @param risk how much harm could come of it
     */
    record Terms(
            UUID agency,
            String code,
            String name,
            By design,
            By delivery,
            boolean earnsCredit,
            String setting,
            Risk risk) {}

    /** Who does it. */
    enum By {
        /** Professionals alone. */
        PROFESSIONALS("professionals"),
        /** Professionals and the people who use the service. */
        BOTH("both"),
        /** The people who use the service. */
        USERS("users");

        private final String wire;

        By(String wire) {
            this.wire = wire;
        }

        /** Its name in events, in the API and in the database. */
        public String wire() {
            return wire;
        }

        /** The one of that name. */
        public static By of(String wire) {
            for (var by : values()) {
                if (by.wire.equals(wire)) {
                    return by;
                }
            }
            throw new IllegalArgumentException("Nobody designs or delivers as " + wire);
        }
    }

    /** How much harm could come of it. */
    enum Risk {
        /** Little. */
        LOW("low"),
        /** Some. */
        MEDIUM("medium"),
        /** Much. */
        HIGH("high");

        private final String wire;

        Risk(String wire) {
            this.wire = wire;
        }

        /** Its name in events, in the API and in the database. */
        public String wire() {
            return wire;
        }

        /** The risk of that name. */
        public static Risk of(String wire) {
            for (var risk : values()) {
                if (risk.wire.equals(wire)) {
                    return risk;
                }
            }
            throw new IllegalArgumentException("No risk: " + wire);
        }
    }
}
