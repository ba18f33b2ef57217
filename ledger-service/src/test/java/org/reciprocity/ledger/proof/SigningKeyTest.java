package org.reciprocity.ledger.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SigningKeyTest {

    @Test
    void signsAsTheStandardDoes() {
        // RFC 8037, appendix A: the key of its examples, its public key, its thumbprint and its signature.
        var prefix = HexFormat.of().parseHex("302e020100300506032b657004220420");
        var seed = Base64.getUrlDecoder().decode("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A");
        var pkcs8 = new byte[prefix.length + seed.length];
        System.arraycopy(prefix, 0, pkcs8, 0, prefix.length);
        System.arraycopy(seed, 0, pkcs8, prefix.length, seed.length);
        var pem = "-----BEGIN PRIVATE KEY-----\n" + Base64.getEncoder().encodeToString(pkcs8)
                + "\n-----END PRIVATE KEY-----\n";

        var key = SigningKey.ofPem(pem);
        assertEquals("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo", key.point().x());
        assertEquals("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k", key.id());
        assertEquals(
                "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg",
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(
                                key.sign("eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc".getBytes(UTF_8))));
    }

    @Test
    void comesBackFromItsPrivateKeyAlone() {
        for (int i = 0; i < 20; i++) {
            var made = SigningKey.generate();
            var again = SigningKey.of(made.privateKey().getEncoded());
            assertEquals(made.id(), again.id());
            assertArrayEquals(made.sign(new byte[] {1, 2, 3}), again.sign(new byte[] {1, 2, 3}));
        }
    }

    @Test
    void isNothingElse() {
        assertThrows(IllegalArgumentException.class, () -> SigningKey.ofPem("nonsense"));
        assertThrows(IllegalArgumentException.class, () -> SigningKey.of(new byte[48]));
    }
}
