package org.reciprocity.ledger.request;

import java.util.OptionalLong;
import org.reciprocity.ledger.security.Caller;

/**
 * A request that changes something, as far as that is the same for all of them.
 *
 * @param caller who sends it
 * @param target method and path
 * @param key its Idempotency-Key; null without one
 * @param ifMatch the version it expects; null for any
 * @param body what it asks for, as it was read
 */
public record Call(Caller caller, String target, String key, Long ifMatch, Object body) {

    /** The version it expects, if it says one. */
    public OptionalLong expectedVersion() {
        return ifMatch == null ? OptionalLong.empty() : OptionalLong.of(ifMatch);
    }
}
