package org.reciprocity.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.get;
import static org.reciprocity.ledger.Town.id;
import static org.reciprocity.ledger.Town.post;
import static org.reciprocity.ledger.Town.refused;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Sessions of several givers and receivers. */
@LedgerTest
class SessionTest {
    private static final String EVERYONE = ",\"confirmations\":[{\"everyone\":true,\"how\":\"on-behalf\"}]";

    @Test
    void recordsAGroupOfSevenWhoAttendedFiftyMinutesInOneRequest() {
        var town = Town.founded();
        var giver = town.participant();
        var received = attendance(town, 7, 50);

        var session = created("/exchanges", town.leadToken, town.session("service", giver, 50, received, EVERYONE));

        assertEquals("settled", session.get("state").textValue());
        assertTrue(session.get("session").booleanValue());
        assertEquals(8, session.get("legs").size());
        assertEquals(50, town.balance(giver));
        received.keySet().forEach(one -> assertEquals(-50, town.balance(one)));
        assertEquals(
                300, town.account(town.community, "pot").get("balanceMinutes").longValue());
        var word = session.at("/confirmations/0");
        assertEquals("on-behalf", word.get("how").textValue());
        assertEquals("broker", word.get("authority").textValue());
        assertEquals(town.lead.toString(), word.get("confirmedBy").textValue());
        assertEquals(session, get("/exchanges/" + id(session), town.leadToken));

        created("/exchanges/" + id(session) + "/reversal", town.leadToken, "{\"reason\":\"did-not-happen\"}");
        assertEquals(
                0, town.account(town.community, "pot").get("balanceMinutes").longValue());
        assertTrue(town.invariants().get("holds").booleanValue());
    }

    private static Map<UUID, Integer> attendance(Town town, int many, int minutes) {
        var received = new LinkedHashMap<UUID, Integer>();
        for (int i = 0; i < many; i++) {
            received.put(town.participant(), minutes);
        }
        return received;
    }

    @Test
    void takesEachReceiversOwnMinutesWithinTheTolerance() {
        var town = Town.founded("{\"confirmation\":\"receiver\"}");
        var giver = town.participant();
        var received = attendance(town, 2, 60);
        var session = created("/exchanges", town.leadToken, town.session("service", giver, 60, received, ""));
        var confirmations = "/exchanges/" + id(session) + "/confirmations";
        var early = received.keySet().iterator().next();

        created(
                confirmations,
                town.leadToken,
                "{\"participantId\":\"%s\",\"how\":\"party\",\"minutes\":45}".formatted(early));
        var settled = created(confirmations, town.leadToken, "{\"everyone\":true,\"how\":\"on-behalf\"}");

        assertEquals("settled", settled.get("state").textValue());
        assertEquals(-45, town.balance(early));
        assertEquals(60, town.balance(giver));
        assertEquals(
                45, town.account(town.community, "pot").get("balanceMinutes").longValue());
    }

    @Test
    void refusesSessionsThatAreNoneAndBrokersWithAPartInIt() {
        var town = Town.founded();
        var giver = town.participant();
        var received = attendance(town, 1, 60);
        var body = town.session("service", giver, 60, received, EVERYONE);

        refused(
                422,
                "invalid-field",
                post("/exchanges", town.leadToken, town.session("service", giver, 60, Map.of(), EVERYONE)));
        refused(422, "wrong-party", post("/exchanges", town.leadToken, town.session("gift", giver, 60, received, "")));
        refused(
                422,
                "invalid-field",
                post(
                        "/exchanges",
                        town.leadToken,
                        town.service(giver, received.keySet().iterator().next(), 60)
                                .replaceFirst("\\{", "{\"session\":{\"givers\":[],\"receivers\":[]},")));
        var part = Tokens.bearer(town.lead, giver, "broker");
        refused(422, "self-confirmation", post("/exchanges", part, body));
        refused(403, "role-missing", post("/exchanges", Tokens.of(town.lead, "agency"), body));
        assertEquals(0, town.balance(giver));
    }

    @Test
    void letsNobodySpeakForThePotInsteadOfABroker() {
        var town = Town.founded("{\"confirmation\":\"broker\"}");
        var giver = town.participant();
        var received = attendance(town, 1, 60);
        var session = town.session("service", giver, 60, received, "");
        var agency = Tokens.of(town.lead, "agency");
        var pots = "{\"participantId\":\"" + town.community + "\",\"how\":\"on-behalf\"}";

        refused(
                422,
                "invalid-field",
                post(
                        "/exchanges",
                        agency,
                        town.session("service", giver, 60, received, ",\"confirmations\":[" + pots + "]")));
        var waiting = created("/exchanges", agency, session);
        assertEquals("proposed", waiting.get("state").textValue());
        var confirmations = "/exchanges/" + id(waiting) + "/confirmations";
        refused(422, "invalid-field", post(confirmations, town.leadToken, pots));
        refused(403, "role-missing", post(confirmations, agency, "{\"everyone\":true,\"how\":\"on-behalf\"}"));
        assertEquals(0, town.balance(giver));
        created(confirmations, town.leadToken, "{\"everyone\":true,\"how\":\"on-behalf\"}");
        assertEquals(60, town.balance(giver));
    }

    @Test
    void letsASupporterSpeakAndNamesWhoDid() {
        var town = Town.founded();
        var giver = town.participant();
        var child = town.participant();
        var parent = town.participant();
        var id = id(created("/exchanges", town.leadToken, town.proposal(giver, child, 30)));
        var confirmations = "/exchanges/" + id + "/confirmations";
        var speaks = "{\"participantId\":\"%s\",\"how\":\"on-behalf\",\"actorId\":\"%s\",\"authority\":\"parent\"}";
        var agency = Tokens.of(town.lead, "agency");

        refused(404, "not-found", post(confirmations, agency, speaks.formatted(child, UUID.randomUUID())));
        refused(422, "word-by-who-is-paid", post(confirmations, agency, speaks.formatted(child, giver)));
        refused(
                422,
                "invalid-field",
                post(confirmations, agency, speaks.formatted(child, parent).replace("on-behalf", "party")));
        var own = Tokens.bearer(town.lead, parent, "agency");
        refused(404, "not-found", post(confirmations, own, speaks.formatted(child, parent)));
        var said = created(confirmations, agency, speaks.formatted(child, parent));
        var word = said.at("/confirmations/0");
        assertEquals(child.toString(), word.get("participantId").textValue());
        assertEquals(parent.toString(), word.get("actorId").textValue());
        assertEquals("parent", word.get("authority").textValue());
    }

    @Test
    void takesOnlyTheBearersOwnWordFromAToken() {
        var town = Town.founded();
        var giver = town.participant();
        var receiver = town.participant();
        var own = Tokens.bearer(town.lead, giver, "agency");
        refused(422, "self-confirmation", post("/exchanges", own, town.service(giver, receiver, 30)));
        var proposed = created("/exchanges", own, town.proposal(giver, receiver, 30));
        assertEquals(giver.toString(), proposed.get("recorderId").textValue());
        refused(
                401,
                "unauthorized",
                Town.post(
                        "/exchanges",
                        Tokens.claims(town.lead, "agency")
                                .claim("participant", "nobody")
                                .jws()
                                .keyId(Tokens.KEY_ID)
                                .sign(Tokens.privateKey()),
                        town.proposal(giver, receiver, 30)));
    }

    @Test
    void countsWhatIsGivenForACaseAndNetsReversals() {
        var town = Town.founded();
        var young = town.participant();
        var neighbour = town.participant();
        var programme = town.programme();
        town.issue(town.community, 600);
        var file = id(created("/cases", town.leadToken, """
                {"participantId":"%s","programmeId":"%s","reason":"youth-court","couldGive":[]}
                """.formatted(young, programme)));
        var duty = """
                {"communityId":"%s","kind":"contribution","caseId":"%s","occurredAt":"2026-05-04T10:00:00Z",
                 "legs":[{"providerId":"%s","receiverId":"%s","minutes":%d}],
                 "confirmations":[{"participantId":"%s","how":"party"}]}
                """;

        var first = created(
                "/exchanges", town.leadToken, duty.formatted(town.community, file, young, town.community, 90, young));
        created("/exchanges", town.leadToken, duty.formatted(town.community, file, young, town.community, 45, young));
        assertEquals(file.toString(), first.get("caseId").textValue());
        assertEquals(135, served(town, file));
        created("/exchanges/" + id(first) + "/reversal", town.leadToken, "{\"reason\":\"wrong-minutes\"}");
        assertEquals(45, served(town, file));

        refused(
                422,
                "case-of-another",
                post(
                        "/exchanges",
                        town.leadToken,
                        duty.formatted(town.community, file, neighbour, town.community, 30, neighbour)));
        refused(
                404,
                "not-found",
                post(
                        "/exchanges",
                        town.leadToken,
                        duty.formatted(town.community, UUID.randomUUID(), young, town.community, 30, young)));
    }

    private static long served(Town town, UUID file) {
        var listed = get("/cases?communityId=" + town.community, town.leadToken).at("/items/0/dutyServedMinutes");
        var shown = get("/cases/" + file, town.leadToken).get("dutyServedMinutes");
        assertEquals(shown, listed);
        return shown.longValue();
    }
}
