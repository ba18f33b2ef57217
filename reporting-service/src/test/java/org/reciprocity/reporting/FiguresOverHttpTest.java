package org.reciprocity.reporting;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** From records on the topics to figures over HTTP. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class FiguresOverHttpTest {
    private static final UUID AGENCY = Story.id(1);
    private static final UUID COMMUNITY = Story.id(2);
    private static final UUID PROGRAMME = Story.id(3);

    @Test
    void showsTheHoursThatWereGiven() {
        try (var log = new TestLog("ledger", 0)) {
            log.write(
                    Story.agency(AGENCY, "TAFF"),
                    Story.community(COMMUNITY, "TAFF-TIME", "Europe/London", AGENCY),
                    Story.programme(COMMUNITY, PROGRAMME, AGENCY, "TENANTS"));
            log.write(Story.settled(
                    COMMUNITY,
                    Story.id(100),
                    "service",
                    PROGRAMME,
                    "2026-05-04T13:00:00Z",
                    Story.Leg.of(Story.id(11), Story.id(12), 90)));
        }
        Wait.until(() -> given().auth()
                .oauth2(Tokens.operator())
                .get("/feed")
                .path("lag")
                .equals(0));
        given().auth()
                .oauth2(Tokens.steward(AGENCY))
                .get("/figures/hours-given?communityId=" + COMMUNITY + "&period=2026")
                .then()
                .statusCode(200)
                .body("value", equalTo(1.5f));
    }
}
