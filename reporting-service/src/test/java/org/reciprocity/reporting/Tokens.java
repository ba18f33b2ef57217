package org.reciprocity.reporting;

import io.smallrye.jwt.build.Jwt;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;

/** Bearer tokens as the issuer gives them. */
public final class Tokens {
    static final String ISSUER = "https://issuer.test";

    // The servers' resource and the tests are loaded by different class loaders of one JVM: the key goes through its
    // properties.
    private static final String PROPERTY = "reciprocity.test.key";
    private static final KeyPair KEYS = keys();

    private Tokens() {}

    private static KeyPair keys() {
        try {
            var known = System.getProperty(PROPERTY);
            if (known != null) {
                var parts = known.split(":", -1);
                var factory = java.security.KeyFactory.getInstance("RSA");
                return new KeyPair(
                        factory.generatePublic(new java.security.spec.X509EncodedKeySpec(
                                Base64.getDecoder().decode(parts[0]))),
                        factory.generatePrivate(new java.security.spec.PKCS8EncodedKeySpec(
                                Base64.getDecoder().decode(parts[1]))));
            }
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            var keys = generator.generateKeyPair();
            var encoder = Base64.getEncoder();
            System.setProperty(
                    PROPERTY,
                    encoder.encodeToString(keys.getPublic().getEncoded()) + ":"
                            + encoder.encodeToString(keys.getPrivate().getEncoded()));
            return keys;
        } catch (NoSuchAlgorithmException | java.security.spec.InvalidKeySpecException e) {
            throw new IllegalStateException(e);
        }
    }

    static PublicKey publicKey() {
        return KEYS.getPublic();
    }

    public static String operator() {
        return token(null, "reciprocity", 600, "operator");
    }

    public static String steward(UUID agency) {
        return token(agency, "reciprocity", 600, "steward");
    }

    public static String analyst(UUID agency) {
        return token(agency, "reciprocity", 600, "analyst");
    }

    public static String token(UUID agency, String audience, long seconds, String... roles) {
        return token("test", agency, audience, seconds, roles);
    }

    /** Of somebody. */
    public static String of(String subject, UUID agency, String... roles) {
        return token(subject, agency, "reciprocity", 600, roles);
    }

    private static String token(String subject, UUID agency, String audience, long seconds, String... roles) {
        var claims = Jwt.issuer(ISSUER)
                .subject(subject)
                .audience(audience)
                .claim("roles", Set.copyOf(Arrays.asList(roles)))
                .issuedAt(System.currentTimeMillis() / 1000 - 1000)
                .expiresAt(System.currentTimeMillis() / 1000 + seconds);
        if (agency != null) {
            claims.claim("agency", agency.toString());
        }
        return claims.sign(KEYS.getPrivate());
    }
}
