package org.reciprocity.matching.operations;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.matching.world.Eventually.eventually;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.validation.Validator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.reciprocity.matching.calendar.CalendarForm;
import org.reciprocity.matching.http.Json;
import org.reciprocity.matching.match.ArrangementForm;
import org.reciprocity.matching.match.ProposalResource;
import org.reciprocity.matching.match.ReassignmentForm;
import org.reciprocity.matching.offer.OfferForm;
import org.reciprocity.matching.request.RequestForm;
import org.reciprocity.matching.request.RequestResource;
import org.reciprocity.matching.round.RoundForm;
import org.reciprocity.matching.session.OutcomeForm;
import org.reciprocity.matching.session.SessionForm;
import org.reciprocity.matching.world.Servers;
import org.reciprocity.matching.world.Tokens;
import org.reciprocity.matching.world.Town;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class DescriptionTest {
    private static final Map<String, Class<?>> FORMS = Map.ofEntries(
            Map.entry("/offers", OfferForm.class),
            Map.entry("/requests", RequestForm.class),
            Map.entry("/requests/{id}/renewal", RequestResource.RenewalForm.class),
            Map.entry("/sessions", SessionForm.class),
            Map.entry("/sessions/{id}/outcome", OutcomeForm.class),
            Map.entry("/calendars", CalendarForm.class),
            Map.entry("/rounds", RoundForm.class),
            Map.entry("/proposals/{id}/acceptances", ProposalResource.AcceptanceForm.class),
            Map.entry("/proposals/{id}/declines", ProposalResource.DeclineForm.class),
            Map.entry("/proposals", ArrangementForm.class),
            Map.entry("/proposals/{id}/reassignment", ReassignmentForm.class));

    @Inject
    Validator validator;

    @Test
    void everyExampleOfTheDescriptionIsABodyThatTheServiceTakes() throws IOException {
        var description = given().queryParam("format", "json")
                .get("/openapi")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        var paths = new ObjectMapper().readTree(description).get("paths");
        for (var form : FORMS.entrySet()) {
            var examples = paths.get(form.getKey()).at("/post/requestBody/content/application~1json/examples");
            assertNotNull(examples.properties().iterator().next(), form.getKey());
            for (var example : examples.properties()) {
                var value = example.getValue().get("value");
                var body = value.isTextual() ? value.textValue() : value.toString();
                var read = Json.read(body.getBytes(StandardCharsets.UTF_8), form.getValue());
                assertEquals(Set.of(), validator.validate(read), form.getKey() + " " + example.getKey());
            }
        }
    }

    @Test
    void isOpenToRead() {
        given().queryParam("format", "json")
                .get("/openapi")
                .then()
                .statusCode(200)
                .body("paths", hasKey("/offers/{id}/withdrawal"))
                .body("paths", hasKey("/rounds"))
                .body("components.securitySchemes", hasKey("SecurityScheme"));
        given().get("/docs/").then().statusCode(200).body(containsString("swagger"));
        given().get("/q/health/live").then().statusCode(200);
        // The feed's own come with the feed, which starts beside the rest.
        eventually("the feed counts what it folds", () -> metrics().contains("reciprocity_feed_folded"));
        assertTrue(metrics().contains("reciprocity_log_backlog{log=\"matching\"}"));
    }

    private static String metrics() {
        return given().get("/q/metrics").then().statusCode(200).extract().asString();
    }

    @Test
    void isReadyWhenTheDatabaseIs() {
        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.name", hasItem(containsString("PostgreSQL")))
                .body("checks.name", not(hasItem(containsString("feed"))))
                .body("checks.name", not(hasItem(containsString("essaging"))))
                .body("checks.name", not(hasItem(containsString("afka"))));
        given().get("/q/health/group/log").then().statusCode(200).body("checks.name", hasItems("feed", "relay"));
    }

    @Test
    void saysHowItsLogStands() {
        Town.as(Tokens.operator())
                .get("/log")
                .then()
                .statusCode(200)
                .body("log", equalTo("matching"))
                .body("leading", equalTo(true))
                .body("$", hasKey("sequence"))
                .body("$", hasKey("sent"))
                .body("$", hasKey("backlog"))
                .body("$", hasKey("backlogSeconds"))
                .body("$", not(hasKey("halted")));
    }
}
