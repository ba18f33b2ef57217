package org.reciprocity.ledger;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.get;
import static org.reciprocity.ledger.Town.id;
import static org.reciprocity.ledger.Town.json;
import static org.reciprocity.ledger.Town.refused;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signed receipts, which prove without this service that an exchange was in the log. */
@LedgerTest
class ReceiptTest {
    private static final Path PAGE =
            Path.of(System.getProperty("reciprocity.root"), "docs", "how-to", "prove-an-exchange-to-an-auditor.md");

    private static final boolean EXPECTED =
            Boolean.parseBoolean(System.getenv().getOrDefault("RECIPROCITY_EXPECT_OPENSSL", "false"));

    @TempDir
    Path folder;

    @Test
    void carriesEveryEventWithAllThatItsLinkIsMadeOf() throws Exception {
        var town = Town.founded();
        var exchange = settled(town);
        var receipt = new Jws(receipt(exchange, town.partnerToken));

        assertTrue(receipt.verifies());
        assertEquals(exchange.toString(), receipt.payload().get("exchangeId").textValue());
        assertEquals(
                town.community.toString(), receipt.payload().get("communityId").textValue());
        var events = receipt.payload().get("events");
        assertEquals(Book.number("select count(*) from event where stream = '" + exchange + "'"), events.size());
        var before = "";
        for (var event : events) {
            var hashed = Base64.getDecoder().decode(event.get("hashed").textValue());
            var link = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(hashed));
            assertEquals(event.get("link").textValue(), link);
            assertEquals(event.get("previous").textValue(), HexFormat.of().formatHex(hashed, 0, 32));
            var text = new String(hashed, java.nio.charset.StandardCharsets.UTF_8);
            assertTrue(text.endsWith(event.get("body").toString()), text);
            assertTrue(before.isEmpty() || event.get("previous").textValue().equals(before), "they follow each other");
            before = link;
            assertEquals(
                    link,
                    get(
                                    "/communities/" + town.community + "/audit?to="
                                            + event.get("sequence").longValue(),
                                    town.leadToken)
                            .get("lastLink")
                            .textValue());
        }
    }

    @Test
    void isNotGivenBeforeEveryEventHasItsSequence() {
        var town = Town.founded();
        var exchange = settled(town);
        var last = "(select max(id) from event where stream = '" + exchange + "')";
        var kept = Book.rows("select sequence, encode(chain, 'hex') from log_entry where event = " + last)
                .getFirst();
        Book.change("delete from log_entry where event = " + last);
        try {
            var response = given().auth().oauth2(town.leadToken).get("/exchanges/" + exchange + "/receipt");
            assertEquals(202, response.statusCode(), response::asString);
            assertEquals("1", response.header("Retry-After"));
            assertFalse(json(response).get("sequenced").booleanValue());
        } finally {
            Book.change("insert into log_entry (sequence, event, chain) values (" + kept[0] + ", " + last + ", decode('"
                    + kept[1] + "', 'hex'))");
        }
        assertTrue(new Jws(receipt(exchange, town.leadToken)).verifies());
    }

    @Test
    void doesNotVerifyWhenAnythingInItWasChanged() {
        var town = Town.founded();
        var receipt = new Jws(receipt(settled(town), town.leadToken));
        var changed = receipt.payload().toString().replace("\"minutes\":60", "\"minutes\":61");
        assertNotEquals(receipt.payload().toString(), changed);
        assertFalse(new Jws(receipt.header() + "."
                        + Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(changed.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        + "."
                        + receipt.signature())
                .verifies());
    }

    @Test
    void signsWithANewKeyWhenTheOldOneIsOldAndStillVerifiesWhatThatSigned() {
        var town = Town.founded();
        var exchange = settled(town);
        var old = new Jws(receipt(exchange, town.leadToken));
        Book.change("update receipt_key set created_at = created_at - interval '400 days'");
        var fresh = new Jws(receipt(exchange, town.leadToken));

        assertNotEquals(old.kid(), fresh.kid());
        assertTrue(old.verifies());
        assertTrue(fresh.verifies());
        var listed = json(given().auth().oauth2(Tokens.operator()).get("/receipt-keys"))
                .get("keys");
        assertEquals(fresh.kid(), listed.get(0).get("kid").textValue(), "newest first");
        assertTrue(listed.findValuesAsText("kid").contains(old.kid()));
        assertEquals(1, Book.number("select count(*) from receipt_key where private_key is not null"));
    }

    @Test
    void listsItsPublicKeysAndNothingElseOfThem() {
        var town = Town.founded();
        var kid = new Jws(receipt(settled(town), town.leadToken)).kid();
        var key = Stream.of(json(given().auth().oauth2(Tokens.operator()).get("/receipt-keys"))
                        .get("keys"))
                .flatMap(keys -> java.util.stream.StreamSupport.stream(keys.spliterator(), false))
                .filter(each -> each.get("kid").textValue().equals(kid))
                .findFirst()
                .orElseThrow();
        assertEquals("OKP", key.get("kty").textValue());
        assertEquals("Ed25519", key.get("crv").textValue());
        assertEquals(32, Base64.getUrlDecoder().decode(key.get("x").textValue()).length);
        assertFalse(key.has("d"));
        refused(404, "not-found", given().auth().oauth2(Tokens.operator()).get("/receipt-keys/" + kid + "x"));
        refused(
                404,
                "not-found",
                given().auth()
                        .oauth2(Tokens.operator())
                        .urlEncodingEnabled(false)
                        .get("/receipt-keys/%00"));
    }

    @Test
    void isForThoseWhoSeeTheExchange() {
        var town = Town.founded();
        var exchange = settled(town);
        var path = "/exchanges/" + exchange + "/receipt";
        refused(403, "role-missing", given().auth().oauth2(Tokens.operator()).get(path));
        refused(
                404,
                "not-found",
                given().auth().oauth2(Town.founded().leadToken).get(path));
    }

    /** The commands of the how-to page, as it prints them. */
    @Test
    void isVerifiedByTheCommandsThatAreDocumented() throws Exception {
        boolean installed = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(at -> Files.isExecutable(Path.of(at).resolve("openssl")));
        assertTrue(installed || !EXPECTED, "openssl is expected here, and is not on the path");
        assumeTrue(installed, "openssl is not installed");
        var town = Town.founded();
        var receipt = receipt(settled(town), town.leadToken);
        var jws = new Jws(receipt);
        Files.writeString(folder.resolve("receipt.jws"), receipt);
        Files.writeString(folder.resolve("key.pem"), pem(jws.kid()));

        var output = documented();
        assertTrue(output.contains("Signature Verified Successfully"), output);
        jws.payload()
                .get("events")
                .forEach(event -> assertTrue(output.contains(event.get("link").textValue() + "  -"), output));

        Files.writeString(folder.resolve("receipt.jws"), receipt.replaceFirst("\\.e", ".f"));
        assertFalse(documented().contains("Signature Verified Successfully"));
    }

    private String documented() throws IOException, InterruptedException {
        var page = Files.readString(PAGE);
        int from = page.indexOf("```bash\n", page.indexOf("<!-- offline -->")) + 8;
        var script = page.substring(from, page.indexOf("```", from));
        var output = folder.resolve("output");
        var shell = new ProcessBuilder("bash", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertTrue(shell.waitFor(60, TimeUnit.SECONDS), "the commands do not end");
        return Files.readString(output);
    }

    private static UUID settled(Town town) {
        var ours = town.participant(town.partnerToken);
        var exchange = id(created("/exchanges", town.leadToken, town.service(ours, town.participant(), 60)));
        Book.sequenced();
        return exchange;
    }

    private static String receipt(UUID exchange, String token) {
        var response = given().auth().oauth2(token).get("/exchanges/" + exchange + "/receipt");
        assertEquals(200, response.statusCode(), response::asString);
        assertEquals("application/jose", response.contentType());
        return response.asString();
    }

    private static String pem(String kid) {
        var response = given().auth().oauth2(Tokens.operator()).get("/receipt-keys/" + kid);
        assertEquals(200, response.statusCode(), response::asString);
        return response.asString();
    }

    /** A JWS in compact form. */
    private record Jws(String header, JsonNode payload, String signature, String signed) {

        Jws(String compact) {
            this(compact.strip().split("\\."));
        }

        private Jws(String[] parts) {
            this(parts[0], read(parts[1]), parts[2], parts[0] + "." + parts[1]);
        }

        private static JsonNode read(String part) {
            try {
                return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(part));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        String kid() {
            assertEquals("EdDSA", read(header).get("alg").textValue());
            return read(header).get("kid").textValue();
        }

        boolean verifies() {
            try {
                var der = pem(kid()).replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
                var verifying = Signature.getInstance("Ed25519");
                verifying.initVerify(KeyFactory.getInstance("Ed25519")
                        .generatePublic(
                                new X509EncodedKeySpec(Base64.getDecoder().decode(der))));
                verifying.update(signed.getBytes(US_ASCII));
                return verifying.verify(Base64.getUrlDecoder().decode(signature));
            } catch (java.security.GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
