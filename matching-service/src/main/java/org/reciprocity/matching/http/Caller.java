package org.reciprocity.matching.http;

import java.util.Set;
import java.util.UUID;

/**
 * Who calls, by the token.
 *
 * @param agency the caller's agency, or null for an operator or analyst who belongs to none
 * @param participant the participant whose own token it is; null where it is nobody's in particular
 * @param roles what the caller may do
 */
public record Caller(UUID agency, UUID participant, Set<String> roles) {
    private static final UUID NIL = new UUID(0, 0);

    /** Whether a person calls who arranges matches, and so may know of a participant what that takes. */
    public boolean arranges() {
        return roles.contains("broker") || roles.contains("steward");
    }

    /** Whether the token is one participant's own, and no broker's, steward's or operator's: it reaches what is theirs, and nothing else. */
    public boolean confined() {
        return participant != null && !arranges() && !roles.contains("operator");
    }

    /** The one participant whose things the token reaches; null where that is no bound. */
    public UUID bearer() {
        return confined() ? participant : null;
    }

    /** Whether the token is kept from what is of that participant, as it is somebody else's own. */
    public boolean isConfinedFrom(UUID someone) {
        return confined() && !participant.equals(someone);
    }

    /** The owner of the caller's idempotency keys: the one whose own token it is, the agency, or nobody. */
    public UUID keyOwner() {
        if (confined()) {
            return participant;
        }
        return agency == null ? NIL : agency;
    }
}
