package org.reciprocity.ledger;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.get;
import static org.reciprocity.ledger.Town.id;
import static org.reciprocity.ledger.Town.post;
import static org.reciprocity.ledger.Town.refused;

import java.util.UUID;
import org.junit.jupiter.api.Test;

@LedgerTest
class RegistryTest {

    @Test
    void registersAnAgencyOnce() {
        var code = Town.code();
        var body = "{\"id\":\"%s\",\"code\":\"%s\",\"name\":\"Taff Housing\"}".formatted(UUID.randomUUID(), code);
        var agency = created("/agencies", Tokens.operator(), body);

        assertEquals(agency, get("/agencies/" + id(agency), Tokens.operator()));
        assertEquals(agency, get("/agencies/" + id(agency), Tokens.of(id(agency), "agency")));
        refused(409, "id-in-use", post("/agencies", Tokens.operator(), body));
        refused(
                409,
                "code-in-use",
                post("/agencies", Tokens.operator(), "{\"code\":\"%s\",\"name\":\"Other\"}".formatted(code)));
    }

    @Test
    void foundsACommunityWithItsPolicyItsLeadAndItsAccounts() {
        var town = Town.founded("{\"participantFloorMinutes\":-90,\"confirmation\":\"receiver\"}");

        var community = get("/communities/" + town.community, town.partnerToken);
        assertEquals(-90, community.at("/policy/participantFloorMinutes").intValue());
        assertEquals(6000, community.at("/policy/participantCeilingMinutes").intValue());
        assertEquals("receiver", community.at("/policy/confirmation").textValue());
        assertEquals(
                "lead",
                get("/communities/" + town.community + "/agencies/" + town.lead, town.leadToken)
                        .at("/roles/0")
                        .textValue());
        assertEquals(0, town.account(town.community, "pot").get("floorMinutes").intValue());
        assertNull(town.account(town.community, "issuance").get("floorMinutes"));
        assertEquals(
                0,
                town.account(town.community, "issuance").get("ceilingMinutes").intValue());
        assertEquals(0, town.account(town.lead, "agency").get("balanceMinutes").intValue());
        assertEquals(
                0, town.account(town.partner, "redemption").get("floorMinutes").intValue());
    }

    @Test
    void refusesCommunitiesThatCannotBe() {
        var lead = Town.agency();
        var code = Town.code();
        var body = """
                {"code":"%s","name":"x","timeZone":"UTC","leadAgencyId":"%s"}
                """;
        created("/communities", Tokens.operator(), body.formatted(code, lead));
        refused(409, "code-in-use", post("/communities", Tokens.operator(), body.formatted(code, lead)));
        refused(
                404,
                "not-found",
                post("/communities", Tokens.operator(), body.formatted(Town.code(), UUID.randomUUID())));
        refused(
                409,
                "id-in-use",
                post(
                        "/communities",
                        Tokens.operator(),
                        body.formatted(Town.code(), lead).replaceFirst("\\{", "{\"id\":\"" + lead + "\",")));
    }

    @Test
    void admitsAgenciesInMoreRolesAsTheyCome() {
        var town = Town.founded();
        var path = "/communities/" + town.community + "/agencies";
        var funder = "{\"agencyId\":\"" + town.partner + "\",\"roles\":[\"funder\"]}";

        refused(403, "not-the-lead", post(path, town.partnerToken, funder));
        assertEquals(3, created(path, town.leadToken, funder).get("roles").size());
        refused(409, "already-admitted", post(path, town.leadToken, funder));
        refused(
                404,
                "not-found",
                post(
                        path,
                        town.leadToken,
                        funder.replace(
                                town.partner.toString(), UUID.randomUUID().toString())));
        refused(422, "invalid-field", post(path, town.leadToken, funder.replace("funder", "lead")));
        refused(
                412,
                "precondition-failed",
                given().auth()
                        .oauth2(town.leadToken)
                        .contentType("application/json")
                        .header("If-Match", "\"1\"")
                        .body(funder.replace("funder", "referrer"))
                        .post(path));
    }

    @Test
    void takesRolesBackFromAPartnerThatIsOwedNothing() {
        var town = Town.founded();
        var person = town.participant();
        var path = "/communities/" + town.community + "/agencies/" + town.partner;
        var removal = path + "/role-removal";
        var redeemer = "{\"roles\":[\"redeemer\"]}";
        var redemption = """
                {"communityId":"%s","kind":"redemption","occurredAt":"2026-05-04T10:00:00Z",
                 "legs":[{"providerId":"%s","receiverId":"%s","minutes":30}],
                 "confirmations":[{"participantId":"%s","how":"party"}]}
                """.formatted(town.community, town.partner, person, person);
        var spent = id(created("/exchanges", town.leadToken, redemption));

        refused(409, "redemptions-owed", post(removal, town.leadToken, redeemer));
        created("/exchanges/" + spent + "/reversal", town.leadToken, "{\"reason\":\"other\"}");
        var offer = Stall.opened(town, "service", 30, "");
        refused(409, "offers-open", post(removal, town.leadToken, redeemer));
        created("/redemption-offers/" + offer + "/withdrawal", town.leadToken, "{\"reason\":\"over\"}");
        var hold = id(created("/holds", town.leadToken, Stall.hold(town, person, 30, "")));
        refused(409, "holds-open", post(removal, town.leadToken, redeemer));
        created("/holds/" + hold + "/release", town.leadToken, "{\"reason\":\"other\"}");
        var waiting = id(created(
                "/exchanges", town.leadToken, town.exchange("redemption", town.partner, person.toString(), 30)));
        refused(409, "redemptions-wait", post(removal, town.leadToken, redeemer));
        created("/exchanges/" + waiting + "/cancellation", town.leadToken, "{\"reason\":\"other\"}");

        refused(403, "not-the-lead", post(removal, town.partnerToken, redeemer));
        refused(403, "role-missing", post(removal, Tokens.of(town.lead, "broker"), redeemer));
        refused(
                404,
                "not-found",
                post(removal.replace(town.partner.toString(), UUID.randomUUID().toString()), town.leadToken, redeemer));
        refused(422, "invalid-field", post(removal, town.leadToken, redeemer.replace("redeemer", "lead")));
        refused(409, "role-not-held", post(removal, town.leadToken, redeemer.replace("redeemer", "funder")));
        refused(409, "last-role", post(removal, town.leadToken, "{\"roles\":[\"redeemer\",\"partner\"]}"));
        refused(
                412,
                "precondition-failed",
                given().auth()
                        .oauth2(town.leadToken)
                        .contentType("application/json")
                        .header("If-Match", "\"1\"")
                        .body(redeemer)
                        .post(removal));
        var left = created(removal, town.leadToken, redeemer);
        assertEquals("[\"partner\"]", left.get("roles").toString());
        assertEquals(left.get("roles"), get(path, town.partnerToken).get("roles"));
        refused(422, "not-a-redeemer", post("/exchanges", town.leadToken, redemption));

        var account = town.account(town.partner, "redemption").get("id");
        var again = created(
                "/communities/" + town.community + "/agencies",
                town.leadToken,
                "{\"agencyId\":\"" + town.partner + "\",\"roles\":[\"redeemer\"]}");
        assertEquals(2, again.get("roles").size());
        assertEquals(account, town.account(town.partner, "redemption").get("id"));
        created("/exchanges", town.leadToken, redemption);
        assertEquals(
                30,
                town.account(town.partner, "redemption").get("balanceMinutes").intValue());
    }

    @Test
    void opensProgrammesForTheCallersAgency() {
        var town = Town.founded();
        var programme = town.programme(town.partnerToken, true);

        var shown = get("/programmes/" + programme, town.leadToken);
        assertEquals(town.partner.toString(), shown.get("agencyId").textValue());
        assertEquals(
                1,
                get("/programmes?communityId=" + town.community, town.leadToken)
                        .get("items")
                        .size());
        var body = """
                {"communityId":"%s","code":"%s","name":"x","design":"users","delivery":"users","risk":"high"}
                """.formatted(town.community, shown.get("code").textValue());
        refused(409, "code-in-use", post("/programmes", town.leadToken, body));
        refused(403, "role-missing", post("/programmes", Tokens.of(town.lead, "agency"), body));
    }

    @Test
    void registersParticipantsUnderAReferenceThatIsUsedOnce() {
        var town = Town.founded();
        var body = """
                {"communityId":"%s","kind":"household","size":4,"roles":["neighbour","member"],"area":"Riverside-2",
                 "externalRef":"T-77"}
                """.formatted(town.community);
        var participant = created("/participants", town.leadToken, body);

        assertEquals("[\"member\",\"neighbour\"]", participant.get("roles").toString());
        var account = get("/accounts/" + participant.get("accountId").textValue(), town.leadToken);
        assertEquals(participant.get("id"), account.get("ownerId"));
        assertEquals(600, account.get("availableMinutes").intValue());
        var again = refused(409, "external-ref-in-use", post("/participants", town.leadToken, body));
        assertEquals("/participants/" + id(participant), again.get("existing").textValue());
        created("/participants", town.partnerToken, body);
        refused(
                422,
                "invalid-field",
                post(
                        "/participants",
                        town.leadToken,
                        body.replace("household", "person").replace("T-77", "T-78")));
        refused(
                409,
                "id-in-use",
                post(
                        "/participants",
                        town.leadToken,
                        body.replace("T-77", "T-79").replaceFirst("\\{", "{\"id\":\"" + id(participant) + "\",")));
    }

    @Test
    void pagesThroughParticipants() {
        var town = Town.founded();
        for (int i = 0; i < 5; i++) {
            town.participant();
        }
        int pages = 0;
        int seen = 0;
        var next = "/participants?limit=2&communityId=" + town.community;
        while (next != null) {
            var page = given().auth().oauth2(town.leadToken).get(next);
            seen += page.jsonPath().getList("items").size();
            pages++;
            var link = page.header("Link");
            next = link == null ? null : link.substring(1, link.indexOf('>'));
        }
        assertEquals(5, seen);
        assertEquals(3, pages);
    }

    @Test
    void enrolsOnceAtATimeAndEnds() {
        var town = Town.founded();
        var participant = town.participant();
        var programme = town.programme();
        var body = VisibilityTest.enrolment(participant, programme);
        var enrolment = created("/enrolments", town.leadToken, body);

        assertEquals("participants", enrolment.get("arm").textValue());
        assertEquals("member", enrolment.get("role").textValue());
        refused(409, "already-enrolled", post("/enrolments", town.leadToken, body));
        created("/enrolments", town.leadToken, body.replaceFirst("\\{", "{\"role\":\"volunteer\","));
        var end = "/enrolments/" + id(enrolment) + "/end";
        refused(422, "ends-before-it-begins", post(end, town.leadToken, "{\"to\":\"2026-03-31\"}"));
        var ended = created(end, town.leadToken, "{\"to\":\"2026-09-30\"}");
        assertEquals("2026-09-30", ended.get("to").textValue());
        assertEquals(ended, get("/enrolments/" + id(enrolment), town.leadToken));
        refused(409, "already-ended", post(end, town.leadToken, "{\"to\":\"2026-09-30\"}"));
        refused(409, "already-enrolled", post("/enrolments", town.leadToken, body.replace("2026-04-01", "2026-09-30")));
        created("/enrolments", town.leadToken, body.replace("2026-04-01", "2026-10-01"));
    }

    @Test
    void refusesToEnrolAcrossCommunities() {
        var town = Town.founded();
        var lead = town.lead;
        var other = id(created("/communities", Tokens.operator(), """
                {"code":"%s","name":"x","timeZone":"UTC","leadAgencyId":"%s"}
                """.formatted(Town.code(), lead)));
        var elsewhere = id(created("/participants", town.leadToken, """
                {"communityId":"%s","kind":"person"}
                """.formatted(other)));
        refused(
                422,
                "other-community",
                post("/enrolments", town.leadToken, VisibilityTest.enrolment(elsewhere, town.programme())));
        refused(
                422,
                "other-community",
                post("/measures", town.leadToken, VisibilityTest.measure(elsewhere, town.programme())));
        refused(404, "not-found", post("/exchanges", town.leadToken, town.service(town.participant(), elsewhere, 60)));
    }

    @Test
    void saysAnewWhatAParticipantIs() {
        var town = Town.founded();
        var participant = town.participant(town.partnerToken);
        var body = "{\"size\":1,\"roles\":[\"volunteer\",\"member\"],\"area\":\"riverside\"}";
        var path = "/participants/" + participant + "/description";
        var described = describe(town, participant, body);

        assertEquals("[\"member\",\"volunteer\"]", described.get("roles").toString());
        assertEquals("riverside", described.get("area").textValue());
        assertEquals(2, described.get("version").intValue());
        assertEquals(described, get("/participants/" + participant, town.leadToken));
        refused(412, "precondition-failed", put(path, town.leadToken, "\"1\"", body));
        refused(428, "precondition-required", put(path, town.leadToken, null, body));
        refused(422, "invalid-field", put(path, town.leadToken, "\"2\"", body.replace("1", "2")));
        assertEquals(200, put(path, town.partnerToken, "\"2\"", body).statusCode());
        assertEquals(
                2,
                get("/participants/" + participant, town.leadToken)
                        .get("version")
                        .intValue());
        var theirs = town.participant();
        created(
                "/enrolments",
                town.leadToken,
                VisibilityTest.enrolment(theirs, town.programme(town.partnerToken, true)));
        refused(403, "not-yours", put("/participants/" + theirs + "/description", town.partnerToken, "\"1\"", body));
    }

    /** Says anew what a participant is that has just been registered. */
    static com.fasterxml.jackson.databind.JsonNode describe(Town town, UUID participant, String body) {
        var response = put("/participants/" + participant + "/description", town.leadToken, "\"1\"", body);
        assertEquals(200, response.statusCode(), response::asString);
        assertEquals("\"2\"", response.header("ETag"));
        return Town.json(response);
    }

    private static io.restassured.response.Response put(String path, String token, String version, String body) {
        var request =
                given().auth().oauth2(token).contentType("application/json").body(body);
        return (version == null ? request : request.header("If-Match", version)).put(path);
    }
}
