package org.reciprocity.ledger.community;

import java.util.Arrays;

/** What an agency is in a community. The lead and redeemers may do what others may not; the other roles tell why it is there. */
public enum AdmissionRole {
    /** It runs the community. */
    LEAD("lead"),
    /** It takes part. */
    PARTNER("partner"),
    /** It pays. */
    FUNDER("funder"),
    /** It takes credit for what it offers. */
    REDEEMER("redeemer"),
    /** It sends participants. */
    REFERRER("referrer");

    private final String wire;

    AdmissionRole(String wire) {
        this.wire = wire;
    }

    /** Its name in events, in the API and in the database. */
    public String wire() {
        return wire;
    }

    /** The role of that name. */
    public static AdmissionRole of(String wire) {
        return Arrays.stream(values())
                .filter(role -> role.wire.equals(wire))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No role: " + wire));
    }
}
