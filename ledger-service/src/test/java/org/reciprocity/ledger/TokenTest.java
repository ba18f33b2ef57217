package org.reciprocity.ledger;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.ledger.Town.post;
import static org.reciprocity.ledger.Town.refused;

import io.smallrye.jwt.build.Jwt;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@LedgerTest
class TokenTest {
    /** What everybody with a valid token may ask: the keys with which receipts are checked. */
    private static final String FOR_ALL = "/receipt-keys";

    /** Taken from the description, so that no address is left out; that each wants a token is in EveryAddressTest. */
    @Test
    void opensNoAddressWithoutARoleForIt() {
        var nobody = Tokens.claims(UUID.randomUUID(), "visitor")
                .jws()
                .keyId(Tokens.KEY_ID)
                .sign(Tokens.privateKey());
        var opened = new ArrayList<String>();
        int asked = 0;
        for (var operation : Described.operations()) {
            if (!operation.path().startsWith(FOR_ALL)) {
                var ids = operation.inPath().stream().collect(Collectors.toMap(name -> name, name -> UUID.randomUUID()
                        .toString()));
                var body =
                        operation.example() == null ? "x" : operation.example().toString();
                var answer = operation.with(ids).send(nobody, body);
                asked++;
                if (answer.statusCode() != 403 || !answer.body().contains("\"/problems/role-missing\"")) {
                    opened.add(operation + " -> " + answer.statusCode() + " " + answer.body());
                }
            }
        }
        assertTrue(opened.isEmpty(), () -> String.join("\n", opened));
        assertTrue(asked > 100, "the description has all of them");
    }

    @Test
    void opensHealthMetricsAndTheDescriptionToAll() {
        for (var path : List.of(
                "/q/health",
                "/q/health/live",
                "/q/health/ready",
                "/q/health/group/log",
                "/q/metrics",
                "/openapi",
                "/docs/")) {
            assertEquals(200, given().get(path).statusCode(), path);
        }
    }

    @Test
    void refusesTokensThatAreNotTheIssuersOwnAndOurs() {
        var agency = UUID.randomUUID();
        var now = Instant.now();
        refusedToken(Tokens.claims(agency, "agency").expiresAt(now.minusSeconds(60)));
        refusedToken(Tokens.claims(agency, "agency").audience("somebody-else"));
        refusedToken(Tokens.claims(agency, "agency").issuer("https://issuer.example"));
        refusedToken(Tokens.claims(agency, "agency").claim("agency", "not-an-id"));
        refused(
                401,
                "unauthorized",
                given().auth()
                        .oauth2(Tokens.claims(agency, "agency")
                                .jws()
                                .keyId(Tokens.KEY_ID)
                                .sign(Tokens.keys().getPrivate()))
                        .get("/log"));
        refused(401, "unauthorized", given().auth().oauth2(unsigned(agency)).get("/log"));
        refused(
                401,
                "unauthorized",
                given().auth()
                        .oauth2(Tokens.claims(agency, "operator")
                                .jws()
                                .keyId(Tokens.KEY_ID)
                                .algorithm(io.smallrye.jwt.algorithm.SignatureAlgorithm.HS256)
                                .signWithSecret("0123456789012345678901234567890123456789"))
                        .get("/log"));
        refused(401, "unauthorized", given().auth().oauth2("rubbish").get("/log"));
        refused(
                401,
                "unauthorized",
                given().header("Authorization", "Basic dTpw").get("/log"));
    }

    @Test
    void takesATokenAgainAndAgainUntilItExpires() {
        var expires =
                Instant.now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS).plusSeconds(4);
        var token = Tokens.claims(UUID.randomUUID(), "agency")
                .expiresAt(expires)
                .jws()
                .keyId(Tokens.KEY_ID)
                .sign(Tokens.privateKey());
        int accepted = 0;
        while (true) {
            var before = Instant.now();
            var response = given().auth().oauth2(token).get("/participants/" + UUID.randomUUID());
            if (response.statusCode() == 401) {
                refused(401, "unauthorized", response);
                break;
            }
            assertEquals(404, response.statusCode());
            assertTrue(before.isBefore(expires), "it was taken after it had expired");
            accepted++;
        }
        assertTrue(accepted > 1, "it has to be taken more than once for this to show anything");
        refused(401, "unauthorized", given().auth().oauth2(token).get("/participants/" + UUID.randomUUID()));
    }

    @Test
    void keepsWhatATokenSaysApartFromWhatAnotherSays() {
        var town = Town.founded();
        var person = town.participant();
        var other = Tokens.of(UUID.randomUUID(), "agency");
        for (int i = 0; i < 3; i++) {
            assertEquals(
                    200,
                    given().auth()
                            .oauth2(town.leadToken)
                            .get("/participants/" + person)
                            .statusCode());
            assertEquals(
                    404,
                    given().auth().oauth2(other).get("/participants/" + person).statusCode());
            refused(
                    401,
                    "unauthorized",
                    given().auth().oauth2(changed(town.leadToken)).get("/participants/" + person));
        }
    }

    /** The token with one letter of its signature changed. */
    private static String changed(String token) {
        int at = token.length() - 20;
        return token.substring(0, at) + (token.charAt(at) == 'A' ? 'B' : 'A') + token.substring(at + 1);
    }

    private static void refusedToken(io.smallrye.jwt.build.JwtClaimsBuilder claims) {
        var token = claims.jws().keyId(Tokens.KEY_ID).sign(Tokens.privateKey());
        refused(401, "unauthorized", given().auth().oauth2(token).get("/participants/" + UUID.randomUUID()));
    }

    static String unsigned(UUID agency) {
        var encoder = Base64.getUrlEncoder().withoutPadding();
        var header = encoder.encodeToString("{\"alg\":\"none\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8));
        var claims = """
                {"iss":"%s","aud":"reciprocity","sub":"x","agency":"%s","roles":["operator"],"exp":%d,"iat":%d}
                """.formatted(
                        Tokens.issuer,
                        agency,
                        Instant.now().getEpochSecond() + 600,
                        Instant.now().getEpochSecond());
        return header + "." + encoder.encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + ".";
    }

    @Test
    void asksForTheRole() {
        var town = Town.founded();
        var analyst = Tokens.of(town.lead, "analyst");
        var agency = Tokens.of(town.lead, "agency");
        refused(403, "role-missing", given().auth().oauth2(analyst).get("/participants?communityId=" + town.community));
        refused(403, "role-missing", post("/exchanges", analyst, town.proposal(town.lead, town.partner, 60)));
        refused(403, "role-missing", post("/agencies", agency, "{\"code\":\"x\",\"name\":\"x\"}"));
        refused(
                403,
                "role-missing",
                post(
                        "/communities/" + town.community + "/agencies",
                        agency,
                        "{\"agencyId\":\"" + town.partner + "\",\"roles\":[\"funder\"]}"));
        refused(403, "role-missing", given().auth().oauth2(agency).get("/log"));
        refused(
                403,
                "role-missing",
                given().auth().oauth2(agency).get("/communities/" + town.community + "/invariants"));
        refused(403, "role-missing", post("/exchanges", Tokens.operator(), town.proposal(town.lead, town.partner, 60)));
        var nobody =
                Jwt.issuer(Tokens.issuer).audience("reciprocity").subject("x").expiresIn(60);
        refused(
                403,
                "role-missing",
                given().auth()
                        .oauth2(nobody.jws().keyId(Tokens.KEY_ID).sign(Tokens.privateKey()))
                        .get("/log"));
        assertTrue(Town.get("/log", Tokens.operator()).get("sequence").longValue() >= 0);
    }
}
