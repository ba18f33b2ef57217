package org.reciprocity.ledger;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.get;
import static org.reciprocity.ledger.Town.id;
import static org.reciprocity.ledger.Town.post;
import static org.reciprocity.ledger.Town.refused;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A client's own reference, on everything that is posted. */
@LedgerTest
class ReferenceTest {

    @Test
    void isTakenOnceForEachAgencyAndKindOfThing() {
        var town = Town.founded();
        var reference = "R-" + UUID.randomUUID();
        bodies(town).forEach((path, body) -> {
            var first = post(path, town.leadToken, with(reference, body.apply(1)));
            assertEquals(201, first.statusCode(), first::asString);
            assertFalse(first.asString().contains(reference), first::asString);
            var again = refused(409, "external-ref-in-use", post(path, town.leadToken, with(reference, body.apply(2))));
            assertEquals(first.header("Location"), again.get("existing").textValue());
            created(path, town.partnerToken, with(reference, body.apply(3)));
            created(path, town.leadToken, with(reference + "-2", body.apply(4)));
        });
        assertEquals(0, Book.number("select count(*) from event where body like '%" + reference + "%'"));
    }

    @Test
    void isTakenOnceByManyAtOnce() {
        var town = Town.founded();
        bodies(town).forEach((path, body) -> {
            var reference = "R-" + UUID.randomUUID();
            var tries = new ArrayList<Callable<Integer>>();
            for (int i = 0; i < 4; i++) {
                var mine = with(reference, body.apply(10 + i));
                tries.add(() -> post(path, town.leadToken, mine).statusCode());
            }
            var answers = AtOnce.run(tries).stream().sorted().toList();
            assertEquals(List.of(201, 409, 409, 409), answers, path);
        });
        assertTrue(bodies(town).size() > 4);
    }

    private static String with(String reference, String body) {
        return body.replaceFirst("\\{", "{\"externalRef\":\"" + reference + "\",");
    }

    /** The address of each kind of thing that is posted, and a body that differs by a number. */
    private static Map<String, Function<Integer, String>> bodies(Town town) {
        var programme = town.programme(town.partnerToken, true);
        var person = town.participant(town.partnerToken);
        created("/enrolments", town.leadToken, VisibilityTest.enrolment(person, programme));
        var other = town.participant(town.partnerToken);
        var bodies = new LinkedHashMap<String, Function<Integer, String>>();
        bodies.put("/programmes", i -> """
                {"communityId":"%s","code":"%s","name":"x","design":"both","delivery":"users","risk":"low"}
                """.formatted(town.community, Town.code()));
        bodies.put("/participants", i -> """
                {"communityId":"%s","kind":"group","size":%d}
                """.formatted(town.community, i));
        bodies.put("/enrolments", i -> VisibilityTest.enrolment(person, programme)
                .replaceFirst("\\{", "{\"role\":\"role-" + i + "\","));
        bodies.put("/exchanges", i -> town.proposal(person, other, i));
        bodies.put("/cases", i -> CaseResourceTest.referral(person, programme).replace("youth-court", "reason-" + i));
        created("/measures", town.leadToken, VisibilityTest.measure(person, programme));
        bodies.put("/measures", i -> VisibilityTest.measure(person, programme).replace("\"wave\":0", "\"wave\":" + i));
        bodies.put(
                "/follow-ups", i -> FollowUpRulesTest.followUp(person, programme, "participants", "yes", "2026-05-01")
                        .replace("\"windowMonths\":1,", "\"windowMonths\":" + i + ","));
        bodies.put("/service-uses", i -> VisibilityTest.use(person, programme)
                .replace("\"count\":9,\"days\":182", "\"count\":9,\"days\":" + i));
        bodies.put("/consents", i -> StandingResourceTest.consent(person).replace("share", "share-" + i));
        bodies.put("/clearances", i -> StandingResourceTest.clearance(person).replace("school", "school-" + i));
        bodies.put("/training", i -> StandingResourceTest.training(person).replace("safeguarding-1", "course-" + i));
        bodies.put("/unit-costs", i -> ValueResourceTest.unitCost(town, town.lead, 2000 + i, "GBP"));
        bodies.put("/deflators", i -> ValueResourceTest.deflator(town, 2000 + i, "100"));
        bodies.put("/contracts", i -> ContractResourceTest.contract(town, programme));
        bodies.put("/claims", i -> ClaimResourceTest.claim(town));
        var unitCost = AppraisalResourceTest.unitCost(town, 2026, "GBP");
        bodies.put("/instruments", i -> InstrumentResourceTest.instrument(town, Town.code()));
        bodies.put("/appraisals", i -> AppraisalResourceTest.appraisal(town, programme, unitCost));
        return bodies;
    }

    /** Programmes, prices, appraisals, contracts, claims and instruments are found by their codes. */
    @Test
    void isShownToWhoseItIsAndFindsTheThing() {
        var town = Town.founded();
        var bodies = bodies(town);
        List.of("/programmes", "/unit-costs", "/deflators", "/contracts", "/claims", "/appraisals", "/instruments")
                .forEach(bodies::remove);
        var programme = town.programme();
        bodies.put("/costs", i -> ValueResourceTest.cost(programme, town.lead));
        bodies.put("/benefits", i -> ValueResourceTest.benefit(programme, town.lead));
        bodies.put("/holds", i -> Stall.hold(town, town.participant(), 60, ""));
        bodies.put("/redemption-offers", i -> Stall.offer(town, "service", 60, ""));
        bodies.forEach((path, body) -> {
            var reference = "R-" + UUID.randomUUID();
            var id = id(created(path, town.leadToken, with(reference, body.apply(21))));
            created(path, town.leadToken, with(reference + "-2", body.apply(22)));
            finds(town, path, id, reference);
        });
        var pair = TransferTest.Pair.agreed(town);
        var sent = id(created("/transfers", pair.token(), with("T-1", pair.body(town.participant(), null, 5))));
        finds(town, "/transfers", sent, "T-1");
    }

    private static void finds(Town town, String path, UUID id, String reference) {
        var list = path + "?communityId=" + town.community + "&externalRef=" + reference;
        assertEquals(
                reference,
                get(path + "/" + id, town.leadToken).path("externalRef").asText(),
                path);
        var mine = get(list, town.leadToken).get("items");
        assertEquals(List.of(id.toString()), mine.findValuesAsText("id"), path);
        assertEquals(reference, mine.at("/0/externalRef").asText(), path);
        assertEquals(0, get(list, town.partnerToken).get("items").size(), path);
        var others = given().auth().oauth2(town.partnerToken).get(path + "/" + id);
        assertFalse(others.asString().contains(reference), path);
        var all = given().auth().oauth2(town.partnerToken).get(path + "?communityId=" + town.community);
        assertFalse(all.asString().contains(reference), path);
    }

    @Test
    void isShownOfSupportInACase() {
        var town = Town.founded();
        var file = "/cases/" + CaseResourceTest.accepted(town);
        var recorded = created(file + "/support", town.leadToken, with("V-1", CaseResourceTest.SUPPORT));
        assertFalse(recorded.toString().contains("V-1"), "the answer is kept");
        created(file + "/support", town.leadToken, CaseResourceTest.SUPPORT);
        for (var shown : List.of(
                get(file, town.leadToken),
                get("/cases?communityId=" + town.community, town.leadToken).at("/items/0"))) {
            assertEquals("V-1", shown.at("/support/0/externalRef").textValue());
            assertFalse(shown.at("/support/1").has("externalRef"));
        }
    }

    @Test
    void isTakenOnceForEachAgencyAmongItsCostsAndOnceAmongItsBenefits() {
        var town = Town.founded();
        var programme = town.programme();
        var reference = "R-" + UUID.randomUUID();
        var cost = with(reference, ValueResourceTest.cost(programme, town.lead));
        var benefit = with(reference, ValueResourceTest.benefit(programme, town.lead));
        for (var entry : Map.of("/costs", cost, "/benefits", benefit).entrySet()) {
            var first = created(entry.getKey(), town.leadToken, entry.getValue());
            var again = refused(409, "external-ref-in-use", post(entry.getKey(), town.leadToken, entry.getValue()));
            assertEquals(entry.getKey() + "/" + id(first), again.get("existing").textValue());
        }
        created("/costs", town.partnerToken, cost.replace(town.lead.toString(), town.partner.toString()));
    }

    @Test
    void isTakenOnceByWhoeverRegistersAgenciesAndCommunities() {
        var town = Town.founded();
        var reference = "R-" + UUID.randomUUID();
        var another = Tokens.of(town.partner, "operator");
        var bodies = Map.<String, Supplier<String>>of(
                "/agencies",
                () -> "{\"code\":\"%s\",\"name\":\"An agency\"}".formatted(Town.code()),
                "/communities",
                () -> "{\"code\":\"%s\",\"name\":\"A town\",\"timeZone\":\"Europe/London\",\"leadAgencyId\":\"%s\"}"
                        .formatted(Town.code(), town.lead));
        bodies.forEach((path, body) -> {
            var first = post(path, Tokens.operator(), with(reference, body.get()));
            assertEquals(201, first.statusCode(), first::asString);
            assertFalse(first.asString().contains(reference), first::asString);
            var there = first.header("Location");
            var again = refused(409, "external-ref-in-use", post(path, Tokens.operator(), with(reference, body.get())));
            assertEquals(there, again.get("existing").textValue());
            created(path, another, with(reference, body.get()));
            refused(409, "external-ref-in-use", post(path, another, with(reference, body.get())));

            assertEquals(
                    reference, get(there, Tokens.operator()).get("externalRef").textValue());
            assertFalse(get(there, another).has("externalRef"), "it is shown to whose it is");
            var listed = get(path + "?limit=2", Tokens.operator()).get("items");
            assertFalse(listed.get(0).has("externalRef"), listed::toString);
            assertEquals(reference, listed.get(1).get("externalRef").textValue());
        });
        assertEquals(0, Book.number("select count(*) from event where body like '%" + reference + "%'"));
    }

    @Test
    void ofAnInstrumentIsShownToTheAgencyThatRegisteredIt() {
        var town = Town.founded();
        var code = Town.code();
        created("/instruments", town.leadToken, with("form 7", InstrumentResourceTest.instrument(town, code)));
        var path = "/instruments/" + code + "?communityId=" + town.community;
        assertEquals("form 7", get(path, town.leadToken).get("externalRef").textValue());
        assertFalse(get(path, town.partnerToken).has("externalRef"));
        var list = "/instruments?limit=1&communityId=" + town.community;
        assertEquals(
                "form 7", get(list, town.leadToken).at("/items/0/externalRef").textValue());
        assertTrue(get(list, town.partnerToken).at("/items/0/externalRef").isMissingNode());
    }
}
