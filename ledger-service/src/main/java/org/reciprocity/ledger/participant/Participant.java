package org.reciprocity.ledger.participant;

import java.util.List;
import java.util.UUID;

/** A participant as its stream tells. */
public sealed interface Participant {

    /** Nobody has registered it. */
    record None() implements Participant {}

    /**
     * It is registered.
     *
     * @param agency the agency that registered it
     * @param kind whether it is one person or several
     * @param size how many people
     * @param roles what it is, which may overlap
     * @param area roughly where; null where nobody said
     */
    record Registered(UUID agency, Kind kind, int size, List<Role> roles, String area) implements Participant {}

    /** Whether a participant is one person or several. */
    enum Kind {
        /** One person. */
        PERSON("person"),
        /** People who live together. */
        HOUSEHOLD("household"),
        /** Any other group that takes part as one. */
        GROUP("group");

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
            throw new IllegalArgumentException("No kind of participant: " + wire);
        }
    }

    /** What a participant is to the community. */
    enum Role {
        /** A member like all. */
        MEMBER("member"),
        /** Of somebody's family. */
        FAMILY("family"),
        /** Of the neighbourhood. */
        NEIGHBOUR("neighbour"),
        /** A volunteer. */
        VOLUNTEER("volunteer"),
        /** Somebody paid to serve. */
        PROFESSIONAL("professional");

        private final String wire;

        Role(String wire) {
            this.wire = wire;
        }

        /** Its name in events, in the API and in the database. */
        public String wire() {
            return wire;
        }

        /** The role of that name. */
        public static Role of(String wire) {
            for (var role : values()) {
                if (role.wire.equals(wire)) {
                    return role;
                }
            }
            throw new IllegalArgumentException("No role: " + wire);
        }
    }
}
