package org.reciprocity.matching.http;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Reads the token of the request that is being served. */
@ApplicationScoped
public class Callers {
    private final SecurityIdentity identity;

    Callers(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** The caller, who has to belong to an agency; a token without one is answered 403. */
    public Caller ofAgency() {
        var caller = of(identity);
        if (caller.agency() == null) {
            throw new RefusedException(
                    Answer.problem(ProblemType.ROLE_MISSING, "The token names no agency; this is done for an agency."));
        }
        return caller;
    }

    /** The caller, whoever it is; in no role without a token. */
    public static Caller of(SecurityIdentity identity) {
        return new Caller(id(identity, "agency"), id(identity, "participant"), Set.copyOf(identity.getRoles()));
    }

    private static UUID id(SecurityIdentity identity, String name) {
        Object claim = identity.getPrincipal() instanceof JsonWebToken token ? token.getClaim(name) : null;
        return claim == null
                ? null
                : Ids.parse(claim.toString())
                        .orElseThrow(() -> new RefusedException(
                                Answer.problem(ProblemType.UNAUTHORIZED, "The token's " + name + " is not an id.")));
    }
}
