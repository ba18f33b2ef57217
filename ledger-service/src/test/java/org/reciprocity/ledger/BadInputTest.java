package org.reciprocity.ledger;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.id;
import static org.reciprocity.ledger.Town.post;
import static org.reciprocity.ledger.Town.refused;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.reciprocity.backends.Backends;

/** Nonsense in every field of every request: always a problem document, never a change. */
@LedgerTest
class BadInputTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** JSON that belongs in no field. */
    private static final List<String> NEVER = List.of(
            "{}",
            "[]",
            "[[1]]",
            "{\"a\":1}",
            "true",
            "-1",
            "1.5",
            "9223372036854775808",
            "1e400",
            "1e2147483647",
            "-1e2147483647",
            "1e-2147483647",
            "0e2147483647",
            "-0e2147483647",
            "\"\"",
            "\" \"",
            "\"a\\u0000b\"",
            "\"\\ud800\"",
            "\"\\udc00x\"",
            "\"line\\nbreak\"",
            "\"'; drop table account; --\"",
            "\"x\\r\\nSet-Cookie: a=b\"",
            "\"0000-01-01\"",
            "\"+99999-01-01T00:00:00Z\"",
            "\"99999-01-01\"",
            "\"0000-01-01T00:00:00Z\"",
            "\"1-1-1-1-1\"",
            "\"" + "x".repeat(300) + "\"");

    private static final List<String> CODES = List.of("\"0000-01-01\"", "\"99999-01-01\"", "\"1-1-1-1-1\"");

    private static final List<String> TEXTS = List.of(
            "\"0000-01-01\"",
            "\"99999-01-01\"",
            "\"1-1-1-1-1\"",
            "\"+99999-01-01T00:00:00Z\"",
            "\"0000-01-01T00:00:00Z\"",
            "\"'; drop table account; --\"");

    private static final List<String> PARAGRAPHS = Stream.concat(
                    TEXTS.stream(), Stream.of("\"" + "x".repeat(300) + "\""))
            .toList();

    /** What of it is right in some fields all the same. */
    private static final Map<String, List<String>> FINE = Map.ofEntries(
            Map.entry("name", TEXTS),
            Map.entry("knownAs", TEXTS),
            Map.entry("emergencyContact", PARAGRAPHS),
            Map.entry("accessNeeds", PARAGRAPHS),
            Map.entry("notes", PARAGRAPHS),
            Map.entry("phone", List.of("\"0000-01-01\"", "\"99999-01-01\"", "\"1-1-1-1-1\"")),
            Map.entry("postcode", List.of("\"0000-01-01\"", "\"99999-01-01\"", "\"1-1-1-1-1\"")),
            Map.entry("externalRef", TEXTS),
            Map.entry("purpose", CODES),
            Map.entry("authority", CODES),
            Map.entry("course", CODES),
            Map.entry("code", CODES),
            Map.entry("setting", CODES),
            Map.entry("role", CODES),
            Map.entry("skill", CODES),
            Map.entry("area", CODES),
            Map.entry("instrument", CODES),
            Map.entry("type", CODES),
            Map.entry("event", CODES),
            Map.entry("licence", CODES),
            Map.entry("minimum", List.of("-1")),
            Map.entry("reason", CODES),
            Map.entry("unit", CODES),
            Map.entry("0", CODES),
            Map.entry("address/0", TEXTS),
            Map.entry("address/1", TEXTS),
            Map.entry("formula", CODES),
            Map.entry("title", TEXTS),
            Map.entry("source", TEXTS),
            Map.entry("item", CODES),
            Map.entry("line", CODES),
            Map.entry("people", List.of("1.5")),
            Map.entry("effect", List.of("-1", "1.5")),
            Map.entry("optimism", List.of("1.5")),
            Map.entry("low", List.of("{}")),
            Map.entry("high", List.of("{}")),
            Map.entry("shares", List.of("[]")),
            Map.entry("costs", List.of("[]")),
            Map.entry("inclusions", List.of("[]")),
            Map.entry("flags", List.of("[]")),
            Map.entry("controlled", List.of("true")),
            Map.entry("health", List.of("true")),
            Map.entry("inKind", List.of("true")),
            Map.entry("preventive", List.of("true")),
            Map.entry("cashable", List.of("true")),
            Map.entry("target", List.of("-1", "1.5")),
            Map.entry("stated", List.of("-1", "1.5")),
            Map.entry("value", List.of("-1", "1.5")),
            Map.entry("index", List.of("1.5")),
            Map.entry("rounding", List.of("-1")),
            Map.entry("couldGive", List.of("[]")),
            Map.entry("training", List.of("[]")),
            Map.entry("restrictions", List.of("[]")),
            Map.entry("earnsCredit", List.of("true")),
            Map.entry("cancelWaiting", List.of("true")),
            Map.entry("confirmations", List.of("[]")),
            Map.entry("policy", List.of("{}")),
            Map.entry("participantFloorMinutes", List.of("-1")),
            Map.entry("potFloorMinutes", List.of("-1")),
            Map.entry("agencyFloorMinutes", List.of("-1")),
            Map.entry("score", List.of("-1", "1.5")),
            Map.entry("floorMinutes", List.of("-1")));

    @Test
    void refusesNonsenseInEveryField() throws Exception {
        var town = Town.founded();
        var requests = requests(town);
        long before = events();
        var tries = new ArrayList<Callable<Optional<String>>>();
        for (var request : requests) {
            var body = JSON.readTree(request.body());
            for (var pointer : BodyPlaces.of(body, "")) {
                var field = pointer.substring(pointer.lastIndexOf('/') + 1);
                for (var value : NEVER) {
                    if (!FINE.getOrDefault(pointer.substring(1), FINE.getOrDefault(field, List.of()))
                            .contains(value)) {
                        var bad = BodyPlaces.with(body, pointer, value);
                        tries.add(() -> wrong(request, pointer + "=" + value, bad));
                    }
                }
            }
            var unknown = (ObjectNode) body.deepCopy();
            unknown.put("surprise", 1);
            tries.add(() -> wrong(request, "unknown field", unknown.toString()));
            for (var field : fields(body)) {
                var doubled = body.toString().replaceFirst("\\{", "{\"" + field + "\":1,");
                tries.add(() -> wrong(request, "doubled " + field, doubled));
            }
        }
        var wrong = AtOnce.run(tries).stream().flatMap(Optional::stream).toList();
        assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
        assertEquals(before, events(), "something was changed");
    }

    @Test
    void refusesBodiesThatAreNotTheJsonAskedFor() throws Exception {
        var requests = requests(Town.founded());
        long before = events();
        for (var request : requests) {
            for (var body : List.of(
                    "",
                    "null",
                    "[]",
                    "1",
                    "\"x\"",
                    "{",
                    "{}",
                    "{\"a\":}",
                    "<xml/>",
                    "\u0000",
                    "[".repeat(10_000),
                    "{\"a\":".repeat(10_000))) {
                if (body.equals("{}") && request.path().matches(".*/(details|bands)")) {
                    continue; // Nothing need be known of anybody.
                }
                var problem = refusal(request.send(body));
                assertTrue(List.of(400, 422).contains(problem.get("status").intValue()), problem::toString);
            }
            refused(
                    415,
                    "unsupported-media-type",
                    given().auth()
                            .oauth2(request.token())
                            .contentType("text/plain")
                            .body("x")
                            .request(request.method(), request.path()));
            refused(
                    400,
                    "malformed-request",
                    given().auth()
                            .oauth2(request.token())
                            .contentType("application/json")
                            .header("If-Match", "\"1\"")
                            .body(new byte[] {'{', '"', (byte) 0xc3, '(', '"', ':', '1', '}'})
                            .request(request.method(), request.path()));
        }
        assertEquals(before, events(), "something was changed");
    }

    @Test
    void refusesWhatIsTooLarge() {
        var town = Town.founded();
        var tooLarge = "{\"name\":\"" + "x".repeat(9 * 1024 * 1024) + "\"}";
        refused(413, "too-large", post("/agencies", Tokens.operator(), tooLarge));
        var legs = new ArrayList<String>();
        for (int i = 0; i < 201; i++) {
            legs.add("{\"providerId\":\"%s\",\"receiverId\":\"%s\",\"minutes\":1}"
                    .formatted(UUID.randomUUID(), UUID.randomUUID()));
        }
        refused(
                422,
                "invalid-field",
                post(
                        "/exchanges",
                        town.leadToken,
                        "{\"communityId\":\"%s\",\"kind\":\"service\",\"occurredAt\":\"2026-05-04T10:00:00Z\",\"legs\":[%s]}"
                                .formatted(town.community, String.join(",", legs))));
    }

    @Test
    void refusesAddressesMethodsAndMediaTypesThatAreNotThere() {
        var token = Tokens.operator();
        refused(404, "not-found", given().auth().oauth2(token).get("/nothing"));
        refused(404, "not-found", given().auth().oauth2(token).get("/agencies/not-an-id"));
        refused(404, "not-found", given().auth().oauth2(token).get("/agencies/1-1-1-1-1"));
        refused(
                404,
                "not-found",
                given().auth().oauth2(token).urlEncodingEnabled(false).get("/agencies/%00%0d%0aSet-Cookie:a=b"));
        refused(405, "method-not-allowed", given().auth().oauth2(token).delete("/agencies"));
        refused(
                405,
                "method-not-allowed",
                given().auth()
                        .oauth2(token)
                        .contentType("application/json")
                        .body("{}")
                        .patch("/agencies"));
        refused(
                406,
                "not-acceptable",
                given().auth().oauth2(token).accept("application/xml").get("/agencies/" + UUID.randomUUID()));
    }

    @Test
    void namesTheFieldsThatAreWrong() {
        var errors = refused(422, "invalid-field", post("/agencies", Tokens.operator(), "{\"code\":\"a b\"}"))
                .get("errors");
        assertEquals(List.of("code", "name"), errors.findValuesAsText("field"));
        var unknown = refused(400, "malformed-request", post("/agencies", Tokens.operator(), "{\"nam\":\"x\"}"));
        assertEquals("nam", unknown.get("field").textValue());
        var postcode = refused(
                422,
                "invalid-field",
                post(
                        "/participants",
                        Town.founded().leadToken,
                        "{\"communityId\":\"" + UUID.randomUUID() + "\",\"kind\":\"person\",\"area\":\"CF103AT\"}"));
        assertEquals("area", postcode.at("/errors/0/field").textValue());
        var zone = refused(
                422,
                "invalid-field",
                post(
                        "/communities",
                        Tokens.operator(),
                        "{\"code\":\"x\",\"name\":\"x\",\"timeZone\":\"Mars\",\"leadAgencyId\":\"" + UUID.randomUUID()
                                + "\"}"));
        assertEquals("timeZone", zone.at("/errors/0/field").textValue());
    }

    private static Optional<String> wrong(Request request, String what, String body) {
        var response = request.exchange(body);
        var text = response.body();
        boolean right = response.statusCode() >= 400
                && response.statusCode() < 500
                && response.headers().allValues("content-type").equals(List.of("application/problem+json"))
                && response.headers().firstValue("set-cookie").isEmpty()
                && !text.contains("org.reciprocity")
                && !text.contains("java.");
        return right
                ? Optional.empty()
                : Optional.of(request.path() + " " + what + " -> " + response.statusCode() + " " + text);
    }

    private static JsonNode refusal(Response response) {
        assertEquals("application/problem+json", response.contentType(), response::asString);
        return Town.json(response);
    }

    private record Request(String method, String path, String token, String body) {

        HttpResponse<String> exchange(String json) {
            try {
                return HTTP.send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                                .header("Authorization", "Bearer " + token)
                                .header("Content-Type", "application/json")
                                .header("If-Match", "\"1\"")
                                .method(method, HttpRequest.BodyPublishers.ofString(json))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        Response send(String json) {
            return given().auth()
                    .oauth2(token)
                    .contentType("application/json")
                    .header("If-Match", "\"1\"")
                    .body(json.getBytes(StandardCharsets.UTF_8))
                    .request(method, path);
        }
    }

    /** A request to every address that takes one, with every field that it may have. */
    private static List<Request> requests(Town town) {
        var token = town.leadToken;
        var a = town.participant();
        var b = town.participant();
        var programme = town.programme();
        var exchange = id(created("/exchanges", token, town.proposal(a, b, 60)));
        var settled = id(created("/exchanges", token, town.service(a, b, 60)));
        var enrolment = id(created("/enrolments", token, VisibilityTest.enrolment(a, programme)));
        var account = town.account(a, "participant").get("id").textValue();
        var bodies = new LinkedHashMap<String, String>();
        bodies.put(
                "/communities/" + town.community + "/agencies",
                "{\"agencyId\":\"" + town.partner + "\",\"roles\":[\"funder\"]}");
        bodies.put(
                "/programmes",
                "{\"externalRef\":\"x\",\"id\":\"%s\",\"communityId\":\"%s\",\"code\":\"x\",\"name\":\"x\",\"design\":\"both\",\"delivery\":\"both\",\"earnsCredit\":false,\"setting\":\"school\",\"risk\":\"low\"}"
                        .formatted(UUID.randomUUID(), town.community));
        bodies.put(
                "/participants",
                "{\"id\":\"%s\",\"communityId\":\"%s\",\"kind\":\"person\",\"size\":1,\"roles\":[\"member\"],\"area\":\"riverside\",\"externalRef\":\"x\"}"
                        .formatted(UUID.randomUUID(), town.community));
        bodies.put(
                "/enrolments",
                "{\"externalRef\":\"x\",\"id\":\"%s\",\"participantId\":\"%s\",\"programmeId\":\"%s\",\"role\":\"member\",\"arm\":\"comparison\",\"from\":\"2027-04-01\",\"to\":\"2027-05-01\"}"
                        .formatted(UUID.randomUUID(), b, programme));
        bodies.put("/enrolments/" + enrolment + "/end", "{\"to\":\"2026-05-01\"}");
        bodies.put(
                "/exchanges",
                "{\"id\":\"%s\",\"communityId\":\"%s\",\"programmeId\":\"%s\",\"kind\":\"service\",\"occurredAt\":\"2026-05-04T10:00:00Z\",\"skill\":\"cooking\",\"matchId\":\"%s\",\"externalRef\":\"x\",\"legs\":[{\"providerId\":\"%s\",\"receiverId\":\"%s\",\"minutes\":60,\"providerRole\":\"member\",\"receiverRole\":\"member\"}],\"confirmations\":[{\"participantId\":\"%s\",\"how\":\"party\",\"minutes\":60}]}"
                        .formatted(UUID.randomUUID(), town.community, programme, UUID.randomUUID(), a, b, a));
        bodies.put(
                "/exchanges/" + exchange + "/confirmations",
                "{\"participantId\":\"" + a + "\",\"how\":\"party\",\"minutes\":60}");
        bodies.put("/exchanges/" + exchange + "/dispute", "{\"participantId\":\"" + a + "\",\"reason\":\"other\"}");
        bodies.put("/exchanges/" + exchange + "/resolution", "{\"outcome\":\"settled\",\"minutes\":[60]}");
        bodies.put("/exchanges/" + exchange + "/cancellation", "{\"reason\":\"other\"}");
        bodies.put("/exchanges/" + settled + "/reversal", "{\"reason\":\"other\"}");
        bodies.put(
                "/measures",
                "{\"externalRef\":\"x\",\"id\":\"%s\",\"programmeId\":\"%s\",\"participantId\":\"%s\",\"instrument\":\"ons4-worthwhile\",\"wave\":0,\"arm\":\"participants\",\"score\":7,\"measuredOn\":\"2026-04-10\"}"
                        .formatted(UUID.randomUUID(), programme, a));
        var measure = id(created("/measures", token, VisibilityTest.measure(a, programme)));
        var use = id(created("/service-uses", token, VisibilityTest.use(a, programme)));
        var followUp = id(created(
                "/follow-ups", token, OutcomeRulesTest.followUp(a, programme, "participants", "no", "2026-05-01")));
        for (var outcome : List.of("/measures/" + measure, "/service-uses/" + use, "/follow-ups/" + followUp)) {
            bodies.put(outcome + "/withdraw", "{\"reason\":\"duplicate\"}");
        }
        bodies.put(
                "/measures/waves",
                OutcomeRulesTest.wave(
                        programme,
                        0,
                        "participants",
                        "2026-04-10",
                        "{\"externalRef\":\"x\",\"id\":\"%s\",\"participantId\":\"%s\",\"items\":[3,3,4,3,3,3,3]}"
                                .formatted(UUID.randomUUID(), b)));
        bodies.put(
                "/follow-ups",
                "{\"externalRef\":\"x\",\"id\":\"%s\",\"programmeId\":\"%s\",\"group\":{\"yes\":3,\"no\":4,\"lost\":1},\"arm\":\"participants\",\"windowMonths\":12,\"event\":\"re-offended\",\"observedOn\":\"2026-04-10\"}"
                        .formatted(UUID.randomUUID(), programme));
        bodies.put(
                "/instruments",
                InstrumentResourceTest.instrument(town, "belonging-5")
                        .replaceFirst("\\{", "{\"id\":\"" + UUID.randomUUID() + "\","));
        bodies.put(
                "/service-uses",
                "{\"externalRef\":\"x\",\"id\":\"%s\",\"programmeId\":\"%s\",\"groupSize\":12,\"type\":\"gp-visit\",\"arm\":\"participants\",\"before\":{\"count\":9,\"days\":182},\"after\":{\"count\":6,\"days\":182}}"
                        .formatted(UUID.randomUUID(), programme));
        bodies.put(
                "/costs",
                "{\"id\":\"%s\",\"externalRef\":\"x\",\"priceYear\":2026,".formatted(UUID.randomUUID())
                        + ValueResourceTest.cost(programme, town.lead).substring(1));
        bodies.put(
                "/benefits",
                "{\"id\":\"%s\",\"externalRef\":\"x\",\"item\":\"voids\",".formatted(UUID.randomUUID())
                        + ValueResourceTest.benefit(programme, town.lead).substring(1));
        var cost = id(created("/costs", token, ValueResourceTest.cost(programme, town.lead)));
        bodies.put("/costs/" + cost + "/withdraw", "{\"reason\":\"entered-in-error\"}");
        var benefit = id(created("/benefits", token, ValueResourceTest.benefit(programme, town.lead)));
        bodies.put("/benefits/" + benefit + "/withdraw", "{\"reason\":\"entered-in-error\"}");
        var own = "{\"id\":\"%s\",\"externalRef\":\"x\",";
        bodies.put(
                "/unit-costs",
                own.formatted(UUID.randomUUID())
                        + ValueResourceTest.unitCost(town, town.lead, 2026, "GBP")
                                .substring(1));
        bodies.put(
                "/deflators",
                own.formatted(UUID.randomUUID())
                        + ValueResourceTest.deflator(town, 2026, "100").substring(1));
        bodies.put(
                "/appraisals",
                own.formatted(UUID.randomUUID())
                        + AppraisalResourceTest.appraisal(
                                        town, programme, AppraisalResourceTest.unitCost(town, 2026, "GBP"))
                                .substring(1));
        bodies.put(
                "/contracts",
                own.formatted(UUID.randomUUID())
                        + ContractResourceTest.contract(town, programme).substring(1));
        var contract = id(created("/contracts", token, ContractResourceTest.contract(town, programme)));
        bodies.put("/contracts/" + contract + "/end", ContractResourceTest.END);
        bodies.put(
                "/claims",
                own.formatted(UUID.randomUUID()) + ClaimResourceTest.claim(town).substring(1));
        var referred = id(created("/cases", token, CaseResourceTest.referral(a, programme)));
        var accepted = CaseResourceTest.accepted(town);
        bodies.put(
                "/cases",
                "{\"id\":\"%s\",\"externalRef\":\"x\",".formatted(UUID.randomUUID())
                        + CaseResourceTest.referral(a, programme).substring(1));
        bodies.put("/cases/" + referred + "/decision", "{\"decision\":\"declined\",\"reason\":\"no-place\"}");
        bodies.put("/cases/" + accepted + "/agreement", CaseResourceTest.AGREEMENT);
        bodies.put("/cases/" + accepted + "/support", CaseResourceTest.SUPPORT);
        bodies.put("/cases/" + accepted + "/closure", "{\"outcome\":\"withdrawn\"}");
        bodies.put("/accounts/" + account + "/suspension", "{\"reason\":\"other\"}");
        bodies.put("/accounts/" + account + "/reopening", "{\"reason\":\"other\"}");
        bodies.put("/accounts/" + account + "/closure", "{\"reason\":\"other\",\"cancelWaiting\":false}");
        var offer = Stall.opened(town, "ticket", 60, "");
        var hold = id(created("/holds", token, Stall.hold(town, a, 60, "")));
        bodies.put(
                "/redemption-offers",
                Stall.offer(
                        town,
                        "ticket",
                        60,
                        ",\"id\":\"%s\",\"quantity\":9,\"from\":\"2026-01-01\",\"until\":\"2199-01-01\",\"restrictions\":[\"off-peak\"],\"externalRef\":\"x\""
                                .formatted(UUID.randomUUID())));
        bodies.put("/redemption-offers/" + offer + "/stock", "{\"quantity\":9}");
        bodies.put("/redemption-offers/" + offer + "/withdrawal", "{\"reason\":\"other\"}");
        bodies.put(
                "/holds",
                Stall.hold(
                        town,
                        a,
                        60,
                        ",\"id\":\"%s\",\"programmeId\":\"%s\",\"expiresAt\":\"%s\",\"externalRef\":\"x\""
                                .formatted(
                                        UUID.randomUUID(),
                                        programme,
                                        java.time.Instant.now().plusSeconds(86_400))));
        bodies.put("/holds/" + hold + "/release", "{\"reason\":\"other\"}");
        bodies.put(
                "/holds/" + hold + "/capture",
                "{\"exchangeId\":\"%s\",\"minutes\":60,\"occurredAt\":\"2026-05-04T10:00:00Z\",\"externalRef\":\"x\"}"
                        .formatted(UUID.randomUUID()));
        bodies.put("/tickets/check", "{\"code\":\"00000-00000\"}");
        bodies.put(
                "/communities/" + town.community + "/retirements",
                "{\"id\":\"%s\",\"agencyId\":\"%s\",\"minutes\":1,\"manner\":\"waived\",\"externalRef\":\"x\"}"
                        .formatted(UUID.randomUUID(), town.partner));
        bodies.put(
                "/participants/" + a + "/identity",
                "{\"name\":\"Jane Example\",\"dateOfBirth\":\"1990-01-31\",\"postcode\":\"ZZ99 9ZZ\"}");
        LinkResourceTest.link(town, a, b);
        var supporter = town.participant();
        var consent = id(created("/consents", token, StandingResourceTest.consent(a)));
        var clearance = id(created("/clearances", token, StandingResourceTest.clearance(a)));
        var training = id(created("/training", token, StandingResourceTest.training(a)));
        bodies.put(
                "/consents",
                "{\"id\":\"%s\",\"externalRef\":\"x\",\"participantId\":\"%s\",\"purpose\":\"research\",\"givenBy\":\"supporter\",\"supporterId\":\"%s\",\"authority\":\"parent\",\"givenOn\":\"2026-04-01\",\"expiresOn\":\"2199-04-01\"}"
                        .formatted(UUID.randomUUID(), b, supporter));
        bodies.put(
                "/consents/" + consent + "/withdrawal",
                "{\"withdrawnBy\":\"supporter\",\"supporterId\":\"" + supporter
                        + "\",\"authority\":\"parent\",\"withdrawnOn\":\"2026-05-01\"}");
        bodies.put(
                "/clearances",
                "{\"id\":\"%s\",\"externalRef\":\"x\",\"participantId\":\"%s\",\"role\":\"volunteer\",\"setting\":\"school\",\"outcome\":\"cleared\",\"reviewerAgencyId\":\"%s\",\"decidedOn\":\"2026-04-01\",\"expiresOn\":\"2199-04-01\"}"
                        .formatted(UUID.randomUUID(), a, town.partner));
        bodies.put("/clearances/" + clearance + "/decision", StandingResourceTest.DECISION);
        bodies.put("/clearances/" + clearance + "/withdrawal", StandingResourceTest.OTHER);
        bodies.put(
                "/training",
                StandingResourceTest.training(a)
                        .replaceFirst("\\{", "{\"id\":\"" + UUID.randomUUID() + "\",\"externalRef\":\"x\","));
        bodies.put("/training/" + training + "/withdrawal", StandingResourceTest.OTHER);
        bodies.put("/participants/" + a + "/links", LinkResourceTest.other(town.participant()));
        bodies.put("/participants/" + a + "/links/" + b + "/removal", LinkResourceTest.REMOVAL);
        bodies.put(
                "/transfers",
                "{\"id\":\"%s\",\"fromParticipantId\":\"%s\",\"toCommunityId\":\"%s\",\"toParticipantId\":\"%s\",\"minutes\":60,\"how\":\"party\",\"occurredAt\":\"2026-05-04T10:00:00Z\",\"externalRef\":\"x\"}"
                        .formatted(UUID.randomUUID(), a, UUID.randomUUID(), b));
        bodies.put("/transfers/" + TransferTest.Pair.agreed().sent() + "/reversal", "{\"reason\":\"other\"}");
        bodies.put("/participants/" + town.participant() + "/erasure", "{\"reason\":\"requested\"}");
        var requests = new ArrayList<Request>();
        requests.add(new Request(
                "PUT",
                "/communities/" + town.community + "/transfer-limits/" + UUID.randomUUID(),
                token,
                "{\"minutes\":60}"));
        bodies.forEach((path, body) -> requests.add(new Request("POST", path, token, body)));
        requests.add(new Request(
                "PUT", "/accounts/" + account + "/limits", token, "{\"floorMinutes\":-10,\"ceilingMinutes\":10}"));
        DetailsTest.put(a, token, "0", DetailsTest.ALL);
        requests.add(new Request("PUT", "/participants/" + a + "/details", token, DetailsTest.ALL));
        BandResourceTest.told(town, a, BandResourceTest.ALL);
        requests.add(new Request("PUT", "/participants/" + a + "/bands", token, BandResourceTest.ALL));
        requests.add(new Request(
                "PUT",
                "/participants/" + a + "/description",
                token,
                "{\"size\":1,\"roles\":[\"volunteer\"],\"area\":\"riverside\"}"));
        requests.add(new Request(
                "POST",
                "/agencies",
                Tokens.operator(),
                "{\"id\":\"" + UUID.randomUUID() + "\",\"code\":\"" + Town.code() + "\",\"name\":\"x\"}"));
        requests.add(new Request(
                "POST", "/communities", Tokens.operator(), """
                {"id":"%s","code":"%s","name":"x","timeZone":"UTC","leadAgencyId":"%s","policy":{
                 "participantFloorMinutes":-1,"participantCeilingMinutes":1,"potFloorMinutes":0,"agencyFloorMinutes":0,
                 "maxLegMinutes":60,"toleranceMinutes":5,"confirmation":"both"}}
                """.formatted(UUID.randomUUID(), Town.code(), town.lead)));
        return requests;
    }

    private static List<String> fields(JsonNode body) {
        var fields = new ArrayList<String>();
        body.fieldNames().forEachRemaining(fields::add);
        return fields;
    }

    private static long events() throws SQLException {
        try (var connection = Backends.postgres().connect(LedgerBackends.DATABASE);
                var rows = connection.createStatement().executeQuery("select count(*) from event")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
