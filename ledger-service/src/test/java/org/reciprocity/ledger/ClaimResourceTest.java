package org.reciprocity.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.get;
import static org.reciprocity.ledger.Town.id;
import static org.reciprocity.ledger.Town.post;
import static org.reciprocity.ledger.Town.refused;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Claims. */
@LedgerTest
class ClaimResourceTest {

    static String claim(Town town) {
        return """
                {"communityId":"%s","code":"%s","title":"Hours that pupils give in a school year","stated":26581347,
                 "unit":"hours","formula":"pupils * hoursPerWeek * weeks","inputs":[
                 {"name":"pupils","value":681573,"source":"Invented for this test"},
                 {"name":"hoursPerWeek","value":1.0,"unit":"hours","source":"Invented for this test"},
                 {"name":"weeks","value":39,"source":"Invented for this test"}],"source":"Invented for this test",
                 "flags":["one-year"],"rounding":0}
                """.formatted(town.community, Town.code());
    }

    private static String formula(Town town, String formula) {
        return claim(town).replace("pupils * hoursPerWeek * weeks", formula);
    }

    @Test
    void isRegisteredByAnyStewardOfTheCommunity() {
        var town = Town.founded();
        var body = claim(town);

        var claim = created("/claims", town.partnerToken, body);

        assertEquals("26581347", claim.get("stated").asText());
        assertEquals("1", claim.at("/inputs/1/value").asText());
        assertEquals(claim, get("/claims/" + id(claim), town.leadToken));
        assertEquals(
                claim,
                get("/claims?communityId=" + town.community, town.leadToken).at("/items/0"));
        refused(409, "code-in-use", post("/claims", town.leadToken, body));
        created("/claims", town.leadToken, formula(town, "-(pupils + 2) / (weeks - 39.5)"));
        created("/claims", town.leadToken, formula(town, "1 / (weeks - 39)"));
    }

    @Test
    void keepsNumbersToTheLastDigit() {
        var town = Town.founded();
        var claim = created("/claims", town.leadToken, claim(town).replace("26581347", "123456789012345.654321"));
        var kept = Book.rows("select body from event where stream = '" + id(claim) + "'");
        assertTrue(((String) kept.getFirst()[0]).contains("\"stated\":123456789012345.654321,"));
    }

    @Test
    void refusesAFormulaThatIsNone() {
        var town = Town.founded();
        for (var wrong : List.of(
                "pupils *",
                "pupils hoursPerWeek",
                "(pupils",
                "pupils)",
                "+pupils",
                "pupils ** 2",
                "1.",
                ".5",
                "Pupils",
                "pupils; drop",
                "2^3",
                " ",
                "(".repeat(100) + "1" + ")".repeat(100))) {
            var problem = refused(422, "formula-unreadable", post("/claims", town.leadToken, formula(town, wrong)));
            assertEquals("formula", problem.get("field").textValue(), wrong);
            assertTrue(problem.get("at").intValue() >= 1, wrong);
        }
        var unknown = refused(
                422, "formula-input-missing", post("/claims", town.leadToken, formula(town, "pupils * teachers")));
        assertTrue(unknown.get("detail").textValue().contains("teachers"), unknown::toString);
        refused(
                422,
                "invalid-field",
                post("/claims", town.leadToken, claim(town).replace("\"name\":\"weeks\"", "\"name\":\"pupils\"")));
        refused(422, "invalid-field", post("/claims", town.leadToken, formula(town, "")));
        assertEquals(
                0,
                get("/claims?communityId=" + town.community, town.leadToken)
                        .get("items")
                        .size());
    }
}
