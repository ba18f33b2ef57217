package org.reciprocity.matching.world;

import io.smallrye.jwt.build.Jwt;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.ConfigProvider;

/** Tokens as the issuer would make them. */
public final class Tokens {
    /** Who issues them. */
    public static final String ISSUER = "https://issuer.test";

    static final String PRIVATE_KEY = "test.private-key";

    /** Signing takes longer than most of what is asked with a token; half of its time it may be used again. */
    private static final long RENEWED_AFTER = 300_000;

    private static final Map<String, String> SIGNED = new ConcurrentHashMap<>();

    private Tokens() {}

    private static String once(String whose, Supplier<String> signed) {
        return SIGNED.computeIfAbsent(
                whose + " " + System.currentTimeMillis() / RENEWED_AFTER, unsigned -> signed.get());
    }

    /** For an agency's client in some roles. */
    public static String of(UUID agency, String... roles) {
        return once(agency + " " + List.of(roles), () -> Jwt.issuer(ISSUER)
                .audience("reciprocity")
                .subject("test")
                .claim("agency", agency.toString())
                .claim("roles", List.of(roles))
                .expiresIn(600)
                .sign(key()));
    }

    /** One participant's own, in some roles of their agency. */
    public static String own(UUID agency, Object participant, String... roles) {
        return once(agency + " " + participant + " " + List.of(roles), () -> Jwt.issuer(ISSUER)
                .audience("reciprocity")
                .subject("test")
                .claim("agency", agency.toString())
                .claim("participant", participant.toString())
                .claim("roles", List.of(roles))
                .expiresIn(600)
                .sign(key()));
    }

    /** For an operator, who belongs to no agency. */
    public static String operator() {
        return ofNobody("operator");
    }

    /** In some roles, for no agency. */
    public static String ofNobody(String... roles) {
        return once("nobody " + List.of(roles), () -> Jwt.issuer(ISSUER)
                .audience("reciprocity")
                .subject("test")
                .claim("roles", List.of(roles))
                .expiresIn(600)
                .sign(key()));
    }

    /** As {@link #of}, for another audience. */
    public static String forAnotherAudience(UUID agency) {
        return Jwt.issuer(ISSUER)
                .audience("elsewhere")
                .subject("test")
                .claim("agency", agency.toString())
                .claim("roles", List.of("broker"))
                .expiresIn(600)
                .sign(key());
    }

    /** As {@link #of}, an hour past its end. */
    public static String expired(UUID agency) {
        return Jwt.issuer(ISSUER)
                .audience("reciprocity")
                .subject("test")
                .claim("agency", agency.toString())
                .claim("roles", List.of("broker"))
                .issuedAt(Instant.now().minusSeconds(7200))
                .expiresAt(Instant.now().minusSeconds(3600))
                .sign(key());
    }

    /** As {@link #of}, signed by somebody else. */
    public static String signedBy(PrivateKey key, UUID agency) {
        return Jwt.issuer(ISSUER)
                .audience("reciprocity")
                .subject("test")
                .claim("agency", agency.toString())
                .claim("roles", List.of("broker"))
                .expiresIn(600)
                .sign(key);
    }

    private static PrivateKey key() {
        try {
            var encoded = ConfigProvider.getConfig().getValue(PRIVATE_KEY, String.class);
            return KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(encoded)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
