package org.reciprocity.ledger;

import static io.restassured.RestAssured.given;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(LedgerBackends.class)
class ThinPathTest {

    private static String post(String path, String token, String body) {
        var response = given().auth()
                .oauth2(token)
                .contentType("application/json")
                .body(body)
                .post(path);
        System.out.println(
                path + " -> " + response.statusCode() + " " + response.headers() + " " + response.asString());
        return response.statusCode() == 201 ? response.path("id") : null;
    }

    @Test
    void works() {
        var op = Tokens.operator();
        var agency = UUID.fromString(post("/agencies", op, "{\"code\":\"taff\",\"name\":\"Taff Housing\"}"));
        var token = Tokens.of(agency, "agency", "broker", "steward");
        var community = post(
                "/communities",
                op,
                "{\"code\":\"taff\",\"name\":\"Taff\",\"timeZone\":\"Europe/London\",\"leadAgencyId\":\"" + agency
                        + "\"}");
        var a = post("/participants", token, "{\"communityId\":\"" + community + "\",\"kind\":\"person\"}");
        var b = post("/participants", token, "{\"communityId\":\"" + community + "\",\"kind\":\"person\"}");
        var x = post(
                "/exchanges",
                token,
                "{\"communityId\":\"" + community
                        + "\",\"kind\":\"service\",\"occurredAt\":\"2025-05-04T10:00:00Z\",\"legs\":[{\"providerId\":\""
                        + a + "\",\"receiverId\":\"" + b
                        + "\",\"minutes\":60}],\"confirmations\":[{\"participantId\":\"" + a
                        + "\",\"how\":\"party\"},{\"participantId\":\"" + b + "\",\"how\":\"on-behalf\"}]}");
        System.out.println(given().auth().oauth2(token).get("/exchanges/" + x).asString());
        System.out.println(given().auth()
                .oauth2(token)
                .get("/exchanges?limit=1&communityId=" + community)
                .asString());
        System.out.println(given().auth()
                .oauth2(token)
                .get("/participants?limit=1&communityId=" + community)
                .asString());
        System.out.println(given().get("/participants").statusCode()
                + given().get("/participants").asString());
        System.out.println(given().auth().oauth2(token).get("/nope").asString());
    }
}
