package org.reciprocity.ledger.log;

import java.util.UUID;
import org.reciprocity.ledger.security.Caller;

/**
 * By whose token an event came about.
 *
 * @param agency the agency whose token it was; null for an operator's, who acts for none
 * @param actor the participant whose own token it was; null where it was nobody's in particular
 */
public record Author(UUID agency, UUID actor) {

    /** Who sent a request. */
    public static Author of(Caller caller) {
        return new Author(caller.agency(), caller.participant());
    }
}
