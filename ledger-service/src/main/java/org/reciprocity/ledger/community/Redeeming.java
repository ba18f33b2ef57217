package org.reciprocity.ledger.community;

import java.util.EnumSet;
import java.util.Set;

/** What of a partner's redeeming is not over, each with an end of its own. */
public enum Redeeming {
    /** It is owed something for what it redeemed, until that is retired. */
    OWED,
    /** It owes something, for a redemption that was reversed after it was retired, until that retirement is reversed. */
    OWING,
    /** Minutes are held for it, until the hold is captured or released. */
    HELD,
    /** An offer of it is open, until it is withdrawn. */
    OFFERED,
    /** A redemption with it waits for a word, until it settles or is cancelled. */
    WAITING;

    /** Those that there are: what it is owed stands below zero where it owes. */
    static Set<Redeeming> of(long owedMinutes, boolean held, boolean offered, boolean waiting) {
        var redeeming = EnumSet.noneOf(Redeeming.class);
        if (owedMinutes != 0) {
            redeeming.add(owedMinutes > 0 ? OWED : OWING);
        }
        if (held) {
            redeeming.add(HELD);
        }
        if (offered) {
            redeeming.add(OFFERED);
        }
        if (waiting) {
            redeeming.add(WAITING);
        }
        return redeeming;
    }
}
