package org.reciprocity.matching.http;

import java.util.Set;
import java.util.UUID;

/**
 * Who calls, by the token.
 *
 * @param agency the caller's agency, or null for an operator or analyst who belongs to none
 * @param roles what the caller may do
 */
public record Caller(UUID agency, Set<String> roles) {
    private static final UUID NIL = new UUID(0, 0);

    /** Whether a person calls who arranges matches, and so may know of a participant what that takes. */
    public boolean arranges() {
        return roles.contains("broker") || roles.contains("steward");
    }

    /** The owner of the caller's idempotency keys: the agency, or nobody. */
    public UUID keyOwner() {
        return agency == null ? NIL : agency;
    }
}
