package org.reciprocity.ledger.account;

import java.util.Arrays;

/** Whether an account takes part in exchanges. */
public enum AccountStatus {
    /** It does. */
    OPEN("open"),
    /** It does not for now; what is in the book may be put right, and it may be settled. */
    SUSPENDED("suspended"),
    /** It stands at zero, for ever. */
    CLOSED("closed");

    private final String wire;

    AccountStatus(String wire) {
        this.wire = wire;
    }

    /** Its name in events, in the API and in the database. */
    public String wire() {
        return wire;
    }

    /** The status of that name. */
    public static AccountStatus of(String wire) {
        return Arrays.stream(values())
                .filter(status -> status.wire.equals(wire))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No status of an account: " + wire));
    }
}
