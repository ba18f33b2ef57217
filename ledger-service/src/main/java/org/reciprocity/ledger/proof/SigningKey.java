package org.reciprocity.ledger.proof;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * An Ed25519 key (RFC 8032) that signs receipts.
 *
 * @param id the JWK thumbprint (RFC 7638) of its public key
 * @param privateKey what it signs with
 * @param point its public key
 */
record SigningKey(String id, PrivateKey privateKey, PublicPoint point) {
    private static final String ALGORITHM = "Ed25519";
    private static final byte[] TRIAL = "a trial".getBytes(US_ASCII);
    private static final int POINT_BYTES = 32;

    /** A new one. */
    static SigningKey generate() {
        try {
            return of(KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no " + ALGORITHM, e);
        }
    }

    /** One of which the private key is known, in PKCS #8. */
    static SigningKey of(byte[] pkcs8) {
        try {
            if (KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(pkcs8))
                    instanceof EdECPrivateKey known) {
                var seed = known.getBytes().orElseThrow(() -> new IllegalArgumentException("The key has no bytes"));
                var generator = KeyPairGenerator.getInstance(ALGORITHM);
                generator.initialize(NamedParameterSpec.ED25519, new Seed(seed));
                var pair = generator.generateKeyPair();
                if (!pairs(known, pair)) {
                    throw new IllegalStateException("This Java makes no key pair of a known private key");
                }
                return of(pair);
            }
            throw new IllegalArgumentException("Not a key of " + ALGORITHM);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("Not a private key of " + ALGORITHM + " in PKCS #8", e);
        }
    }

    /** One of which the private key is known, in PKCS #8 as PEM. */
    static SigningKey ofPem(String pem) {
        var base64 = pem.replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "").replaceAll("\\s", "");
        return of(Base64.getDecoder().decode(base64));
    }

    /** Gives the seed where a generator of keys asks for chance: what it makes is the pair of that seed. */
    private static final class Seed extends SecureRandom {
        private static final long serialVersionUID = 1;
        private final byte[] seed;

        Seed(byte[] seed) {
            this.seed = seed.clone();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }

    private static boolean pairs(PrivateKey known, KeyPair pair) throws GeneralSecurityException {
        var signature = Signature.getInstance(ALGORITHM);
        signature.initSign(known);
        signature.update(TRIAL);
        var signed = signature.sign();
        signature.initVerify(pair.getPublic());
        signature.update(TRIAL);
        return signature.verify(signed);
    }

    private static SigningKey of(KeyPair pair) {
        var point = PublicPoint.of((EdECPublicKey) pair.getPublic());
        return new SigningKey(point.thumbprint(), pair.getPrivate(), point);
    }

    /** The signature of some bytes: 64 bytes. */
    byte[] sign(byte[] bytes) {
        try {
            var signature = Signature.getInstance(ALGORITHM);
            signature.initSign(privateKey);
            signature.update(bytes);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The key " + id + " does not sign", e);
        }
    }

    /**
     * A public key.
     *
     * @param x the point (RFC 8032) in Base64 for addresses, as a JWK has it (RFC 8037)
     */
    record PublicPoint(String x) {
        private static final byte[] PREFIX = {0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00};
        private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

        static PublicPoint of(byte[] bytes) {
            return new PublicPoint(URL.encodeToString(bytes));
        }

        private static PublicPoint of(EdECPublicKey key) {
            var point = key.getPoint();
            var bigEndian = point.getY().toByteArray();
            var bytes = new byte[POINT_BYTES];
            for (int i = 0; i < Math.min(bigEndian.length, POINT_BYTES); i++) {
                bytes[i] = bigEndian[bigEndian.length - 1 - i];
            }
            if (point.isXOdd()) {
                bytes[POINT_BYTES - 1] |= (byte) 0x80;
            }
            return of(bytes);
        }

        byte[] bytes() {
            return Base64.getUrlDecoder().decode(x);
        }

        /** RFC 7638: the SHA-256 of its necessary members in the order of the alphabet. */
        String thumbprint() {
            var members = "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + x + "\"}";
            try {
                return URL.encodeToString(MessageDigest.getInstance("SHA-256").digest(members.getBytes(US_ASCII)));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("This Java has no SHA-256", e);
            }
        }

        /** As PEM (RFC 8410), for openssl. */
        String pem() {
            var der = Arrays.copyOf(PREFIX, PREFIX.length + POINT_BYTES);
            System.arraycopy(bytes(), 0, der, PREFIX.length, POINT_BYTES);
            return "-----BEGIN PUBLIC KEY-----\n" + Base64.getEncoder().encodeToString(der)
                    + "\n-----END PUBLIC KEY-----\n";
        }
    }
}
