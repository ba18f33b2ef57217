package org.reciprocity.ledger.account;

import java.util.Arrays;

/** What an account is for. */
public enum AccountKind {
    /** A participant's time. */
    PARTICIPANT("participant"),
    /** An agency's own. */
    AGENCY("agency"),
    /** The community's. */
    POT("pot"),
    /** Where all credit comes from: it stands as far below zero as credit was issued. */
    ISSUANCE("issuance"),
    /** What a partner is owed for credit it redeemed. */
    REDEMPTION("redemption"),
    /** What another community is owed. */
    CLEARING("clearing");

    private final String wire;

    AccountKind(String wire) {
        this.wire = wire;
    }

    /** Its name in events, in the API and in the database. */
    public String wire() {
        return wire;
    }

    /** The kind of that name. */
    public static AccountKind of(String wire) {
        return Arrays.stream(values())
                .filter(kind -> kind.wire.equals(wire))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No kind of account: " + wire));
    }

    /** Whether its limits may be set: those of issuance, redemption and clearing follow from what they are. */
    public boolean limitsMayBeSet() {
        return switch (this) {
            case PARTICIPANT, AGENCY, POT -> true;
            case ISSUANCE, REDEMPTION, CLEARING -> false;
        };
    }

    /**
     * Whether it may be suspended and closed. The community's own are open for as long as it is; what a partner is owed is
     * retired, and what another community is owed is limited by both.
     */
    public boolean statusMayBeSet() {
        return switch (this) {
            case PARTICIPANT, AGENCY -> true;
            case POT, ISSUANCE, REDEMPTION, CLEARING -> false;
        };
    }
}
