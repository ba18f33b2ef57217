package org.reciprocity.ledger.security;

import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Quarkus's bearer tokens, of which one that comes again and again is verified now and then only. */
@Alternative
@Priority(1)
@ApplicationScoped
class RememberedBearer implements HttpAuthenticationMechanism {
    private static final String BEARER = "Bearer ";
    private static final int MOST = 1_000;

    private final OidcAuthenticationMechanism oidc;
    private final VerifiedTokens<SecurityIdentity> verified;

    RememberedBearer(OidcAuthenticationMechanism oidc, TokenSettings settings) {
        this.oidc = oidc;
        this.verified = new VerifiedTokens<>(settings.trustedFor(), MOST, InstantSource.system());
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        var token = token(context);
        if (token.isEmpty()) {
            return oidc.authenticate(context, identities);
        }
        var known = token.flatMap(verified::find);
        return known.isPresent()
                ? Uni.createFrom().item(known.get())
                : oidc.authenticate(context, identities).invoke(identity -> remember(token.get(), identity));
    }

    /** The one bearer token of the request; what is unusual is left to Quarkus. */
    private static Optional<String> token(RoutingContext context) {
        var headers = context.request().headers().getAll(HttpHeaders.AUTHORIZATION);
        return headers.size() == 1 && headers.getFirst().startsWith(BEARER)
                ? Optional.of(headers.getFirst().substring(BEARER.length()))
                : Optional.empty();
    }

    private void remember(String token, SecurityIdentity identity) {
        if (identity != null && identity.getPrincipal() instanceof JsonWebToken claims) {
            verified.add(token, withoutItsRequest(identity), Instant.ofEpochSecond(claims.getExpirationTime()));
        }
    }

    /** An identity's attributes lead to the request it came with, which is not to be held on to. */
    private static SecurityIdentity withoutItsRequest(SecurityIdentity identity) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(identity.getPrincipal())
                .addRoles(identity.getRoles())
                .addCredentials(identity.getCredentials())
                .addAttribute(TokenClaims.attribute(), TokenClaims.of(identity))
                .build();
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return oidc.getChallenge(context);
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return oidc.getCredentialTypes();
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext context) {
        return oidc.getCredentialTransport(context);
    }

    @Override
    public int getPriority() {
        return oidc.getPriority() + 1;
    }
}
