package org.reciprocity.matching.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reciprocity.matching.world.Servers;
import org.reciprocity.matching.world.Tokens;
import org.reciprocity.matching.world.Town;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class TokenTest {
    private static final UUID AGENCY = UUID.randomUUID();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/skills",
                "/offers/01890a5d-ac96-774b-bcce-b302099a8001",
                "/requests/01890a5d-ac96-774b-bcce-b302099a8001",
                "/proposals/01890a5d-ac96-774b-bcce-b302099a8001",
                "/rounds?communityId=01890a5d-ac96-774b-bcce-b302099a8001",
                "/rounds/01890a5d-ac96-774b-bcce-b302099a8001",
                "/communities/01890a5d-ac96-774b-bcce-b302099a8001/matching-policy",
                "/sessions/01890a5d-ac96-774b-bcce-b302099a8001",
                "/calendars/01890a5d-ac96-774b-bcce-b302099a8001",
                "/proposals/01890a5d-ac96-774b-bcce-b302099a8001/why",
                "/worklist",
                "/candidates",
                "/webhook",
                "/log",
                "/feed"
            })
    void asksForATokenEverywhere(String path) {
        given().get(path)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", containsString("Bearer"))
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/unauthorized"));
    }

    @Test
    void asksForATokenBeforeItLooksAtABody() {
        given().contentType("application/json")
                .body("{")
                .post("/offers")
                .then()
                .statusCode(401)
                .body("type", equalTo("/problems/unauthorized"));
    }

    @Test
    void refusesTokensThatDoNotHold() throws NoSuchAlgorithmException {
        refused("nonsense");
        refused(Tokens.expired(AGENCY));
        refused(Tokens.forAnotherAudience(AGENCY));
        refused(withoutSignature());
        refused(Tokens.of(AGENCY, "broker") + "x");
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        refused(Tokens.signedBy(generator.generateKeyPair().getPrivate(), AGENCY));
    }

    @Test
    void refusesATokenWithoutTheRole() {
        Town.as(Tokens.of(AGENCY, "analyst"))
                .get("/offers/" + UUID.randomUUID())
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/role-missing"));
        Town.as(Tokens.of(AGENCY, "broker")).get("/log").then().statusCode(403);
        Town.as(Tokens.of(AGENCY)).get("/skills").then().statusCode(403);
    }

    @Test
    void refusesARoleOfAnAgencyInATokenWithoutOne() {
        Town.as(Tokens.ofNobody("broker"))
                .get("/offers/" + UUID.randomUUID())
                .then()
                .statusCode(403)
                .body("type", equalTo("/problems/role-missing"));
    }

    private static void refused(String token) {
        Town.as(token)
                .get("/skills")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/unauthorized"))
                .body(not(containsString("xception")));
    }

    private static String withoutSignature() {
        return base64("{\"alg\":\"none\"}") + "."
                + base64(
                        "{\"iss\":\"%s\",\"aud\":\"reciprocity\",\"sub\":\"test\",\"roles\":[\"broker\"],\"exp\":4102444800}"
                                .formatted(Tokens.ISSUER))
                + ".";
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
