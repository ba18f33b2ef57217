package org.reciprocity.ledger.security;

/** The roles a token can carry. */
public final class Roles {
    /** A partner agency's own system. */
    public static final String AGENCY = "agency";

    /** Somebody who arranges and records exchanges for an agency, and may confirm on behalf of participants. */
    public static final String BROKER = "broker";

    /** Somebody who answers for an agency's part of the book. */
    public static final String STEWARD = "steward";

    /** Somebody who runs the service. */
    public static final String OPERATOR = "operator";

    private Roles() {}
}
