package org.reciprocity.ledger;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.get;
import static org.reciprocity.ledger.Town.post;
import static org.reciprocity.ledger.Town.refused;

import io.restassured.response.Response;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@LedgerTest
class InstrumentResourceTest {

    static String instrument(Town town, String code) {
        return "{\"communityId\":\"" + town.community + "\",\"code\":\"" + code
                + "\",\"title\":\"Belonging to the neighbourhood\",\"minimum\":5,\"maximum\":25,\"step\":1,"
                + "\"better\":\"higher\",\"cutOff\":12,\"cutOffSide\":\"below\",\"licence\":\"own-work\"}";
    }

    private static Response answer(String path, String token) {
        return given().auth().oauth2(token).get(path);
    }

    @Test
    void listsTheBuiltInOnesAndWhatACommunityHasRegistered() {
        var town = Town.founded();
        var registered = created("/instruments", town.leadToken, instrument(town, "belonging-5"));
        assertFalse(registered.get("builtIn").booleanValue());
        var in = "?communityId=" + town.community;
        assertEquals(registered, get("/instruments/BELONGING-5" + in, town.partnerToken));
        var all = get("/instruments" + in, town.partnerToken).get("items");
        assertEquals(9, all.size());
        assertEquals(registered, all.get(0));
        assertEquals("SWEMWBS", all.at("/1/code").textValue());
        assertEquals(29, all.at("/1/conversion").size());
        assertEquals("35", all.at("/1/conversion/28").asText().replaceFirst("\\.0+$", ""));
        var swemwbs = get("/instruments/swemwbs" + in, town.leadToken);
        assertEquals(all.get(1), swemwbs);
        assertTrue(swemwbs.get("builtIn").booleanValue());
        assertEquals(
                all.get(2),
                get("/instruments" + in + "&limit=1&cursor=8", town.leadToken).at("/items/0"));
        refused(404, "not-found", answer("/instruments/mood" + in, town.leadToken));
        var other = Town.founded();
        refused(404, "not-found", answer("/instruments/swemwbs" + in, other.leadToken));
        refused(404, "not-found", answer("/instruments/belonging-5?communityId=" + other.community, other.leadToken));
    }

    @Test
    void readsScoresByTheRulesOfACommunitysOwn() {
        var town = Town.founded();
        created("/instruments", town.partnerToken, instrument(town, "belonging-5"));
        var body = VisibilityTest.measure(town.participant(), town.programme()).replace("SWEMWBS", "Belonging-5");
        refused(422, "score-out-of-range", post("/measures", town.leadToken, body));
        var measure = created("/measures", town.leadToken, body.replace("19.98", "11"));
        assertEquals("belonging-5", measure.get("instrument").textValue());
        assertTrue(measure.get("beyondCutOff").booleanValue());
        var other = Town.founded();
        refused(
                422,
                "unknown-instrument",
                post(
                        "/measures",
                        other.leadToken,
                        VisibilityTest.measure(other.participant(), other.programme())
                                .replace("SWEMWBS", "belonging-5")));
    }

    @Test
    void refusesACodeThatIsTakenAndRulesThatContradictEachOther() {
        var town = Town.founded();
        refused(409, "code-in-use", post("/instruments", town.leadToken, instrument(town, "ucla-3")));
        var answers = AtOnce.run(IntStream.range(0, 6)
                .<Callable<Integer>>mapToObj(i -> () -> post(
                                "/instruments",
                                i % 2 == 0 ? town.leadToken : town.partnerToken,
                                instrument(town, i % 3 == 0 ? "belonging-5" : "BELONGING-5"))
                        .statusCode())
                .toList());
        assertEquals(1, answers.stream().filter(status -> status == 201).count(), answers::toString);
        assertEquals(5, answers.stream().filter(status -> status == 409).count(), answers::toString);
        refused(
                422,
                "invalid-field",
                post("/instruments", town.leadToken, instrument(town, "x").replace(",\"cutOffSide\":\"below\"", "")));
        refused(
                422,
                "invalid-field",
                post("/instruments", town.leadToken, instrument(town, "x").replace("\"maximum\":25", "\"maximum\":5")));
        refused(
                422,
                "invalid-field",
                post("/instruments", town.leadToken, instrument(town, "x").replace("\"step\":1", "\"step\":3")));
        var broker = Tokens.of(town.lead, "agency", "broker");
        refused(403, "role-missing", post("/instruments", broker, instrument(town, "x")));
    }
}
