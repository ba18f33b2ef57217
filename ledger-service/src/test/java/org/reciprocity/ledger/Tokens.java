package org.reciprocity.ledger;

import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.UUID;

/** Tokens as the issuer would sign them. */
final class Tokens {
    static final String KEY_ID = "test";

    private static final KeyPair KEYS = keys();

    /** The issuer's address, once it runs. */
    static String issuer;

    private Tokens() {}

    static KeyPair keys() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static RSAPublicKey publicKey() {
        return (RSAPublicKey) KEYS.getPublic();
    }

    static PrivateKey privateKey() {
        return KEYS.getPrivate();
    }

    static String operator() {
        return claims(null, "operator").jws().keyId(KEY_ID).sign(privateKey());
    }

    static String of(UUID agency, String... roles) {
        return claims(agency, roles).jws().keyId(KEY_ID).sign(privateKey());
    }

    /** A token that is a participant's own. */
    static String bearer(UUID agency, UUID participant, String... roles) {
        return claims(agency, roles)
                .claim("participant", participant.toString())
                .jws()
                .keyId(KEY_ID)
                .sign(privateKey());
    }

    static JwtClaimsBuilder claims(UUID agency, String... roles) {
        var now = Instant.now();
        var claims = Jwt.issuer(issuer)
                .audience("reciprocity")
                .subject("test-client")
                .issuedAt(now)
                .expiresAt(now.plus(Duration.ofMinutes(10)))
                .claim("roles", new HashSet<>(Arrays.asList(roles)));
        return agency == null ? claims : claims.claim("agency", agency.toString());
    }
}
