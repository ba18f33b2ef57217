package org.reciprocity.ledger;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.ledger.AccountResourceTest.act;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.get;
import static org.reciprocity.ledger.Town.id;
import static org.reciprocity.ledger.Town.post;
import static org.reciprocity.ledger.Town.refused;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Credit between communities: agreed by both, an hour for an hour, on both sides or on neither. */
@LedgerTest
class TransferTest {
    private static final String REVERSAL = "{\"reason\":\"wrong-party\"}";

    /** Two towns; the first one's lead is admitted to the second, and both let 600 minutes be outstanding. */
    record Pair(Town from, Town to) {

        static Pair strangers() {
            return strangers(Town.founded());
        }

        static Pair strangers(Town from) {
            var to = Town.founded();
            created("/communities/" + to.community + "/agencies", to.leadToken, """
                    {"agencyId":"%s","roles":["partner"]}
                    """.formatted(from.lead));
            return new Pair(from, to);
        }

        static Pair agreed() {
            return agreed(Town.founded());
        }

        /** Of this town and a new one. */
        static Pair agreed(Town from) {
            var pair = strangers(from);
            limited(pair.from, pair.to, 0, 600);
            limited(pair.to, pair.from, 0, 600);
            return pair;
        }

        /** The same two the other way round; its leads are not admitted to the other. */
        Pair back() {
            return new Pair(to, from);
        }

        UUID sent() {
            return id(created("/transfers", token(), body(from.participant(), to.participant(token()), 60)));
        }

        String token() {
            return from.leadToken;
        }

        String body(UUID sender, UUID recipient, int minutes) {
            return "{\"fromParticipantId\":\"%s\",\"toCommunityId\":\"%s\",%s\"minutes\":%d,\"how\":\"party\"}"
                    .formatted(
                            sender,
                            to.community,
                            recipient == null ? "" : "\"toParticipantId\":\"" + recipient + "\",",
                            minutes);
        }

        long owed() {
            return clearing(from, to).get("balanceMinutes").longValue();
        }

        void hold() {
            for (var town : List.of(from, to)) {
                var invariants = town.invariants();
                assertTrue(invariants.get("holds").booleanValue(), invariants::toString);
                assertEquals(0, invariants.get("sumMinutes").longValue());
                assertEquals(1, invariants.get("clearingAccounts").longValue());
                assertEquals(0, invariants.get("clearingOffMirror").longValue());
            }
            assertEquals(-owed(), clearing(to, from).get("balanceMinutes").longValue());
        }

        private static JsonNode clearing(Town in, Town of) {
            return in.account(of.community, "clearing");
        }
    }

    @Test
    void letsTheLeadsOfBothAgreeAndTheLowerWordCount() {
        var pair = Pair.strangers();
        var path = path(pair.from, pair.to);
        refused(404, "not-found", given().auth().oauth2(pair.token()).get(path));
        refused(403, "role-missing", put(path, Tokens.of(pair.from.lead, "broker"), 0L, "{\"minutes\":600}"));
        refused(403, "not-the-lead", put(path, pair.from.partnerToken, 0L, "{\"minutes\":600}"));
        refused(412, "precondition-failed", put(path, pair.token(), 1L, "{\"minutes\":600}"));
        refused(422, "same-community", put(path(pair.from, pair.from), pair.token(), 0L, "{\"minutes\":600}"));

        var alone = limited(pair.from, pair.to, 0, 600);
        assertNull(alone.get("agreedMinutes"));
        assertNull(alone.get("owedMinutes"));
        var both = limited(pair.to, pair.from, 0, 240);
        assertEquals(600, both.get("otherMinutes").longValue());
        assertEquals(240, both.get("agreedMinutes").longValue());
        assertEquals(0, both.get("owedMinutes").longValue());
        for (var one : List.of(pair, pair.back())) {
            var clearing = Pair.clearing(one.from, one.to);
            assertEquals(-240, clearing.get("floorMinutes").longValue());
            assertEquals(240, clearing.get("ceilingMinutes").longValue());
        }
        refused(428, "precondition-required", put(path, pair.token(), null, "{\"minutes\":60}"));
        limited(pair.from, pair.to, 1, 60);
        assertEquals(60, Pair.clearing(pair.to, pair.from).get("ceilingMinutes").longValue());
        limited(pair.from, pair.to, 2, 6000);
        assertEquals(
                240, Pair.clearing(pair.from, pair.to).get("ceilingMinutes").longValue());
        var list = get("/communities/" + pair.from.community + "/transfer-limits", pair.from.partnerToken);
        assertEquals(List.of("240"), list.get("items").findValuesAsText("agreedMinutes"));
        var account = "/accounts/" + Pair.clearing(pair.from, pair.to).get("id").textValue();
        refused(422, "status-fixed", act(account + "/suspension", pair.token(), 3, REVERSAL));
        pair.hold();
    }

    @Test
    void tellsNothingOfACommunityThatIsNamed() {
        var town = Town.founded();
        var there = Town.founded();
        var seen = put(path(town, there), town.leadToken, 0L, "{\"minutes\":600}");
        var unknown = UUID.randomUUID();
        var nobody = put(
                "/communities/" + town.community + "/transfer-limits/" + unknown,
                town.leadToken,
                0L,
                "{\"minutes\":600}");
        assertEquals(200, seen.statusCode());
        assertEquals(
                seen.asString().replace(there.community.toString(), ""),
                nobody.asString().replace(unknown.toString(), ""));
        refused(404, "not-found", given().auth().oauth2(there.leadToken).get(path(there, town)));
    }

    @Test
    void movesAnHourForAnHourOnBothSides() {
        var pair = Pair.agreed();
        var here = pair.from.participant();
        var there = pair.to.participant(pair.token());
        var transfer = created("/transfers", pair.token(), pair.body(here, there, 90));

        assertEquals(-90, pair.from.balance(here));
        assertEquals(90, pair.to.balance(there));
        assertEquals(90, pair.owed());
        pair.hold();
        assertEquals("settled", transfer.get("state").textValue());
        assertEquals(transfer, get("/transfers/" + id(transfer), pair.to.leadToken));
        var out = get("/exchanges/" + transfer.get("fromExchangeId").textValue(), pair.token());
        var in = get("/exchanges/" + transfer.get("toExchangeId").textValue(), pair.token());
        assertEquals("transfer", out.get("kind").textValue());
        assertEquals(in.get("id"), out.get("counterpartId"));
        assertEquals(out.get("id"), in.get("counterpartId"));
        assertEquals(pair.from.community.toString(), out.get("communityId").textValue());
        assertEquals(pair.to.community.toString(), in.get("communityId").textValue());
        assertEquals("party", out.at("/confirmations/0/how").textValue());
        for (var town : List.of(pair.from, pair.to)) {
            var list = get("/transfers?communityId=" + town.community, town.leadToken);
            assertEquals(List.of(transfer.get("id").textValue()), ids(list));
        }
        var one = List.of(transfer.get("id").textValue());
        var sent = "/transfers?communityId=" + pair.from.community;
        assertEquals(one, ids(get(sent + "&direction=out&state=settled&from=2020-01-01T00:00:00Z", pair.token())));
        assertEquals(List.of(), ids(get(sent + "&direction=in", pair.token())));
        assertEquals(List.of(), ids(get(sent + "&state=reversed", pair.token())));
        assertEquals(List.of(), ids(get(sent + "&to=2020-01-01T00:00:00Z", pair.token())));
        var received = "/transfers?communityId=" + pair.to.community;
        assertEquals(one, ids(get(received + "&direction=in", pair.to.leadToken)));
        assertEquals(List.of(), ids(get(received + "&direction=out", pair.to.leadToken)));
        for (var wrong : List.of("direction=up", "state=sent", "from=2020-01-01", "to=now")) {
            refused(
                    400,
                    "malformed-request",
                    given().auth().oauth2(pair.token()).get(sent + "&" + wrong));
        }
    }

    @Test
    void isShownToAgenciesThatSeeAParticipantInItAndTheyDoNotTakeItBack() {
        var pair = Pair.agreed();
        var here = pair.from.participant(pair.from.partnerToken);
        var there = pair.to.participant(pair.to.partnerToken);
        created("/communities/" + pair.to.community + "/agencies", pair.to.leadToken, """
                {"agencyId":"%s","roles":["partner"]}
                """.formatted(pair.from.partner));
        var programme = pair.to.programme(pair.token(), true);
        created("/enrolments", pair.to.leadToken, VisibilityTest.enrolment(there, programme));
        var transfer = created("/transfers", pair.token(), pair.body(here, there, 90));
        var one = List.of(transfer.get("id").textValue());

        for (var token : List.of(pair.from.partnerToken, pair.to.partnerToken)) {
            assertEquals(transfer, get("/transfers/" + id(transfer), token));
            refused(403, "not-yours", post("/transfers/" + id(transfer) + "/reversal", token, REVERSAL));
        }
        refused(
                404,
                "not-found",
                given().auth()
                        .oauth2(pair.from.partnerToken)
                        .get("/exchanges/" + transfer.get("toExchangeId").textValue()));
        var sent = "/transfers?communityId=" + pair.from.community;
        var received = "/transfers?communityId=" + pair.to.community;
        assertEquals(one, ids(get(sent, pair.from.partnerToken)));
        assertEquals(one, ids(get(received, pair.to.partnerToken)));
        assertEquals(one, ids(get(sent + "&participantId=" + here, pair.from.partnerToken)));
        assertEquals(one, ids(get(received + "&direction=in&participantId=" + there, pair.to.partnerToken)));
        assertEquals(
                List.of(), ids(get(sent + "&participantId=" + pair.from.participant(), pair.token())), "nobody else's");
        assertEquals(List.of(), ids(get(received + "&participantId=" + there, pair.from.partnerToken)));

        var stranger = Town.agency();
        created("/communities/" + pair.from.community + "/agencies", pair.token(), """
                {"agencyId":"%s","roles":["partner"]}
                """.formatted(stranger));
        var strangers = Tokens.of(stranger, "agency", "broker", "steward");
        assertEquals(List.of(), ids(get(sent, strangers)));
        assertEquals(List.of(), ids(get(sent + "&participantId=" + here, strangers)));
        refused(404, "not-found", given().auth().oauth2(strangers).get("/transfers/" + id(transfer)));
        refused(404, "not-found", post("/transfers/" + id(transfer) + "/reversal", strangers, REVERSAL));
    }

    /** Who sees a transfer by one side alone asks whether somebody is the other side, and is told of nobody. */
    @Test
    void isNotFoundByAParticipantOfTheOtherSide() {
        var pair = Pair.agreed();
        var here = pair.from.participant();
        var there = pair.to.participant(pair.token());
        created("/communities/" + pair.from.community + "/agencies", pair.token(), """
                {"agencyId":"%s","roles":["partner"]}
                """.formatted(pair.to.lead));
        var one = List.of(created("/transfers", pair.token(), pair.body(here, there, 90))
                .get("id")
                .textValue());
        var sent = "/transfers?communityId=" + pair.from.community;
        var received = "/transfers?communityId=" + pair.to.community;

        assertEquals(one, ids(get(sent, pair.to.leadToken)));
        assertEquals(List.of(), ids(get(sent + "&participantId=" + here, pair.to.leadToken)));
        assertEquals(List.of(), ids(get(received + "&participantId=" + here, pair.to.leadToken)));
        assertEquals(one, ids(get(received + "&participantId=" + there, pair.to.leadToken)));
        assertEquals(one, ids(get(sent + "&participantId=" + here, pair.token())));
        assertEquals(List.of(), ids(get(sent + "&participantId=" + there, pair.token())));
        refused(400, "malformed-request", given().auth().oauth2(pair.token()).get(sent + "&participantId=somebody"));
    }

    @Test
    void isShownToWhoSentItAndWhoWasCreditedByTheirOwnTokens() {
        var pair = Pair.agreed();
        var here = pair.from.participant();
        var there = pair.to.participant(pair.token());
        var sender = Tokens.bearer(pair.from.lead, here, "agency");
        var sent = post("/transfers", sender, pair.body(here, there, 90));
        assertEquals(201, sent.statusCode(), sent::asString);
        var transfer = Town.json(sent);
        for (var whose : List.of(
                Map.entry(sender, pair.from.community + "&participantId=" + here),
                Map.entry(
                        Tokens.bearer(pair.from.lead, there, "agency"),
                        pair.to.community + "&participantId=" + there))) {
            assertEquals(
                    transfer, Town.json(given().auth().oauth2(whose.getKey()).get(sent.header("Location"))));
            assertEquals(
                    List.of(transfer.get("id").textValue()),
                    ids(get("/transfers?communityId=" + whose.getValue(), whose.getKey())));
        }
        var others = Tokens.bearer(pair.from.lead, pair.from.participant(), "agency");
        refused(404, "not-found", given().auth().oauth2(others).get(sent.header("Location")));
        for (var whose : List.of("", "&participantId=" + here)) {
            refused(
                    403,
                    "closed-to-own-tokens",
                    given().auth().oauth2(others).get("/transfers?communityId=" + pair.from.community + whose));
        }
        refused(403, "closed-to-own-tokens", post("/transfers/" + id(transfer) + "/reversal", sender, REVERSAL));
    }

    @Test
    void saysWhoGaveTheSendersWord() {
        var pair = Pair.agreed();
        var here = pair.from.participant();
        var body = pair.body(here, null, 30);
        var agencys = word(pair, pair.token(), body);
        assertEquals(pair.from.lead.toString(), agencys.get("confirmedBy").textValue());
        assertNull(agencys.get("actorId"));
        var own = word(pair, Tokens.bearer(pair.from.lead, here, "agency"), body);
        assertEquals(pair.from.lead.toString(), own.get("confirmedBy").textValue());
        assertEquals(here.toString(), own.get("actorId").textValue());
        var brokers = word(pair, pair.token(), body.replace("party", "on-behalf"));
        assertEquals(pair.from.lead.toString(), brokers.get("confirmedBy").textValue());
        assertEquals("broker", brokers.get("authority").textValue());
    }

    private static JsonNode word(Pair pair, String token, String body) {
        var sent = created("/transfers", token, body).get("fromExchangeId").textValue();
        return get("/exchanges/" + sent, pair.token()).at("/confirmations/0");
    }

    /** Each side's events carry its own participant, the other community, and the id of the other side's exchange. */
    @Test
    void namesNobodyOfTheOtherCommunityInAnEvent() {
        var pair = Pair.agreed();
        var here = pair.from.participant();
        var there = pair.to.participant(pair.token());
        var transfer = created("/transfers", pair.token(), pair.body(here, there, 90));
        var broker = pair.from.participant();
        created("/transfers/" + id(transfer) + "/reversal", Tokens.bearer(pair.from.lead, broker, "broker"), REVERSAL);

        var out = events(transfer.get("fromExchangeId").textValue());
        var in = events(transfer.get("toExchangeId").textValue());
        assertEquals(
                List.of("exchange-settled", "exchange-reversed"),
                out.stream().map(event -> event.type).toList());
        assertEquals(
                List.of("exchange-settled", "exchange-reversed"),
                in.stream().map(event -> event.type).toList());
        var theirs = Set.of(
                there.toString(),
                pair.to.account(there, "participant").get("id").textValue());
        var ours = Set.of(
                broker.toString(),
                here.toString(),
                pair.from.account(here, "participant").get("id").textValue());
        out.forEach(event -> {
            assertEquals(pair.from.community, event.chain);
            theirs.forEach(id -> assertFalse(event.body.contains(id), event.body));
        });
        in.forEach(event -> {
            assertEquals(pair.to.community, event.chain);
            ours.forEach(id -> assertFalse(event.body.contains(id), event.body));
        });
        assertTrue(out.getLast().body.contains("\"counterpart\":" + transfer.get("toExchangeId")), out.getLast().body);
        assertTrue(out.getLast().body.contains("\"actor\":\"" + broker), out.getLast().body);
        assertTrue(in.getLast().body.contains("\"agency\":\"" + pair.from.lead), in.getLast().body);
    }

    @Test
    void sendsToThePotOfACommunityItsLeadHasAgreedWith() {
        var pair = Pair.agreed().back();
        var here = pair.from.participant();
        created("/transfers", pair.token(), pair.body(here, null, 60));
        assertEquals(
                60,
                pair.to.account(pair.to.community, "pot").get("balanceMinutes").longValue());
        pair.hold();
        var theirs = pair.to.participant();
        refused(404, "not-found", post("/transfers", pair.token(), pair.body(here, theirs, 60)));
    }

    @Test
    void keepsToWhatBothLetBeOutstandingAndOnlyLowersItOnceTheLimitIsSetUnderIt() {
        var pair = Pair.agreed();
        var here = pair.from.participant();
        var there = pair.to.participant(pair.token());
        created("/transfers", pair.token(), pair.body(here, there, 400));
        refused(
                422,
                "transfer-limit-reached",
                post("/transfers", pair.token(), pair.body(pair.from.participant(), there, 201)));
        created("/transfers", pair.token(), pair.body(pair.from.participant(), there, 200));
        limited(pair.to, pair.from, 1, 100);
        pair.hold();

        refused(
                422,
                "transfer-limit-reached",
                post("/transfers", pair.token(), pair.body(pair.from.participant(), there, 1)));
        var back = pair.back();
        created("/transfers", pair.token(), back.body(there, here, 150));
        assertEquals(450, pair.owed());
        pair.hold();
    }

    @Test
    void movesNothingOnEitherSideWhenOneOfThemRefuses() {
        var pair = Pair.agreed();
        var here = pair.from.participant();
        var there = pair.to.participant(pair.token());
        var before = events(pair);
        limits(pair.from, here, "{\"floorMinutes\":-30,\"ceilingMinutes\":90}");
        limits(pair.to, there, "{\"floorMinutes\":-30,\"ceilingMinutes\":20}");
        before += 2;
        var token = pair.token();

        refused(422, "insufficient-credit", post("/transfers", token, pair.body(here, there, 31)));
        refused(422, "ceiling-reached", post("/transfers", token, pair.body(here, there, 21)));
        refused(422, "leg-too-long", post("/transfers", token, pair.body(here, there, 601)));
        refused(422, "same-community", post("/transfers", token, new Pair(pair.from, pair.from).body(here, null, 10)));
        refused(
                422,
                "in-the-future",
                post(
                        "/transfers",
                        token,
                        pair.body(here, there, 10).replace("{", "{\"occurredAt\":\"2199-01-01T00:00:00Z\",")));
        refused(
                403,
                "role-missing",
                post(
                        "/transfers",
                        Tokens.of(pair.from.lead, "agency"),
                        pair.body(here, there, 10).replace("\"party\"", "\"on-behalf\"")));
        refused(404, "not-found", post("/transfers", token, pair.body(UUID.randomUUID(), there, 10)));
        refused(404, "not-found", post("/transfers", token, pair.body(here, UUID.randomUUID(), 10)));
        refused(404, "not-found", post("/transfers", token, pair.body(here, pair.to.participant(), 10)));
        before += 2;
        assertEquals(before, events(pair));
        assertEquals(0, pair.owed());
        pair.hold();

        var strangers = Pair.strangers();
        refused(
                422,
                "no-transfer-agreement",
                post("/transfers", strangers.token(), strangers.body(strangers.from.participant(), null, 10)));
        refused(
                404,
                "not-found",
                post(
                        "/transfers",
                        strangers.back().token(),
                        strangers.back().body(strangers.to.participant(), null, 10)));
    }

    @Test
    void refusesSuspendedAndClosedAccountsAtBothEnds() {
        var pair = Pair.agreed();
        var here = pair.from.participant();
        var there = pair.to.participant(pair.token());
        var account =
                "/accounts/" + pair.to.account(there, "participant").get("id").textValue();
        assertEquals(
                201,
                act(account + "/suspension", pair.to.leadToken, 1, REVERSAL).statusCode());
        refused(422, "account-suspended", post("/transfers", pair.token(), pair.body(here, there, 10)));
        assertEquals(
                201, act(account + "/closure", pair.to.leadToken, 2, REVERSAL).statusCode());
        refused(422, "account-closed", post("/transfers", pair.token(), pair.body(here, there, 10)));
    }

    @Test
    void takesBothSidesBackOnceAndNeitherAlone() {
        var pair = Pair.agreed();
        var here = pair.from.participant();
        var there = pair.to.participant(pair.token());
        var transfer = created("/transfers", pair.token(), pair.body(here, there, 90));
        for (var side : List.of("fromExchangeId", "toExchangeId")) {
            refused(
                    409,
                    "half-of-a-transfer",
                    post("/exchanges/" + transfer.get(side).textValue() + "/reversal", pair.token(), REVERSAL));
        }
        var other = pair.to.participant();
        created("/exchanges", pair.to.leadToken, pair.to.service(other, there, 600));
        created("/exchanges", pair.to.leadToken, pair.to.service(other, there, 90));
        var reversal = "/transfers/" + id(transfer) + "/reversal";
        refused(404, "not-found", post(reversal, pair.from.partnerToken, REVERSAL));
        refused(412, "precondition-failed", act(reversal, pair.token(), 2, REVERSAL));
        var reversed = act(reversal, pair.to.leadToken, 1, REVERSAL);
        assertEquals(201, reversed.statusCode(), reversed::asString);
        assertEquals("reversed", reversed.path("state"));
        assertEquals("\"2\"", reversed.header("ETag"));
        assertEquals("wrong-party", reversed.path("reason"));
        assertEquals(pair.to.lead.toString(), reversed.path("correctedBy"));
        var shown = get("/transfers/" + id(transfer), pair.token());
        assertEquals(Town.json(reversed), shown, "as it was answered");
        assertEquals(
                get("/exchanges/" + id(transfer), pair.from.leadToken).get("correctedAt"), shown.get("correctedAt"));
        refused(409, "already-reversed", post(reversal, pair.token(), REVERSAL));
        assertEquals(0, pair.from.balance(here));
        assertEquals(-690, pair.to.balance(there), "a reversal passes limits");
        assertEquals(0, pair.owed());
        pair.hold();
    }

    @Test
    void letsThePotStandInWhenATransferIsTakenBackFromSomebodyWhoLeft() {
        var pair = Pair.agreed();
        var here = pair.from.participant();
        var there = pair.to.participant(pair.token());
        var transfer = created("/transfers", pair.token(), pair.body(here, there, 90));
        for (var end : List.of(pair.from, pair.to)) {
            var account = "/accounts/"
                    + end.account(end == pair.from ? here : there, "participant")
                            .get("id")
                            .textValue();
            assertEquals(
                    201, act(account + "/closure", end.leadToken, 1, REVERSAL).statusCode());
        }
        assertEquals(-90, pot(pair.from));
        assertEquals(90, pot(pair.to));
        created("/transfers/" + id(transfer) + "/reversal", pair.token(), REVERSAL);
        assertEquals(0, pot(pair.from));
        assertEquals(0, pot(pair.to));
        pair.hold();
    }

    @Test
    void hasOneEffectHoweverOftenItIsSent() {
        var pair = Pair.agreed();
        var here = pair.from.participant();
        var there = pair.to.participant(pair.token());
        var body = pair.body(here, there, 30).replaceFirst("\\{", "{\"externalRef\":\"T-1\",");
        var key = UUID.randomUUID().toString();
        var ids = new HashSet<String>();
        var answers = AtOnce.run(IntStream.range(0, 20)
                .<Callable<Response>>mapToObj(i -> () -> post("/transfers", pair.token(), key, body))
                .toList());
        for (var answer : answers) {
            if (answer.statusCode() == 201) {
                ids.add(answer.path("id"));
            } else {
                refused(409, "request-in-progress", answer);
            }
        }
        var again = post("/transfers", pair.token(), key, body);
        assertEquals("true", again.header("Idempotency-Replayed"));
        ids.add(again.path("id"));
        assertEquals(1, ids.size());
        assertEquals(-30, pair.from.balance(here));
        assertEquals(30, pair.owed());
        var first = "/transfers/" + ids.iterator().next();
        var used = refused(409, "external-ref-in-use", post("/transfers", pair.token(), body));
        assertEquals(first, used.get("existing").textValue());
        refused(
                409,
                "id-in-use",
                post(
                        "/transfers",
                        pair.token(),
                        pair.body(here, there, 5)
                                .replaceFirst(
                                        "\\{", "{\"id\":\"" + ids.iterator().next() + "\",")));
        assertNull(get(first, pair.to.leadToken).get("externalRef"));
        pair.hold();
    }

    @Test
    void doesNotDeadlockOnTransfersTheOppositeWay() {
        var pair = Pair.agreed();
        var here = pair.from.participant();
        var there = pair.to.participant(pair.token());
        var deadlocks = "select deadlocks from pg_stat_database where datname = current_database()";
        long before = Book.number(deadlocks);
        var statuses = AtOnce.run(IntStream.range(0, 80)
                .<Callable<Integer>>mapToObj(i -> () -> (i % 2 == 0
                                ? post("/transfers", pair.token(), pair.body(here, there, 3))
                                : post("/transfers", pair.token(), pair.back().body(there, here, 3)))
                        .statusCode())
                .toList());
        assertEquals(Set.of(201), new HashSet<>(statuses));
        assertEquals(0, pair.from.balance(here));
        assertEquals(0, pair.owed());
        assertEquals(before, Book.number(deadlocks));
        pair.hold();
    }

    private static String path(Town town, Town other) {
        return "/communities/" + town.community + "/transfer-limits/" + other.community;
    }

    private static JsonNode limited(Town town, Town other, long version, long minutes) {
        var set = put(path(town, other), town.leadToken, version, "{\"minutes\":" + minutes + "}");
        assertEquals(200, set.statusCode(), set::asString);
        assertEquals("\"" + (version + 1) + "\"", set.header("ETag"));
        return Town.json(set);
    }

    private static void limits(Town town, UUID participant, String limits) {
        var account = "/accounts/"
                + town.account(participant, "participant").get("id").textValue();
        assertEquals(200, put(account + "/limits", town.leadToken, 1L, limits).statusCode());
    }

    private static Response put(String path, String token, Long version, String body) {
        var request =
                given().auth().oauth2(token).contentType("application/json").body(body);
        return (version == null ? request : request.header("If-Match", "\"" + version + "\"")).put(path);
    }

    private static List<String> ids(JsonNode list) {
        return list.get("items").findValuesAsText("id");
    }

    private static long pot(Town town) {
        return town.account(town.community, "pot").get("balanceMinutes").longValue();
    }

    private static long events(Pair pair) {
        return Book.number("select count(*) from event where chain in ('" + pair.from.community + "', '"
                + pair.to.community + "')");
    }

    private record Stored(String type, UUID chain, String body) {}

    private static List<Stored> events(String stream) {
        return Book.rows("select type, chain, body from event where stream = '" + stream + "' order by version")
                .stream()
                .map(row -> new Stored(
                        ((String) row[0]).replace("org.reciprocity.", "").replaceFirst("\\.v1$", ""),
                        (UUID) row[1],
                        (String) row[2]))
                .toList();
    }
}
