package org.reciprocity.reporting.projection;

/**
 * Between whom the time of a leg flows: a fact of the exchange, never a type of person. Each has a number that the tables know it by
 * and that never changes.
 */
public enum Flow {
    /** A professional contributes, or helps to design. */
    PROFESSIONAL_TO_COMMON(1),
    /** Somebody else does. */
    USER_TO_COMMON(2),
    /** A professional serves a professional. */
    PROFESSIONAL_TO_PROFESSIONAL(3),
    /** A professional serves somebody else. */
    PROFESSIONAL_TO_USER(4),
    /** Somebody else serves a professional. */
    USER_TO_PROFESSIONAL(5),
    /** No professional, and somebody of the family. */
    FAMILY(6),
    /** None of these, and a neighbour. */
    NEIGHBOUR(7),
    /** None of these. */
    PEER_TO_PEER(8);

    private static final Flow[] BY_NUMBER = new Flow[values().length + 1];

    static {
        for (var flow : values()) {
            BY_NUMBER[flow.number] = flow;
        }
    }

    private final int number;

    Flow(int number) {
        this.number = number;
    }

    /** What matters of the role that somebody has in a leg. */
    public enum Role {
        /** Paid to be there. */
        PROFESSIONAL,
        /** Of the family. */
        FAMILY,
        /** Living near. */
        NEIGHBOUR,
        /** Any other. */
        OTHER;

        /** The role that the contract writes so. */
        public static Role of(String code) {
            return switch (code) {
                case "professional" -> PROFESSIONAL;
                case "family" -> FAMILY;
                case "neighbour" -> NEIGHBOUR;
                default -> OTHER;
            };
        }
    }

    /** The flow of a leg. */
    public static Flow of(Kind kind, Role provider, Role receiver) {
        boolean professionalGives = provider == Role.PROFESSIONAL;
        if (kind != Kind.SERVICE) {
            return professionalGives ? PROFESSIONAL_TO_COMMON : USER_TO_COMMON;
        }
        boolean professionalReceives = receiver == Role.PROFESSIONAL;
        if (professionalGives) {
            return professionalReceives ? PROFESSIONAL_TO_PROFESSIONAL : PROFESSIONAL_TO_USER;
        }
        if (professionalReceives) {
            return USER_TO_PROFESSIONAL;
        }
        if (provider == Role.FAMILY || receiver == Role.FAMILY) {
            return FAMILY;
        }
        return provider == Role.NEIGHBOUR || receiver == Role.NEIGHBOUR ? NEIGHBOUR : PEER_TO_PEER;
    }

    /** How figures name it. */
    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    int number() {
        return number;
    }

    static Flow of(int number) {
        return BY_NUMBER[number];
    }
}
