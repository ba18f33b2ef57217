package org.reciprocity.matching.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.reciprocity.matching.world.Contracts;
import org.reciprocity.matching.world.LedgerRecords;
import org.reciprocity.matching.world.MatchesTopic;
import org.reciprocity.matching.world.Servers;
import org.reciprocity.matching.world.Town;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class PublishedEventsTest {
    private static LedgerRecords ledger;

    @BeforeAll
    static void open() {
        ledger = new LedgerRecords();
    }

    @AfterAll
    static void close() {
        ledger.close();
    }

    @Test
    void publishesEveryTypeAsTheContractsHaveIt() {
        var town = Town.found(ledger);
        var people = town.people(4);
        town.known();
        var offer = offerWithEverything(town, people.get(0));
        var request = requestWithAnOffer(town, people.get(1));
        var proposal = town.proposal();
        town.accept(proposal, "giver").then().statusCode(201);
        town.accept(proposal, "receiver").then().statusCode(201);
        var exchange = UUID.randomUUID();
        ledger.send(town.service(exchange, people.get(0), people.get(1), 60, proposal));
        ledger.send(town.reversal(exchange, people.get(0), people.get(1), 60, proposal));
        town.known();
        var second = town.request(people.get(2), "gardening", 60);
        var declined = town.proposal();
        town.broker()
                .body(Map.of("side", "receiver", "reason", "no-time"))
                .post("/proposals/" + declined + "/declines")
                .then()
                .statusCode(201);
        town.broker().post("/offers/" + offer + "/withdrawal").then().statusCode(201);
        town.broker().post("/requests/" + second + "/withdrawal").then().statusCode(201);

        var events = MatchesTopic.events(town.community(), 15);
        assertEquals(
                List.of(
                        "offer-made.v1",
                        "request-made.v1",
                        "offer-made.v1",
                        "round-run.v1",
                        "match-proposed.v1",
                        "match-accepted.v1",
                        "match-accepted.v1",
                        "match-fulfilled.v1",
                        "match-unfulfilled.v1",
                        "request-made.v1",
                        "round-run.v1",
                        "match-proposed.v1",
                        "match-declined.v1",
                        "offer-withdrawn.v1",
                        "request-withdrawn.v1"),
                events.stream().map(MatchesTopic.Published::type).toList());
        for (var event : events) {
            assertEquals("", Contracts.breaches(event.type(), event.body()));
            assertEquals(
                    List.of(
                            "ce_type",
                            "ce_sequence",
                            "ce_source",
                            "ce_id",
                            "ce_specversion",
                            "ce_community",
                            "ce_streamversion"),
                    List.copyOf(event.headers().keySet()));
            assertEquals("matching", event.header("ce_source"));
            assertTrue(event.body().length() < 550, "a record is small: " + event.type());
        }
        assertEquals(offer.toString(), events.get(0).key());
        assertEquals(request.toString(), events.get(1).key());
        assertEquals(request.toString(), events.get(4).key());
        assertEquals("1", events.get(4).header("ce_streamversion"));
        assertEquals("3", events.get(6).header("ce_streamversion"));
        assertEquals(
                "{\"match\":\"%s\",\"side\":\"receiver\",\"agreed\":true}".formatted(proposal),
                events.get(6).body());
        assertEquals(
                "{\"match\":\"%s\",\"exchange\":\"%s\",\"minutes\":60,\"programme\":\"%s\"}"
                        .formatted(proposal, exchange, Town.PROGRAMME),
                events.get(7).body());
    }

    @Test
    void everyTypeThatIsWrittenHasASchemaAndAnExampleOfTheSameFields() {
        var types = new TreeSet<String>();
        for (var example : Contracts.examples().entrySet()) {
            var type = Contracts.typeOf(example.getKey());
            if (type.matches("(offer|request|match|matching|round|session)-.*")) {
                types.add(type);
            }
        }
        assertEquals(
                new TreeSet<>(List.of(
                        "match-accepted.v1",
                        "match-arranged.v1",
                        "match-declined.v1",
                        "match-fulfilled.v1",
                        "match-proposed.v1",
                        "match-unfulfilled.v1",
                        "matching-policy-set.v1",
                        "offer-lapsed.v1",
                        "offer-made.v1",
                        "offer-renewed.v1",
                        "offer-withdrawn.v1",
                        "request-lapsed.v1",
                        "request-made.v1",
                        "request-renewed.v1",
                        "request-withdrawn.v1",
                        "round-run.v1",
                        "session-cancelled.v1",
                        "session-held.v1",
                        "session-missed.v1",
                        "session-planned.v1")),
                types);
    }

    private static UUID offerWithEverything(Town town, UUID participant) {
        var body = town.offerOf(participant, "gardening", 240);
        body.put("area", "riverside");
        body.put("languages", List.of("cy", "en"));
        body.put("maxDistance", "same-area");
        body.put("from", "2026-04-01T08:00:00.5Z");
        body.put("until", "2126-04-01T08:00:00Z");
        return UUID.fromString(town.broker()
                .body(body)
                .post("/offers")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
    }

    private static UUID requestWithAnOffer(Town town, UUID participant) {
        var body = new HashMap<>(town.requestOf(participant, "gardening", 60));
        body.put("languages", List.of("cy"));
        body.put("couldGive", Map.of("offer", Map.of("skill", "phone-calls", "minutes", 120)));
        return UUID.fromString(town.broker()
                .body(body)
                .post("/requests")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
    }
}
