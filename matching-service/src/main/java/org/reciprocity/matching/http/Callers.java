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
    private final JsonWebToken token;

    Callers(SecurityIdentity identity, JsonWebToken token) {
        this.identity = identity;
        this.token = token;
    }

    /** The caller, who has to belong to an agency; a token without one is answered 403. */
    public Caller ofAgency() {
        var caller = current();
        if (caller.agency() == null) {
            throw new RefusedException(
                    Answer.problem(ProblemType.ROLE_MISSING, "The token names no agency; this is done for an agency."));
        }
        return caller;
    }

    private Caller current() {
        Object claim = token.getClaim("agency");
        UUID agency = null;
        if (claim != null) {
            agency = Ids.parse(claim.toString())
                    .orElseThrow(() -> new RefusedException(
                            Answer.problem(ProblemType.UNAUTHORIZED, "The token's agency is not an id.")));
        }
        return new Caller(agency, Set.copyOf(identity.getRoles()));
    }
}
