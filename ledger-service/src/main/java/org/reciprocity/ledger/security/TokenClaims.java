package org.reciprocity.ledger.security;

import io.quarkus.security.identity.SecurityIdentity;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * What a token says of whom it was given to, besides its name and roles. An identity that is remembered carries it along:
 * asking a token for a claim that is not in its standard costs an exception each time.
 *
 * @param agency the claim of an agency, as it stands in the token; null where there is none
 * @param participant the claim of a participant; null where there is none
 */
public record TokenClaims(Object agency, Object participant) {
    private static final String ATTRIBUTE = TokenClaims.class.getName();

    /** Of an identity; nothing where it came by no token. */
    public static TokenClaims of(SecurityIdentity identity) {
        TokenClaims known = identity.getAttribute(ATTRIBUTE);
        if (known != null) {
            return known;
        }
        return identity.getPrincipal() instanceof JsonWebToken token
                ? new TokenClaims(token.getClaim("agency"), token.getClaim("participant"))
                : new TokenClaims(null, null);
    }

    /** The attribute's name in an identity that carries it. */
    static String attribute() {
        return ATTRIBUTE;
    }
}
