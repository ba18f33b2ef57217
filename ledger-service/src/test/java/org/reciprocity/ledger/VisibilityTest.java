package org.reciprocity.ledger;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.get;
import static org.reciprocity.ledger.Town.id;
import static org.reciprocity.ledger.Town.post;
import static org.reciprocity.ledger.Town.refused;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@LedgerTest
class VisibilityTest {

    @Test
    void answersForeignIdsByteForByteAsUnknownOnes() {
        var town = Town.founded();
        var a = town.participant();
        var b = town.participant();
        var programme = town.programme();
        var exchange = id(created("/exchanges", town.leadToken, town.proposal(a, b, 60)));
        var account = UUID.fromString(town.account(a, "participant").get("id").textValue());
        var enrolment = id(created("/enrolments", town.leadToken, enrolment(a, programme)));
        var measure = id(created("/measures", town.leadToken, measure(a, programme)));
        var use = id(created("/service-uses", town.leadToken, use(a, programme)));
        var followUp = id(created(
                "/follow-ups",
                town.leadToken,
                FollowUpRulesTest.followUp(a, programme, "participants", "no", "2026-05-01")));
        var stranger = Tokens.of(Town.founded().lead, "agency", "broker", "steward");

        var reads = new LinkedHashMap<String, UUID>();
        reads.put("/agencies/%s", town.lead);
        reads.put("/communities/%s", town.community);
        reads.put("/communities/%s/agencies", town.community);
        reads.put("/communities/%s/agencies/" + town.lead, town.community);
        reads.put("/communities/%s/invariants", town.community);
        reads.put("/communities/%s/audit", town.community);
        reads.put("/communities/%s/journal", town.community);
        reads.put("/communities/%s/valueflows", town.community);
        reads.put("/programmes?communityId=%s", town.community);
        reads.put("/programmes/%s", programme);
        reads.put("/participants?communityId=%s", town.community);
        reads.put("/participants/%s", a);
        reads.put("/participants/%s/details", a);
        reads.put("/participants/%s/bands", a);
        reads.put("/participants/%s/record", a);
        reads.put("/participants/%s/erasure", a);
        reads.put("/enrolments/%s", enrolment);
        reads.put("/accounts?communityId=%s", town.community);
        reads.put("/accounts/%s", account);
        reads.put("/accounts/%s/statement", account);
        reads.put("/accounts/%s?knownAt=1", account);
        reads.put("/accounts/%s/statement?knownAt=1", account);
        reads.put("/exchanges?communityId=%s", town.community);
        reads.put("/exchanges/%s", exchange);
        reads.put("/exchanges/%s/receipt", exchange);
        reads.put("/measures/%s", measure);
        reads.put("/service-uses/%s", use);
        reads.put("/follow-ups/%s", followUp);
        reads.put("/measures?communityId=%s", town.community);
        reads.put("/service-uses?communityId=%s", town.community);
        reads.put("/follow-ups?communityId=%s", town.community);
        reads.put("/instruments?communityId=%s", town.community);
        reads.put("/instruments/SWEMWBS?communityId=%s", town.community);
        var file = CaseResourceTest.accepted(town);
        reads.put("/cases?communityId=%s", town.community);
        reads.put("/cases/%s", file);
        var offer = Stall.opened(town, "ticket", 60, "");
        var hold = id(created("/holds", town.leadToken, Stall.hold(town, a, 60, "")));
        var bought = Stall.bought(town, offer, a, 60);
        reads.put("/redemption-offers?communityId=%s", town.community);
        reads.put("/redemption-offers/%s", offer);
        reads.put("/holds?communityId=%s", town.community);
        reads.put("/holds/%s", hold);
        reads.put("/exchanges/%s/ticket", bought);
        reads.put("/communities/%s/liability", town.community);
        LinkResourceTest.link(town, a, b);
        reads.put("/participants/%s/links", a);
        var consent = id(created("/consents", town.leadToken, StandingResourceTest.consent(a)));
        var clearance = id(created("/clearances", town.leadToken, StandingResourceTest.clearance(a)));
        var training = id(created("/training", town.leadToken, StandingResourceTest.training(a)));
        reads.put("/consents?communityId=%s", town.community);
        reads.put("/consents/%s", consent);
        reads.put("/clearances?communityId=%s", town.community);
        reads.put("/clearances/%s", clearance);
        reads.put("/training?communityId=%s", town.community);
        reads.put("/training/%s", training);
        reads.put("/communities/%s/duplicates", town.community);
        var pair = TransferTest.Pair.agreed();
        var transfer = pair.sent();
        reads.put("/transfers?communityId=%s", town.community);
        reads.put("/transfers?communityId=" + town.community + "&participantId=%s", a);
        reads.put("/transfers/%s", transfer);
        reads.put("/communities/%s/transfer-limits", town.community);
        reads.put("/communities/%s/transfer-limits/" + pair.to().community, pair.from().community);
        var cost = id(created("/costs", town.leadToken, ValueResourceTest.cost(programme, town.lead)));
        var benefit = id(created("/benefits", town.leadToken, ValueResourceTest.benefit(programme, town.lead)));
        var unitCost = AppraisalResourceTest.unitCost(town, 2026, "GBP");
        var deflator = id(created("/deflators", town.leadToken, ValueResourceTest.deflator(town, 2026, "100")));
        var appraisal =
                id(created("/appraisals", town.leadToken, AppraisalResourceTest.appraisal(town, programme, unitCost)));
        var contract = id(created("/contracts", town.leadToken, ContractResourceTest.contract(town, programme)));
        var claim = id(created("/claims", town.leadToken, ClaimResourceTest.claim(town)));
        for (var list :
                List.of("/costs", "/benefits", "/unit-costs", "/deflators", "/appraisals", "/contracts", "/claims")) {
            reads.put(list + "?communityId=%s", town.community);
        }
        reads.put("/costs/%s", cost);
        reads.put("/benefits/%s", benefit);
        reads.put("/unit-costs/%s", unitCost);
        reads.put("/deflators/%s", deflator);
        reads.put("/appraisals/%s", appraisal);
        reads.put("/contracts/%s", contract);
        reads.put("/claims/%s", claim);
        reads.forEach((path, id) ->
                same(id, some -> given().auth().oauth2(stranger).get(path.replace("%s", some.toString()))));

        var writes = new LinkedHashMap<String, Map.Entry<UUID, Function<UUID, String>>>();
        writes.put(
                "/communities/%s/agencies",
                Map.entry(town.community, id -> "{\"agencyId\":\"" + town.partner + "\",\"roles\":[\"funder\"]}"));
        writes.put(
                "/communities/%s/agencies/" + town.partner + "/role-removal",
                Map.entry(town.community, id -> "{\"roles\":[\"redeemer\"]}"));
        writes.put(
                "/programmes",
                Map.entry(
                        town.community,
                        id -> "{\"communityId\":\"" + id
                                + "\",\"code\":\"x\",\"name\":\"x\",\"design\":\"both\",\"delivery\":\"both\",\"risk\":\"low\"}"));
        writes.put(
                "/participants",
                Map.entry(town.community, id -> "{\"communityId\":\"" + id + "\",\"kind\":\"person\"}"));
        writes.put("/participants/%s/erasure", Map.entry(a, id -> "{\"reason\":\"requested\"}"));
        writes.put("/enrolments", Map.entry(a, id -> enrolment(id, programme)));
        writes.put("/enrolments/%s/end", Map.entry(enrolment, id -> "{\"to\":\"2027-01-01\"}"));
        writes.put("/exchanges", Map.entry(town.community, id -> town.service(a, b, 60)
                .replace(town.community.toString(), id.toString())));
        writes.put(
                "/exchanges/%s/confirmations",
                Map.entry(exchange, id -> ExchangeResourceTest.confirmation(a, "party")));
        writes.put(
                "/exchanges/%s/dispute",
                Map.entry(exchange, id -> "{\"participantId\":\"" + a + "\",\"reason\":\"other\"}"));
        writes.put("/exchanges/%s/resolution", Map.entry(exchange, id -> "{\"outcome\":\"settled\",\"minutes\":[60]}"));
        writes.put("/exchanges/%s/cancellation", Map.entry(exchange, id -> "{\"reason\":\"other\"}"));
        writes.put("/exchanges/%s/reversal", Map.entry(exchange, id -> "{\"reason\":\"other\"}"));
        writes.put("/measures", Map.entry(programme, id -> measure(a, id)));
        writes.put("/service-uses", Map.entry(programme, id -> use(a, id)));
        var why = "{\"reason\":\"entered-in-error\"}";
        writes.put("/costs", Map.entry(programme, id -> ValueResourceTest.cost(id, town.lead)));
        writes.put("/costs/%s/withdraw", Map.entry(cost, id -> why));
        writes.put("/benefits", Map.entry(programme, id -> ValueResourceTest.benefit(id, town.lead)));
        writes.put("/benefits/%s/withdraw", Map.entry(benefit, id -> why));
        writes.put(
                "/unit-costs", Map.entry(town.community, id -> ValueResourceTest.unitCost(town, town.lead, 2026, "GBP")
                        .replace(town.community.toString(), id.toString())));
        writes.put("/deflators", Map.entry(town.community, id -> ValueResourceTest.deflator(town, 2026, "100")
                .replace(town.community.toString(), id.toString())));
        writes.put("/appraisals", Map.entry(programme, id -> AppraisalResourceTest.appraisal(town, id, unitCost)));
        writes.put("/contracts", Map.entry(town.community, id -> ContractResourceTest.contract(town, programme)
                .replace(town.community.toString(), id.toString())));
        writes.put("/contracts/%s/end", Map.entry(contract, id -> ContractResourceTest.END));
        writes.put("/claims", Map.entry(town.community, id -> ClaimResourceTest.claim(town)
                .replace(town.community.toString(), id.toString())));
        writes.put(
                "/measures/waves",
                Map.entry(
                        programme,
                        id -> OutcomeRulesTest.wave(
                                id, 0, "participants", "2026-04-10", OutcomeRulesTest.score(a, 22))));
        writes.put(
                "/follow-ups",
                Map.entry(programme, id -> FollowUpRulesTest.followUp(a, id, "participants", "no", "2026-05-01")));
        writes.put("/measures/%s/withdraw", Map.entry(measure, id -> "{\"reason\":\"duplicate\"}"));
        writes.put("/service-uses/%s/withdraw", Map.entry(use, id -> "{\"reason\":\"duplicate\"}"));
        writes.put("/follow-ups/%s/withdraw", Map.entry(followUp, id -> "{\"reason\":\"duplicate\"}"));
        writes.put(
                "/instruments", Map.entry(town.community, id -> InstrumentResourceTest.instrument(town, "belonging-5")
                        .replace(town.community.toString(), id.toString())));
        writes.put("/cases", Map.entry(a, id -> CaseResourceTest.referral(id, programme)));
        writes.put("/cases/%s/decision", Map.entry(file, id -> "{\"decision\":\"declined\",\"reason\":\"no-place\"}"));
        writes.put("/cases/%s/agreement", Map.entry(file, id -> CaseResourceTest.AGREEMENT));
        writes.put("/cases/%s/support", Map.entry(file, id -> CaseResourceTest.SUPPORT));
        writes.put("/cases/%s/closure", Map.entry(file, id -> "{\"outcome\":\"withdrawn\"}"));
        writes.put("/redemption-offers", Map.entry(town.community, id -> Stall.offer(town, "ticket", 60, "")
                .replace(town.community.toString(), id.toString())));
        writes.put("/redemption-offers/%s/stock", Map.entry(offer, id -> "{\"quantity\":9}"));
        writes.put("/redemption-offers/%s/withdrawal", Map.entry(offer, id -> "{\"reason\":\"other\"}"));
        writes.put("/holds", Map.entry(town.community, id -> Stall.hold(town, a, 60, "")
                .replace(town.community.toString(), id.toString())));
        writes.put("/holds/%s/capture", Map.entry(hold, id -> "{\"minutes\":60}"));
        writes.put("/holds/%s/release", Map.entry(hold, id -> "{\"reason\":\"other\"}"));
        writes.put(
                "/communities/%s/retirements",
                Map.entry(
                        town.community,
                        id -> "{\"agencyId\":\"" + town.partner + "\",\"minutes\":1,\"manner\":\"waived\"}"));
        writes.put(
                "/participants/%s/identity",
                Map.entry(a, id -> LinkResourceTest.identity("Jane Example", "1990-01-31", null)));
        writes.put("/consents", Map.entry(a, StandingResourceTest::consent));
        writes.put("/consents/%s/withdrawal", Map.entry(consent, id -> StandingResourceTest.WITHDRAWAL));
        writes.put("/clearances", Map.entry(a, StandingResourceTest::clearance));
        writes.put("/clearances/%s/decision", Map.entry(clearance, id -> StandingResourceTest.DECISION));
        writes.put("/clearances/%s/withdrawal", Map.entry(clearance, id -> StandingResourceTest.OTHER));
        writes.put("/training", Map.entry(a, StandingResourceTest::training));
        writes.put("/training/%s/withdrawal", Map.entry(training, id -> StandingResourceTest.OTHER));
        writes.put("/participants/%s/links", Map.entry(a, id -> LinkResourceTest.other(town.participant())));
        writes.put("/participants/%s/links/" + b + "/removal", Map.entry(a, id -> LinkResourceTest.REMOVAL));
        writes.put("/transfers", Map.entry(a, id -> pair.body(id, null, 10)));
        writes.put("/transfers/%s/reversal", Map.entry(transfer, id -> "{\"reason\":\"other\"}"));
        writes.forEach((path, thing) -> same(
                thing.getKey(),
                some -> post(
                        path.replace("%s", some.toString()),
                        stranger,
                        thing.getValue().apply(some))));
        same(a, some -> DetailsTest.put(some, stranger, "0", DetailsTest.ALL));
        same(a, some -> BandResourceTest.put(some, stranger, "0", BandResourceTest.ALL));
        same(a, some -> post("/participants/" + some + "/details/key", stranger, ""));
        same(account, some -> given().auth()
                .oauth2(stranger)
                .contentType("application/json")
                .header("If-Match", "\"1\"")
                .body("{\"floorMinutes\":-1,\"ceilingMinutes\":1}")
                .put("/accounts/" + some + "/limits"));
        same(town.community, some -> given().auth()
                .oauth2(stranger)
                .contentType("application/json")
                .header("If-Match", "\"1\"")
                .body("{}")
                .put("/communities/" + some + "/policy"));

        same(town.community, some -> given().auth()
                .oauth2(stranger)
                .contentType("application/json")
                .body("{\"minutes\":60}")
                .put("/communities/" + some + "/transfer-limits/" + pair.to().community));
        for (var change : List.of("suspension", "reopening", "closure")) {
            same(
                    account,
                    some -> AccountResourceTest.act(
                            "/accounts/" + some + "/" + change, stranger, 1, "{\"reason\":\"other\"}"));
        }
        same(a, some -> given().auth()
                .oauth2(stranger)
                .contentType("application/json")
                .header("If-Match", "\"1\"")
                .body("{\"size\":1,\"roles\":[\"volunteer\"]}")
                .put("/participants/" + some + "/description"));

        assertEquals(
                "proposed",
                get("/exchanges/" + exchange, town.leadToken).get("state").textValue());
        assertEquals(
                1, get("/accounts/" + account, town.leadToken).get("version").intValue());
    }

    private static void same(UUID foreign, Function<UUID, Response> call) {
        var hidden = call.apply(foreign);
        var unknown = call.apply(UUID.randomUUID());
        refused(404, "not-found", hidden);
        assertEquals(hidden.statusCode(), unknown.statusCode());
        assertEquals(
                hidden.headers().asList().toString(), unknown.headers().asList().toString());
        assertArrayEquals(hidden.asByteArray(), unknown.asByteArray(), hidden::asString);
    }

    @Test
    void showsAParticipantToWhoRegisteredItToTheLeadAndToWhoEnrolsIt() {
        var town = Town.founded();
        var ours = town.participant(town.partnerToken);
        var theirs = town.participant();
        var programme = town.programme(town.partnerToken, true);

        assertEquals(List.of(ours.toString()), ids("/participants", town, town.partnerToken));
        assertEquals(List.of(theirs.toString(), ours.toString()), ids("/participants", town, town.leadToken));
        refused(404, "not-found", given().auth().oauth2(town.partnerToken).get("/participants/" + theirs));
        created("/enrolments", town.leadToken, enrolment(theirs, programme));
        assertEquals(
                theirs.toString(),
                get("/participants/" + theirs, town.partnerToken).get("id").textValue());
        assertEquals(List.of(theirs.toString(), ours.toString()), ids("/participants", town, town.partnerToken));
    }

    @Test
    void showsAnExchangeToAllWhoTakePartInIt() {
        var town = Town.founded();
        var third = Town.agency();
        created(
                "/communities/" + town.community + "/agencies",
                town.leadToken,
                "{\"agencyId\":\"" + third + "\",\"roles\":[\"partner\"]}");
        var thirdToken = Tokens.of(third, "agency");
        var ours = town.participant(town.partnerToken);
        var theirs = town.participant();
        var others = town.participant();
        var shared = id(created("/exchanges", town.leadToken, town.proposal(ours, theirs, 60)));
        var foreign = id(created("/exchanges", town.leadToken, town.proposal(theirs, others, 60)));

        assertEquals(List.of(shared.toString()), ids("/exchanges", town, town.partnerToken));
        assertEquals(List.of(foreign.toString(), shared.toString()), ids("/exchanges", town, town.leadToken));
        assertEquals(List.of(), ids("/exchanges", town, thirdToken));
        refused(404, "not-found", given().auth().oauth2(thirdToken).get("/exchanges/" + shared));
        refused(404, "not-found", post("/exchanges", town.partnerToken, town.proposal(theirs, others, 60)));
        refused(
                404,
                "not-found",
                given().auth()
                        .oauth2(thirdToken)
                        .get("/accounts/"
                                + town.account(ours, "participant").get("id").textValue()));
        var pot = town.account(town.community, "pot").get("id").textValue();
        assertEquals(
                0, get("/accounts/" + pot, thirdToken).get("balanceMinutes").intValue());
    }

    @Test
    void showsTheExchangesOfWhoIsReferredToAnAgencyUntilItDeclines() {
        var town = Town.founded();
        var referred = town.participant();
        var other = town.participant();
        var exchange = id(created("/exchanges", town.leadToken, town.proposal(referred, other, 60)));
        refused(404, "not-found", given().auth().oauth2(town.partnerToken).get("/exchanges/" + exchange));
        refused(404, "not-found", post("/exchanges", town.partnerToken, town.proposal(referred, other, 60)));

        var file = id(created(
                "/cases",
                town.leadToken,
                CaseResourceTest.referral(referred, town.programme(town.partnerToken, true))));

        assertEquals(List.of(exchange.toString()), ids("/exchanges", town, town.partnerToken));
        assertEquals(
                exchange.toString(),
                get("/exchanges/" + exchange, town.partnerToken).get("id").textValue());
        var own = id(created("/exchanges", town.partnerToken, town.proposal(referred, other, 30)));
        created(
                "/exchanges/" + exchange + "/dispute",
                town.partnerToken,
                "{\"participantId\":\"" + referred + "\",\"reason\":\"other\"}");
        created(
                "/cases/" + file + "/decision",
                town.partnerToken,
                "{\"decision\":\"declined\",\"reason\":\"no-place\"}");
        refused(404, "not-found", given().auth().oauth2(town.partnerToken).get("/exchanges/" + exchange));
        assertEquals(List.of(own.toString()), ids("/exchanges", town, town.partnerToken), "what it recorded itself");
        refused(404, "not-found", post("/exchanges", town.partnerToken, town.proposal(referred, other, 30)));
    }

    @Test
    void keepsWhatCameOfACaseFromAgenciesThatSeeTheParticipantAndNotTheCase() {
        var town = Town.founded();
        var person = town.participant();
        var third = Town.agency();
        created(
                "/communities/" + town.community + "/agencies",
                town.leadToken,
                "{\"agencyId\":\"" + third + "\",\"roles\":[\"partner\"]}");
        var thirdToken = Tokens.of(third, "agency", "broker", "steward");
        var garden = town.programme(thirdToken, true);
        created("/enrolments", town.leadToken, enrolment(person, garden));
        var court = town.programme(town.partnerToken, true);
        var file = id(created("/cases", town.leadToken, CaseResourceTest.referral(person, court)));
        var ofCase = "{\"caseId\":\"" + file + "\",\"arm\":\"participants\",\"windowMonths\":12,"
                + "\"event\":\"re-offended\",\"outcome\":\"yes\",\"observedOn\":\"2026-05-01\"}";
        var hidden = id(created("/follow-ups", town.leadToken, ofCase));
        var shown = id(created(
                "/follow-ups",
                town.leadToken,
                FollowUpRulesTest.followUp(person, garden, "participants", "no", "2026-05-01")));
        var withdrawn =
                id(created("/follow-ups", town.leadToken, ofCase.replace("\"windowMonths\":12", "\"windowMonths\":6")));
        created("/follow-ups/" + withdrawn + "/withdraw", town.leadToken, "{\"reason\":\"entered-in-error\"}");
        Book.sequenced();

        refused(404, "not-found", given().auth().oauth2(thirdToken).get("/cases/" + file));
        refused(404, "not-found", given().auth().oauth2(thirdToken).get("/follow-ups/" + hidden));
        assertEquals(List.of(shown.toString()), ids("/follow-ups", town, thirdToken));
        var told = followUpsTold(thirdToken);
        assertTrue(told.contains(shown.toString()), told);
        assertFalse(told.contains(hidden.toString()) || told.contains(withdrawn.toString()), told);
        for (var token : List.of(town.leadToken, town.partnerToken)) {
            assertEquals(
                    "yes", get("/follow-ups/" + hidden, token).get("outcome").textValue());
            assertTrue(ids("/follow-ups", town, token).containsAll(List.of(hidden.toString(), withdrawn.toString())));
            var all = followUpsTold(token);
            assertTrue(all.contains(hidden.toString()) && all.contains("outcome-withdrawn"), all);
        }
    }

    /** What an agency is told of follow-ups, and of what was withdrawn. */
    private static String followUpsTold(String token) {
        return ChangesTest.follow(token, 0, 500).stream()
                .filter(event -> event.get("type").textValue().contains(".follow-up-recorded.")
                        || event.get("type").textValue().contains(".outcome-withdrawn."))
                .map(JsonNode::toString)
                .collect(Collectors.joining());
    }

    @Test
    void keepsAnAgencysReferencesToItself() {
        var town = Town.founded();
        var registered = created(
                "/participants",
                town.partnerToken,
                "{\"communityId\":\"" + town.community + "\",\"kind\":\"person\",\"externalRef\":\"T-1042\"}");

        assertEquals(
                "T-1042",
                get("/participants/" + id(registered), town.partnerToken)
                        .get("externalRef")
                        .textValue());
        assertEquals(
                null, get("/participants/" + id(registered), town.leadToken).get("externalRef"));
    }

    private static List<String> ids(String list, Town town, String token) {
        return get(list + "?communityId=" + town.community, token).get("items").findValuesAsText("id");
    }

    static String enrolment(UUID participant, UUID programme) {
        return "{\"participantId\":\"" + participant + "\",\"programmeId\":\"" + programme
                + "\",\"from\":\"2026-04-01\"}";
    }

    static String measure(UUID participant, UUID programme) {
        return "{\"participantId\":\"" + participant + "\",\"programmeId\":\"" + programme
                + "\",\"instrument\":\"SWEMWBS\",\"wave\":0,\"arm\":\"participants\",\"score\":19.98,"
                + "\"measuredOn\":\"2026-04-10\"}";
    }

    static String use(UUID participant, UUID programme) {
        return "{\"participantId\":\"" + participant + "\",\"programmeId\":\"" + programme
                + "\",\"type\":\"gp-visit\",\"arm\":\"participants\",\"before\":{\"count\":9,\"days\":182},"
                + "\"after\":{\"count\":6,\"days\":182}}";
    }
}
