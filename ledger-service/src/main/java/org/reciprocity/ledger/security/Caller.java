package org.reciprocity.ledger.security;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Who sent a request, by its token.
 *
 * @param name the client's name
 * @param agency the agency it acts for; null for a pure operator
 * @param participant the participant whose token it is; null where it is nobody's in particular
 * @param roles its roles
 */
public record Caller(String name, UUID agency, UUID participant, Set<String> roles) {

    /** Nobody's agency: equal to no agency there is. */
    private static final UUID NONE = new UUID(0, 0);

    /** By a token that is nobody's in particular. */
    public Caller(String name, UUID agency, Set<String> roles) {
        this(name, agency, null, roles);
    }

    /** Whether the token has one of the roles. */
    public boolean has(String... anyOf) {
        for (var role : anyOf) {
            if (roles.contains(role)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the token is one participant's own, and no broker's, steward's or operator's: it reaches what is theirs, and nothing else. */
    public boolean confined() {
        return participant != null && !has(Roles.BROKER, Roles.STEWARD, Roles.OPERATOR);
    }

    /** The agency, or the nil UUID, which is no agency's: for comparisons in SQL. */
    public UUID agencyOrNone() {
        return agency == null ? NONE : agency;
    }

    /** The agency it acts for, if it does for one. */
    public Optional<UUID> actingFor() {
        return Optional.ofNullable(agency);
    }

    /** Whose Idempotency-Keys and references these are: the agency's, or those of the client that acts for none. */
    public UUID keyOwner() {
        return agency != null ? agency : UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
