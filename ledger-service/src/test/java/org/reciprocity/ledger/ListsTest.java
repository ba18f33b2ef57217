package org.reciprocity.ledger;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.get;
import static org.reciprocity.ledger.Town.id;
import static org.reciprocity.ledger.Town.refused;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.reciprocity.ledger.exchange.ListPlans;

/** Lists: newest first, page by page, narrowed down. */
@LedgerTest
class ListsTest {
    @Inject
    Pool pool;

    private static List<String> ids(String path, String token) {
        return get(path, token).get("items").findValuesAsText("id");
    }

    /** All ids of a list, by following its links; something is added after each page. */
    private static List<String> walked(String path, String token, Runnable add) {
        var found = new ArrayList<String>();
        var next = path + "&limit=2";
        while (next != null) {
            var response =
                    given().auth().oauth2(token).urlEncodingEnabled(false).get(next);
            assertEquals(200, response.statusCode(), response::asString);
            var items = Town.json(response).get("items");
            assertTrue(items.size() <= 2);
            items.forEach(
                    item -> found.add(item.get(item.has("id") ? "id" : "code").textValue()));
            var link = response.header("Link");
            next = link == null ? null : link.substring(1, link.indexOf(">; rel=\"next\""));
            add.run();
        }
        return found;
    }

    /** Five of them are walked newest first, while more are made. */
    private static void isStable(String path, String token, Supplier<UUID> make) {
        isStable(path, token, make, 0);
    }

    /** The same where so many follow that were always there, and have no id. */
    private static void isStable(String path, String token, Supplier<UUID> make, int always) {
        var made = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            made.addFirst(make.get().toString());
        }
        var walked = walked(path, token, () -> assertNotNull(make.get()));
        assertEquals(made.size() + always, walked.size(), path);
        assertEquals(made, walked.subList(0, made.size()), path);
    }

    @Test
    void showsEachOnceAndNoneTwiceHoweverMuchIsAddedMeanwhile() {
        var town = Town.founded("{\"participantFloorMinutes\":-100000,\"participantCeilingMinutes\":100000}");
        var token = town.leadToken;
        var a = town.participant();
        var b = town.participant();
        var programme = town.programme();
        var in = "?communityId=" + town.community;
        isStable(
                "/enrolments" + in,
                token,
                () -> id(created("/enrolments", token, VisibilityTest.enrolment(town.participant(), programme))));
        isStable(
                "/measures" + in,
                token,
                () -> id(created("/measures", token, VisibilityTest.measure(town.participant(), programme))));
        isStable(
                "/service-uses" + in,
                token,
                () -> id(created("/service-uses", token, VisibilityTest.use(town.participant(), programme))));
        isStable(
                "/follow-ups" + in,
                token,
                () -> id(created(
                        "/follow-ups",
                        token,
                        FollowUpRulesTest.followUp(
                                town.participant(), programme, "participants", "no", "2026-04-10"))));
        isStable(
                "/instruments" + in,
                token,
                () -> id(created("/instruments", token, InstrumentResourceTest.instrument(town, Town.code()))),
                8);
        isStable("/exchanges" + in, token, () -> id(created("/exchanges", token, town.service(a, b, 1))));
        isStable("/cases" + in, token, () -> id(created("/cases", token, CaseResourceTest.referral(a, programme))));
        isStable(
                "/costs" + in, token, () -> id(created("/costs", token, ValueResourceTest.cost(programme, town.lead))));
        isStable(
                "/benefits" + in,
                token,
                () -> id(created("/benefits", token, ValueResourceTest.benefit(programme, town.lead))));
        isStable("/unit-costs" + in, token, () -> AppraisalResourceTest.unitCost(town, 2026, "GBP"));
        isStable(
                "/deflators" + in,
                token,
                () -> id(created("/deflators", token, ValueResourceTest.deflator(town, 2026, "100"))));
        var unitCost = AppraisalResourceTest.unitCost(town, 2026, "GBP");
        isStable(
                "/appraisals" + in,
                token,
                () -> id(created("/appraisals", token, AppraisalResourceTest.appraisal(town, programme, unitCost))));
        isStable(
                "/contracts" + in,
                token,
                () -> id(created("/contracts", token, ContractResourceTest.contract(town, programme))));
        isStable("/claims" + in, token, () -> id(created("/claims", token, ClaimResourceTest.claim(town))));
        var accounts = Town.founded();
        isStable(
                "/accounts?kind=participant&communityId=" + accounts.community,
                accounts.leadToken,
                () -> UUID.fromString(accounts.account(accounts.participant(), "participant")
                        .get("id")
                        .textValue()));
        var other = Town.founded();
        isStable("/participants?communityId=" + other.community, other.leadToken, other::participant);
        isStable("/programmes?communityId=" + other.community, other.leadToken, other::programme);
    }

    @Test
    void listsAgenciesAndCommunitiesToThoseWhoMaySeeEach() {
        var town = Town.founded();
        var second = Town.foundedBy(town);
        var other = Town.founded();
        var ours = of(second.community, town.community);
        assertEquals(ours, ids("/communities", town.leadToken));
        assertEquals(of(town.community), ids("/communities", town.partnerToken));
        assertEquals(of(town.partner, town.lead), ids("/agencies", town.partnerToken));
        assertEquals(of(), ids("/communities", Tokens.of(UUID.randomUUID(), "agency")));
        assertEquals(of(), ids("/agencies", Tokens.of(UUID.randomUUID(), "agency")));
        for (var seen : ours) {
            assertEquals(
                    get("/communities/" + seen, town.leadToken),
                    get("/communities", town.leadToken).get("items").get(ours.indexOf(seen)));
        }
        assertEquals(
                get("/agencies/" + town.lead, town.partnerToken),
                get("/agencies", town.partnerToken).get("items").get(1));

        var all = ids("/communities?limit=3", Tokens.operator());
        assertEquals(of(other.community, second.community, town.community), all);
        var link = link("/communities?limit=2", Tokens.operator());
        assertEquals(town.community.toString(), page(link, Tokens.operator()).getFirst());
        assertEquals(of(other.partner, other.lead), ids("/agencies?limit=2", Tokens.operator()));
        assertEquals(
                of(town.partner, town.lead), page(link("/agencies?limit=2", Tokens.operator()), Tokens.operator()));

        var admitted = "/communities/" + town.community + "/agencies";
        assertEquals(
                of(town.partner, town.lead),
                get(admitted, town.partnerToken).get("items").findValuesAsText("agencyId"));
        assertEquals(
                get(admitted + "/" + town.partner, town.leadToken),
                get(admitted + "?limit=1", town.leadToken).get("items").get(0));
        assertEquals(
                of(town.lead),
                get(link(admitted + "?limit=1", town.leadToken), town.leadToken)
                        .get("items")
                        .findValuesAsText("agencyId"));
        refused(404, "not-found", given().auth().oauth2(other.leadToken).get(admitted));
        refused(400, "malformed-request", given().auth().oauth2(town.leadToken).get(admitted + "?cursor=x"));
    }

    @Test
    void narrowsEnrolmentsDown() {
        var town = Town.founded();
        var one = town.programme();
        var other = town.programme();
        var a = town.participant();
        var b = town.participant();
        var spring = id(created("/enrolments", town.leadToken, enrolment(a, one, "2025-03-01", "2025-05-31")));
        var open = id(created("/enrolments", town.leadToken, enrolment(b, one, "2025-06-01", null)));
        var second = id(created("/enrolments", town.leadToken, enrolment(b, other, "2025-06-01", "2025-06-30")));
        var in = "/enrolments?communityId=" + town.community;
        assertEquals(of(second, open, spring), ids(in, town.leadToken));
        assertEquals(of(open, spring), ids(in + "&programmeId=" + one, town.leadToken));
        assertEquals(of(second, open), ids(in + "&participantId=" + b, town.leadToken));
        assertEquals(of(spring), ids(in + "&to=2025-05-31", town.leadToken));
        assertEquals(of(open), ids(in + "&from=2025-07-01", town.leadToken));
        assertEquals(of(second, open, spring), ids(in + "&from=2025-05-31&to=2025-06-01", town.leadToken));
        assertEquals(of(), ids(in + "&arm=comparison", town.leadToken));
        assertEquals(of(), ids(in, town.partnerToken), "the partner sees neither");
        var theirs = town.participant(town.partnerToken);
        var seen = id(created("/enrolments", town.partnerToken, enrolment(theirs, one, "2025-06-01", null)));
        assertEquals(of(seen), ids(in, town.partnerToken));
        assertEquals(get("/enrolments/" + spring, town.leadToken), item(in + "&to=2025-05-31", town.leadToken));
    }

    @Test
    void narrowsTheRegistryDown() {
        var town = Town.founded();
        var person = town.participant();
        var ours = id(created(
                "/participants",
                town.leadToken,
                "{\"communityId\":\"%s\",\"kind\":\"household\",\"size\":2,\"externalRef\":\"H 1\"}"
                        .formatted(town.community)));
        var theirs = id(created(
                "/participants",
                town.partnerToken,
                "{\"communityId\":\"%s\",\"kind\":\"person\",\"externalRef\":\"H 1\"}".formatted(town.community)));
        var programme = town.programme();
        var partners = town.programme(town.partnerToken, true);
        created("/enrolments", town.leadToken, enrolment(person, programme, "2025-06-01", null));
        var in = "?communityId=" + town.community;
        assertEquals(of(theirs, ours, person), ids("/participants" + in, town.leadToken));
        assertEquals(of(ours), ids("/participants" + in + "&kind=household", town.leadToken));
        assertEquals(of(person), ids("/participants" + in + "&programmeId=" + programme, town.leadToken));
        assertEquals(of(ours), ids("/participants" + in + "&externalRef=H 1", town.leadToken));
        assertEquals(of(theirs), ids("/participants" + in + "&externalRef=H 1", town.partnerToken));
        assertEquals(of(), ids("/participants" + in + "&to=2020-01-01T00:00:00Z", town.leadToken));
        assertEquals(
                of(theirs, ours, person),
                ids("/participants" + in + "&from=2020-01-01T00:00:00Z&to=2190-01-01T00:00:00Z", town.leadToken));
        assertEquals(of(partners, programme), ids("/programmes" + in, town.leadToken));
        assertEquals(of(partners), ids("/programmes" + in + "&agencyId=" + town.partner, town.leadToken));
        assertEquals(
                3,
                ids("/accounts" + in + "&kind=participant&status=open", town.leadToken)
                        .size());
        assertEquals(of(), ids("/accounts" + in + "&status=closed", town.leadToken));
    }

    @Test
    void narrowsScoresAndUsesDown() {
        var town = Town.founded();
        var one = town.programme();
        var partners = town.programme(town.partnerToken, true);
        var a = town.participant();
        var b = town.participant();
        var first = id(created("/measures", town.leadToken, VisibilityTest.measure(a, one)));
        var later = id(created(
                "/measures",
                town.leadToken,
                VisibilityTest.measure(b, partners)
                        .replace("2026-04-10", "2026-05-10")
                        .replace("\"SWEMWBS\"", "\"ons4-worthwhile\"")
                        .replace("19.98", "8")));
        var in = "/measures?communityId=" + town.community;
        assertEquals(of(later, first), ids(in, town.leadToken));
        assertEquals(of(first), ids(in + "&participantId=" + a, town.leadToken));
        assertEquals(of(later), ids(in + "&programmeId=" + partners, town.leadToken));
        assertEquals(of(later), ids(in + "&instrument=ons4-worthwhile", town.leadToken));
        assertEquals(of(later), ids(in + "&from=2026-05-10", town.leadToken));
        assertEquals(of(first), ids(in + "&to=2026-04-10&from=2026-04-10", town.leadToken));
        assertEquals(get("/measures/" + first, town.leadToken), item(in + "&participantId=" + a, town.leadToken));
        for (var seen : ids(in, town.partnerToken)) {
            get("/measures/" + seen, town.partnerToken);
        }

        var use = id(created("/service-uses", town.leadToken, VisibilityTest.use(a, one)));
        var uses = "/service-uses?communityId=" + town.community;
        assertEquals(of(use), ids(uses + "&type=gp-visit&participantId=" + a + "&programmeId=" + one, town.leadToken));
        assertEquals(of(), ids(uses + "&type=hospital", town.leadToken));
        assertEquals(of(), ids(uses + "&arm=comparison", town.leadToken));
        assertEquals(get("/service-uses/" + use, town.leadToken), item(uses, town.leadToken));
        assertFalse(ids(uses, town.partnerToken).contains(use.toString()));
        var recorded =
                get("/service-uses/" + use, town.leadToken).get("recordedAt").textValue();
        assertEquals(of(use), ids(uses + "&from=" + recorded, town.leadToken));
        assertEquals(of(), ids(uses + "&to=" + recorded, town.leadToken), "the end is not in it");
        var after = Instant.parse(recorded).plusSeconds(1);
        assertEquals(of(use), ids(uses + "&from=" + recorded + "&to=" + after, town.leadToken));
        assertEquals(of(), ids(uses + "&from=" + after, town.leadToken));
        refused(400, "malformed-request", given().auth().oauth2(town.leadToken).get(uses + "&from=2026-05-04"));
    }

    @Test
    void narrowsOffersDownByTheDaysOnWhichTheyAreToBeHad() {
        var town = Town.founded();
        var always = Stall.opened(town, "goods", 30, "");
        var summer = Stall.opened(town, "goods", 30, ",\"from\":\"2196-06-01\",\"until\":\"2196-08-31\"");
        var autumn = Stall.opened(town, "goods", 30, ",\"from\":\"2196-09-01\"");
        var in = "/redemption-offers?communityId=" + town.community;
        assertEquals(of(autumn, summer, always), ids(in + "&from=2196-08-31&to=2196-09-01", town.leadToken));
        assertEquals(of(summer, always), ids(in + "&from=2196-06-10&to=2196-08-31", town.leadToken));
        assertEquals(of(autumn, always), ids(in + "&from=2196-09-01", town.leadToken));
        assertEquals(of(always), ids(in + "&to=2196-05-31", town.leadToken));
        assertTrue(link(in + "&to=2196-08-31&limit=1", town.leadToken).contains("&to=2196-08-31&"));
        refused(400, "malformed-request", given().auth().oauth2(town.leadToken).get(in + "&from=tomorrow"));
    }

    @Test
    void walksLimitsForTransfersInTheOrderOfTheOthers() {
        var town = Town.founded();
        var path = "/communities/" + town.community + "/transfer-limits";
        var others = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            var other = UUID.randomUUID();
            others.add(other.toString());
            var set = given().auth()
                    .oauth2(town.leadToken)
                    .contentType("application/json")
                    .header("If-Match", "\"0\"")
                    .body("{\"minutes\":600}")
                    .put(path + "/" + other);
            assertEquals(200, set.statusCode(), set::asString);
        }
        others.sort(null);
        var walked = new ArrayList<String>();
        for (var next = path + "?limit=2"; next != null; next = link(next, town.leadToken)) {
            var items = get(next, town.leadToken).get("items");
            assertTrue(items.size() <= 2);
            walked.addAll(items.findValuesAsText("otherCommunityId"));
        }
        assertEquals(others, walked);
        assertEquals(others, get(path, town.leadToken).get("items").findValuesAsText("otherCommunityId"));
        refused(400, "malformed-request", given().auth().oauth2(town.leadToken).get(path + "?cursor=x"));
        refused(400, "malformed-request", given().auth().oauth2(town.leadToken).get(path + "?limit=0"));
    }

    @Test
    void refusesCursorsAndLimitsThatNobodyGave() {
        var town = Town.founded();
        for (var operation : Described.operations()) {
            if (operation.query().contains("cursor") && operation.inPath().isEmpty()) {
                for (var bad : List.of("0", "-1", "x", "1.5", "99999999999999999999", "%27;--")) {
                    var path = operation.path() + "?communityId=" + town.community;
                    refused(400, "malformed-request", read(path + "&cursor=" + bad, town));
                    refused(400, "malformed-request", read(path + "&limit=" + bad, town));
                }
            }
        }
    }

    @Test
    void listsExchangesNewestFirstByPageAndFilter() {
        var town = Town.founded();
        var a = town.participant();
        var b = town.participant();
        var c = town.participant();
        var programme = town.programme();
        var ids = new ArrayList<String>();
        ids.add(id(created("/exchanges", town.leadToken, town.service(a, b, 10)))
                .toString());
        ids.add(id(created("/exchanges", town.leadToken, town.proposal(b, c, 10)))
                .toString());
        ids.add(id(created(
                        "/exchanges",
                        town.leadToken,
                        town.service(a, c, 10)
                                .replaceFirst("\\{", "{\"programmeId\":\"" + programme + "\",")
                                .replace("2026-05", "2026-07")))
                .toString());
        var list = "/exchanges?communityId=" + town.community;

        var firstPage = given().auth().oauth2(town.leadToken).get(list + "&limit=2");
        assertEquals(List.of(ids.get(2), ids.get(1)), firstPage.path("items.id"));
        var link = firstPage.header("Link");
        assertTrue(link.endsWith(">; rel=\"next\""), link);
        var secondPage = given().auth().oauth2(town.leadToken).get(link.substring(1, link.indexOf('>')));
        assertEquals(List.of(ids.get(0)), secondPage.path("items.id"));
        assertNull(secondPage.header("Link"));

        assertEquals(
                1, get(list + "&state=proposed", town.leadToken).get("items").size());
        assertEquals(
                2,
                get(list + "&participantId=" + a, town.leadToken).get("items").size());
        assertEquals(
                1,
                get(list + "&programmeId=" + programme, town.leadToken)
                        .get("items")
                        .size());
        assertEquals(0, get(list + "&kind=grant", town.leadToken).get("items").size());
        assertEquals(
                1,
                get(list + "&from=2026-06-01T00:00:00Z", town.leadToken)
                        .get("items")
                        .size());
        assertEquals(
                2,
                get(list + "&to=2026-06-01T00:00:00Z", town.leadToken)
                        .get("items")
                        .size());
        assertFalse(get(list, town.leadToken).get("items").isEmpty());
        refused(400, "malformed-request", given().auth().oauth2(town.leadToken).get("/exchanges"));
        refused(400, "malformed-request", given().auth().oauth2(town.leadToken).get(list + "&limit=0"));
        refused(400, "malformed-request", given().auth().oauth2(town.leadToken).get(list + "&cursor=x"));
        refused(400, "malformed-request", given().auth().oauth2(town.leadToken).get(list + "&from=tomorrow"));
        refused(400, "malformed-request", given().auth().oauth2(town.leadToken).get(list + "&state=odd"));
    }

    @Test
    void findsTheFewOfAFilterAmongManyByAnIndexAndLooksAtSoManyAPageOnly() {
        var town = Town.founded();
        var a = town.participant();
        var b = town.participant();
        var theirs = town.participant(town.partnerToken);
        var service = id(created("/exchanges", town.leadToken, town.service(a, b, 10)));
        var proposed = id(created("/exchanges", town.leadToken, town.proposal(a, b, 10)));
        var given = id(created(
                "/exchanges", town.partnerToken, town.service(theirs, town.participant(town.partnerToken), 10)));
        var list = "/exchanges?communityId=" + town.community;
        fill(town, ListPlans.walk());

        assertEquals(of(proposed), ids(list + "&state=proposed", town.leadToken));
        assertNull(link(list + "&state=proposed", town.leadToken));
        assertEquals(of(proposed, service), ids(list + "&participantId=" + a, town.leadToken));
        assertEquals(of(given), ids(list + "&participantId=" + theirs, town.partnerToken));
        assertEquals(of(), ids(list + "&participantId=" + a, town.partnerToken));

        assertEquals(of(), ids(list, town.partnerToken), "what they see lies beyond what a page looks at");
        assertEquals(of(given), page(link(list, town.partnerToken), town.partnerToken));
        var before = list + "&to=2026-06-01T00:00:00Z&from=2026-01-01T00:00:00Z";
        assertNull(link(before, town.leadToken), "nothing of a period is older than what was recorded before it");
        var old = list + "&kind=service&state=settled&to=2026-06-01T00:00:00Z";
        assertEquals(of(), ids(old, town.leadToken));
        assertEquals(of(given, service), page(link(old, town.leadToken), town.leadToken));
        assertNull(link(link(old, town.leadToken), town.leadToken));

        // Where a page would look at nearly all there are, reading all of them is no worse.
        fill(town, 4 * ListPlans.walk());
        for (boolean generic : List.of(true, false)) {
            var ofParty = ListPlans.of(pool, generic, town.community, town.lead, true, a, null);
            assertTrue(ofParty.contains("exchange_party_pkey"), ofParty);
            var inState = ListPlans.of(pool, generic, town.community, town.lead, true, null, "disputed");
            assertTrue(inState.contains("exchange_unsettled"), inState);
            var partners = ListPlans.of(pool, generic, town.community, town.partner, false, null, null);
            assertTrue(partners.contains("exchange_newest"), partners);
            assertTrue(partners.contains("hashed SubPlan"), partners);
            for (var plan : List.of(ofParty, inState, partners)) {
                assertFalse(plan.contains("Seq Scan on exchange"), plan);
                assertFalse(plan.contains("Sort"), plan);
            }
        }
    }

    /** So many settled exchanges of a kind and parties that nobody asks for, recorded long before; without events. */
    private static void fill(Town town, int many) {
        Book.change("""
                with filled as (
                    insert into exchange (community_id, id, kind, state, recorded_by, occurred_at, recorded_at, version, parties)
                    select '%s', uuidv7(), 'gift', 'settled', '%s', '2025-01-01T00:00:00Z', '2025-01-01T00:00:00Z', 1,
                           array[gen_random_uuid(), gen_random_uuid()]
                    from generate_series(1, %d)
                    returning community_id, id, number, parties)
                insert into exchange_party (community_id, party_id, number, exchange_id)
                select community_id, unnest(parties), number, id from filled
                """.formatted(town.community, town.lead, many));
        Book.change("analyze exchange, exchange_party");
    }

    /** The ids of a page to which a link leads. */
    private static List<String> page(String link, String token) {
        var response = given().auth().oauth2(token).urlEncodingEnabled(false).get(link);
        assertEquals(200, response.statusCode(), response::asString);
        return response.path("items.id");
    }

    /** Where the page after this one is, if there is one. */
    private static String link(String path, String token) {
        var link =
                given().auth().oauth2(token).urlEncodingEnabled(false).get(path).header("Link");
        return link == null ? null : link.substring(1, link.indexOf(">; rel=\"next\""));
    }

    private static io.restassured.response.Response read(String path, Town town) {
        return given().auth().oauth2(town.leadToken).urlEncodingEnabled(false).get(path);
    }

    private static String enrolment(UUID participant, UUID programme, String from, String to) {
        return "{\"participantId\":\"%s\",\"programmeId\":\"%s\",\"from\":\"%s\"%s}"
                .formatted(participant, programme, from, to == null ? "" : ",\"to\":\"" + to + "\"");
    }

    private static JsonNode item(String path, String token) {
        var items = get(path, token).get("items");
        assertEquals(1, items.size());
        return items.get(0);
    }

    private static List<String> of(UUID... ids) {
        return java.util.Arrays.stream(ids).map(UUID::toString).toList();
    }
}
