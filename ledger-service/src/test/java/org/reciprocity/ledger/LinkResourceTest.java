package org.reciprocity.ledger;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.get;
import static org.reciprocity.ledger.Town.json;
import static org.reciprocity.ledger.Town.post;
import static org.reciprocity.ledger.Town.refused;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@LedgerTest
class LinkResourceTest {
    static final String REMOVAL = "{\"reason\":\"not-the-same-person\"}";

    @Test
    void proposesThoseWhoseDetailsAgreeAndNobodyElse() {
        var town = Town.founded();
        var first = town.participant();
        var second = town.participant();
        var third = town.participant();
        note(town, first, "Jane Ann Example", "1990-01-31", "ZZ99 9ZZ");
        note(town, second, "EXAMPLE jane ann", "1990-01-31", "zz999zz");
        note(town, third, "Jane Ann Example", "1991-01-31", "ZZ99 9ZY");
        note(town, town.participant(), "Other Example", "1990-01-31", "ZZ99 9ZZ");

        var proposed = duplicates(town, town.leadToken);
        assertEquals(1, proposed.size(), proposed::toString);
        assertEquals(
                "{\"participantIds\":[\"" + second + "\",\"" + first
                        + "\"],\"agreeing\":[\"name-and-birth\",\"name-and-postcode\"]}",
                proposed.get(0).toString());

        note(town, third, "Jane Ann Example", "1990-01-31", null);
        var pages = new ArrayList<String>();
        var next = "/communities/" + town.community + "/duplicates?limit=1";
        while (next != null) {
            var page = given().auth().oauth2(town.leadToken).get(next);
            pages.add(json(page).at("/items/0/participantIds").toString());
            var link = page.header("Link");
            next = link == null ? null : link.substring(1, link.indexOf('>'));
        }
        assertEquals(
                List.of(
                        "[\"" + third + "\",\"" + second + "\"]",
                        "[\"" + third + "\",\"" + first + "\"]",
                        "[\"" + second + "\",\"" + first + "\"]"),
                pages);

        link(town, first, third);
        assertEquals(2, duplicates(town, town.leadToken).size());
        link(town, first, second);
        assertEquals(0, duplicates(town, town.leadToken).size());
    }

    @Test
    void keepsNothingOfTheDetailsButTheDigest() {
        var town = Town.founded();
        var person = town.participant();
        var response = post(
                "/participants/" + person + "/identity",
                town.leadToken,
                "key-" + person,
                identity("Xaviera Quixotson", "1931-12-30", "QX12 9QX"));
        assertEquals(
                "{\"participantId\":\"" + person + "\",\"comparedBy\":[\"name-and-birth\",\"name-and-postcode\"]}",
                response.asString());

        for (var table : Book.rows("select table_name from information_schema.columns where table_schema = 'public'"
                + " group by table_name")) {
            assertEquals(
                    0,
                    Book.number(
                            "select count(*) from \"" + table[0] + "\" t where t::text ~* 'quixotson|1931-12-30|qx12'"),
                    table[0].toString());
        }
    }

    @Test
    void refusesDetailsThatCannotBeCompared() {
        var town = Town.founded();
        var path = "/participants/" + town.participant() + "/identity";
        refused(422, "invalid-field", post(path, town.leadToken, "{\"name\":\"Jane Example\"}"));
        refused(422, "invalid-field", post(path, town.leadToken, identity("-", "1990-01-31", null)));
        note(town, town.participant(), "Jane Example", "1990-01-31", null);
        assertEquals(
                200,
                post(path, town.leadToken, identity("Jane Example", "1990-01-31", null))
                        .statusCode());
        refused(422, "invalid-field", post(path, town.leadToken, identity("-", "1990-01-31", null)));
        assertEquals(1, duplicates(town, town.leadToken).size(), "what was noted before is as it was");
        var body = post(path, town.leadToken, "{\"name\":\"Jane Example\",\"dateOfBirth\":\"Jane\"}");
        refused(400, "malformed-request", body);
        assertFalse(body.asString().contains("Jane"));
        refused(
                400,
                "malformed-request",
                given().auth().oauth2(town.leadToken).get("/communities/" + town.community + "/duplicates?cursor=1"));
    }

    @Test
    void proposesToAnAgencyOnlyThoseItSeesBothOf() {
        var town = Town.founded();
        var ours = town.participant(town.partnerToken);
        var theirs = town.participant();
        note(town, ours, "Jane Example", "1990-01-31", null);
        note(town, theirs, "Jane Example", "1990-01-31", null);

        assertEquals(1, duplicates(town, town.leadToken).size());
        assertEquals(0, duplicates(town, town.partnerToken).size());
        refused(404, "not-found", post("/participants/" + ours + "/links", town.partnerToken, other(theirs)));
        created(
                "/enrolments",
                town.leadToken,
                VisibilityTest.enrolment(theirs, town.programme(town.partnerToken, true)));
        assertEquals(1, duplicates(town, town.partnerToken).size());
        refused(
                403,
                "role-missing",
                given().auth()
                        .oauth2(Tokens.of(town.lead, "agency"))
                        .get("/communities/" + town.community + "/duplicates"));
        var foreign = Town.foundedBy(town);
        var elsewhere = foreign.participant();
        note(foreign, elsewhere, "Jane Example", "1990-01-31", null);
        assertEquals(1, duplicates(town, town.leadToken).size());
        refused(
                422,
                "link-across-communities",
                post("/participants/" + theirs + "/links", town.leadToken, other(elsewhere)));
    }

    @Test
    void linksOnceAndTakesItBack() {
        var town = Town.founded();
        var a = town.participant();
        var b = town.participant();
        var c = town.participant();
        var linked = link(town, a, b);
        link(town, b, c);

        assertEquals(1, linked.get("version").intValue());
        refused(409, "already-linked", post("/participants/" + a + "/links", town.leadToken, other(b)));
        refused(409, "already-linked", post("/participants/" + c + "/links", town.leadToken, other(a)));
        refused(422, "same-participant", post("/participants/" + a + "/links", town.leadToken, other(a)));
        refused(409, "not-linked", post("/participants/" + a + "/links/" + c + "/removal", town.leadToken, REMOVAL));
        assertEquals(sorted(b, c), same(town, a));
        var same = get("/participants/" + a + "/links", town.leadToken).get("items");
        assertEquals(
                List.of(c.toString(), b.toString()),
                same.findValuesAsText("sameAs").stream().distinct().toList());
        assertTrue(same.at("/0/link").isMissingNode(), "they are one through another");
        assertEquals(linked, same.at("/1/link"));
        refused(
                412,
                "precondition-failed",
                given().auth()
                        .oauth2(town.leadToken)
                        .contentType("application/json")
                        .header("If-Match", "\"2\"")
                        .body(REMOVAL)
                        .post("/participants/" + a + "/links/" + b + "/removal"));
        var removed = created("/participants/" + b + "/links/" + a + "/removal", town.leadToken, REMOVAL);
        assertFalse(removed.get("linked").booleanValue());
        assertEquals(2, removed.get("version").intValue());
        assertEquals(sorted(), same(town, a));
        assertEquals(sorted(c), same(town, b));
        refused(409, "not-linked", post("/participants/" + a + "/links/" + b + "/removal", town.leadToken, REMOVAL));
        link(town, a, c);
        assertEquals(sorted(a, c), same(town, b));
    }

    @Test
    void showsThoseOneSeesOnly() {
        var town = Town.founded();
        var ours = town.participant(town.partnerToken);
        var theirs = town.participant();
        link(town, ours, theirs);

        assertEquals(
                "[]",
                get("/participants/" + ours + "/links", town.partnerToken)
                        .get("items")
                        .toString());
    }

    @Test
    void listsOnePersonsParticipantsPageByPage() {
        var town = Town.founded();
        var ours = town.participant();
        var theirs = town.participant(town.partnerToken);
        var others = Stream.generate(town::participant).limit(4).toList();
        link(town, ours, theirs);
        others.forEach(other -> link(town, theirs, other));

        var found = new ArrayList<String>();
        var next = "/participants/" + ours + "/links?limit=2";
        while (next != null) {
            var page = given().auth()
                    .oauth2(town.leadToken)
                    .urlEncodingEnabled(false)
                    .get(next);
            assertEquals(200, page.statusCode(), page::asString);
            found.addAll(page.path("items.sameAs"));
            var link = page.header("Link");
            next = link == null ? null : link.substring(1, link.indexOf(">; rel=\"next\""));
        }
        var all = Stream.concat(others.reversed().stream(), Stream.of(theirs))
                .map(UUID::toString)
                .toList();
        assertEquals(all, found);
        var partners = get("/participants/" + theirs + "/links?limit=2", town.partnerToken)
                .get("items");
        assertEquals(0, partners.size(), "the partner sees none of the others");
        refused(
                400,
                "malformed-request",
                given().auth().oauth2(town.leadToken).get("/participants/" + ours + "/links?limit=0"));
    }

    @Test
    void keepsClassesAsTheLinksConnectThem() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var town = Town.founded();
        var people = Stream.generate(town::participant).limit(7).toList();
        var edges = new HashMap<Set<String>, Boolean>();
        for (int i = 0; i < 60; i++) {
            var one = people.get(random.nextInt(people.size()));
            var other = people.get(random.nextInt(people.size()));
            var pair = sorted(one, other);
            if (random.nextInt(3) > 0) {
                var response = post("/participants/" + one + "/links", town.leadToken, other(other));
                boolean possible = !reached(edges, one).contains(other.toString());
                assertEquals(possible, response.statusCode() == 201, "seed " + seed + ": " + response.asString());
                if (possible) {
                    edges.put(pair, true);
                }
            } else {
                var response = post("/participants/" + one + "/links/" + other + "/removal", town.leadToken, REMOVAL);
                boolean possible = edges.remove(pair) != null;
                assertEquals(possible, response.statusCode() == 201, "seed " + seed + ": " + response.asString());
            }
        }
        for (var person : people) {
            var expected = reached(edges, person);
            expected.remove(person.toString());
            assertEquals(expected, same(town, person), "seed " + seed);
        }
    }

    private static Set<String> reached(Map<Set<String>, Boolean> edges, UUID from) {
        var reached = sorted(from);
        for (int size = 0; size != reached.size(); ) {
            size = reached.size();
            for (var pair : edges.keySet()) {
                if (pair.stream().anyMatch(reached::contains)) {
                    reached.addAll(pair);
                }
            }
        }
        return reached;
    }

    static JsonNode link(Town town, UUID one, UUID other) {
        return created("/participants/" + one + "/links", town.leadToken, other(other));
    }

    static void note(Town town, UUID participant, String name, String birth, String postcode) {
        var response =
                post("/participants/" + participant + "/identity", town.leadToken, identity(name, birth, postcode));
        assertEquals(200, response.statusCode(), response::asString);
    }

    static String other(UUID participant) {
        return "{\"participantId\":\"" + participant + "\"}";
    }

    static String identity(String name, String birth, String postcode) {
        return "{\"name\":\"" + name + "\",\"dateOfBirth\":\"" + birth + "\""
                + (postcode == null ? "" : ",\"postcode\":\"" + postcode + "\"") + "}";
    }

    private static JsonNode duplicates(Town town, String token) {
        return get("/communities/" + town.community + "/duplicates", token).get("items");
    }

    private static Set<String> same(Town town, UUID participant) {
        var same = new TreeSet<String>();
        get("/participants/" + participant + "/links?limit=500", town.leadToken)
                .get("items")
                .forEach(item -> same.add(item.get("sameAs").textValue()));
        return same;
    }

    private static Set<String> sorted(UUID... ids) {
        var sorted = new TreeSet<String>();
        for (var id : ids) {
            sorted.add(id.toString());
        }
        return sorted;
    }

    static void play(Town town) {
        var a = town.participant();
        var b = town.participant();
        link(town, a, b);
        created("/participants/" + a + "/links/" + b + "/removal", town.leadToken, REMOVAL);
    }
}
