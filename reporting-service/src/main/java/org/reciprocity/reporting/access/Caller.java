package org.reciprocity.reporting.access;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.reciprocity.reporting.problem.Problem;
import org.reciprocity.reporting.problem.ProblemException;

/** Who sends the request, by its token. */
@RequestScoped
public class Caller {
    private static final int CLIENT_BYTES = 8;
    private static final List<String> ROLES = List.of("agency", "broker", "steward", "operator", "analyst");

    private final SecurityIdentity identity;
    private final JsonWebToken token;

    /** Of the request's token. */
    public Caller(SecurityIdentity identity, JsonWebToken token) {
        this.identity = identity;
        this.token = token;
    }

    /**
     * What a caller may see.
     *
     * @param everything whether it is an operator, who sees all communities
     * @param agency the agency whose communities it sees otherwise
     */
    public record View(boolean everything, Optional<UUID> agency) {}

    /** Refuses everybody but operators. */
    public void mustBeOperator() {
        if (!identity.hasRole("operator")) {
            throw new ProblemException(Problem.ROLE_MISSING, "This needs the role operator.");
        }
    }

    /** What the caller may see exactly; refuses those who may see nothing exactly. */
    public View exactView() {
        if (identity.hasRole("operator")) {
            return new View(true, Optional.empty());
        }
        if (identity.hasRole("steward")) {
            return new View(false, agency());
        }
        if (identity.hasRole("analyst")) {
            throw new ProblemException(
                    Problem.EXACT_FIGURES,
                    "Analysts see protected figures: GET /figures, GET /releases. This would be exact. Ask a steward.");
        }
        throw new ProblemException(Problem.ROLE_MISSING, "This needs the role steward or operator.");
    }

    /** Whether the caller is shown exact figures: an operator or a steward, whatever other roles it has. */
    public boolean seesExact() {
        return identity.hasRole("operator") || identity.hasRole("steward");
    }

    /** What the caller may see of figures, exact or protected; refuses those who may see none. */
    public View figureView() {
        if (seesExact()) {
            return exactView();
        }
        if (identity.hasRole("analyst")) {
            return new View(false, agency());
        }
        throw new ProblemException(Problem.ROLE_MISSING, "This needs the role analyst, steward or operator.");
    }

    /** What the caller may see of what is open to every role. */
    public View anyView() {
        for (var role : ROLES) {
            if (identity.hasRole(role)) {
                return identity.hasRole("operator") ? new View(true, Optional.empty()) : new View(false, agency());
            }
        }
        throw new ProblemException(
                Problem.ROLE_MISSING, "This needs one of the roles " + String.join(", ", ROLES) + ".");
    }

    /** The role by which exact figures are seen. */
    String exactRole() {
        return identity.hasRole("operator") ? "operator" : "steward";
    }

    /**
     * A word for the caller that is always the same and does not name it: 16 hexadecimal digits of the SHA-256 of the token's issuer, a line
     * feed and its subject. The subject itself may be somebody's name.
     */
    Optional<String> client() {
        return Optional.ofNullable(token.getSubject()).map(subject -> {
            try {
                var hash = MessageDigest.getInstance("SHA-256")
                        .digest((token.getIssuer() + "\n" + subject).getBytes(StandardCharsets.UTF_8));
                return HexFormat.of().formatHex(hash, 0, CLIENT_BYTES);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** The agency that the token names, if it does. */
    Optional<UUID> agency() {
        Object claim = token.getClaim("agency");
        if (claim == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(claim.toString()));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
