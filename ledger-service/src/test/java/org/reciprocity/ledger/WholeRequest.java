package org.reciprocity.ledger;

import static io.restassured.RestAssured.given;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.id;

import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;

/** A request with every field that it may have. */
record WholeRequest(String method, String path, String token, String body) {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

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

    /** A request to every address that takes one, with every field that it may have. */
    static List<WholeRequest> all(Town town) {
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
                "/communities/" + town.community + "/agencies/" + town.partner + "/role-removal",
                "{\"roles\":[\"referrer\"]}");
        bodies.put("/communities/" + town.community + "/agencies/" + town.partner + "/end", "{\"reason\":\"other\"}");
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
                "/follow-ups", token, FollowUpRulesTest.followUp(a, programme, "participants", "no", "2026-05-01")));
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
                        .replaceFirst("\\{", "{\"externalRef\":\"x\",\"id\":\"" + UUID.randomUUID() + "\","));
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
        bodies.put(
                "/cases/" + accepted + "/support",
                CaseResourceTest.SUPPORT.replaceFirst(
                        "\\{", "{\"id\":\"" + UUID.randomUUID() + "\",\"externalRef\":\"x\","));
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
        var requests = new ArrayList<WholeRequest>();
        requests.add(new WholeRequest(
                "PUT",
                "/communities/" + town.community + "/transfer-limits/" + UUID.randomUUID(),
                token,
                "{\"minutes\":60}"));
        bodies.forEach((path, body) -> requests.add(new WholeRequest("POST", path, token, body)));
        requests.add(new WholeRequest("POST", "/exchanges", token, session(town, programme, referred, a, b)));
        requests.add(new WholeRequest("POST", "/exchanges", token, redemption(town, a, supporter)));
        requests.add(new WholeRequest("PUT", "/communities/" + town.community + "/policy", token, POLICY));
        requests.add(new WholeRequest(
                "PUT", "/accounts/" + account + "/limits", token, "{\"floorMinutes\":-10,\"ceilingMinutes\":10}"));
        DetailsTest.put(a, token, "0", DetailsTest.ALL);
        requests.add(new WholeRequest("PUT", "/participants/" + a + "/details", token, DetailsTest.ALL));
        BandResourceTest.told(town, a, BandResourceTest.ALL);
        requests.add(new WholeRequest("PUT", "/participants/" + a + "/bands", token, BandResourceTest.ALL));
        requests.add(new WholeRequest(
                "PUT",
                "/participants/" + a + "/description",
                token,
                "{\"size\":1,\"roles\":[\"volunteer\"],\"area\":\"riverside\"}"));
        requests.add(new WholeRequest(
                "POST",
                "/agencies",
                Tokens.operator(),
                "{\"id\":\"" + UUID.randomUUID() + "\",\"code\":\"" + Town.code()
                        + "\",\"name\":\"x\",\"externalRef\":\"x\"}"));
        requests.add(new WholeRequest("POST", "/communities", Tokens.operator(), """
                {"id":"%s","code":"%s","name":"x","timeZone":"UTC","leadAgencyId":"%s","externalRef":"x","policy":%s}
                """.formatted(
                        UUID.randomUUID(), Town.code(), town.lead, POLICY)));
        return requests;
    }

    private static final String POLICY =
            "{\"participantFloorMinutes\":-1,\"participantCeilingMinutes\":1,\"potFloorMinutes\":0,\"agencyFloorMinutes\":0,"
                    + "\"maxLegMinutes\":60,\"toleranceMinutes\":5,\"confirmation\":\"both\",\"autoConfirmAfterHours\":72,"
                    + "\"lapseAfterHours\":720,\"holdExpiryHours\":48}";

    /** A session that influenced a decision, for a case, with everybody's word. */
    private static String session(Town town, UUID programme, UUID file, UUID a, UUID b) {
        return """
                {"id":"%s","communityId":"%s","programmeId":"%s","kind":"codesign","occurredAt":"2026-05-04T10:00:00Z",
                 "skill":"planning","matchId":"%s","caseId":"%s","decision":"opening-hours","externalRef":"x",
                 "session":{"givers":[{"participantId":"%s","minutes":60,"role":"member"}],
                            "receivers":[{"participantId":"%s","minutes":60,"role":"member"}]},
                 "confirmations":[{"everyone":true,"how":"on-behalf","authority":"broker"}]}
                """.formatted(UUID.randomUUID(), town.community, programme, UUID.randomUUID(), file, a, b);
    }

    /** Credit spent on an offer, with the word of somebody who speaks for the participant. */
    private static String redemption(Town town, UUID participant, UUID supporter) {
        return """
                {"id":"%s","communityId":"%s","kind":"redemption","occurredAt":"2026-05-04T10:00:00Z","offerId":"%s",
                 "externalRef":"x","legs":[{"providerId":"%s","receiverId":"%s","minutes":60}],
                 "confirmations":[{"participantId":"%s","how":"on-behalf","minutes":60,"actorId":"%s","authority":"parent"}]}
                """.formatted(
                        UUID.randomUUID(),
                        town.community,
                        Stall.opened(town, "service", 60, ""),
                        town.partner,
                        participant,
                        participant,
                        supporter);
    }
}
