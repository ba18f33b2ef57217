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

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.reciprocity.backends.Backends;

/** Looks for a person's name in all that the service leaves behind: both databases, Kafka, and its log. */
@LedgerTest
@Order(LedgerTest.WHOLE_BOOK)
class NameSearchTest {
    /** A name that occurs nowhere else. */
    private final String name = "Zzyzx" + UUID.randomUUID().toString().substring(0, 8);

    /** A reference that an agency knows the person by. It is held until the erasure. */
    private final String reference = "Qwxyz" + UUID.randomUUID().toString().substring(0, 8);

    private final Traces traces = new Traces();

    @BeforeEach
    void listen() {
        traces.listen();
    }

    @AfterEach
    void stop() {
        traces.close();
    }

    @Test
    void findsTheNameNowhereAndAfterTheErasureNothingThatLeadsToIt() {
        var town = Town.founded();
        var programme = town.programme();
        var registration = """
                {"communityId":"%s","kind":"person","externalRef":"%s"}
                """.formatted(town.community, reference);
        var key = UUID.randomUUID().toString();
        assertEquals(
                201, post("/participants", town.leadToken, key, registration).statusCode());
        var ana = id(Town.json(post("/participants", town.leadToken, key, registration)));
        var ben = town.participant();
        var details =
                DetailsTest.ALL.replace("Ana", name).replace("ana@", name + "@").replace("ramp", name);
        assertEquals(200, DetailsTest.put(ana, town.leadToken, "0", details).statusCode());
        assertEquals(200, DetailsTest.put(ana, town.leadToken, "1", details).statusCode());
        refused(412, "precondition-failed", DetailsTest.put(ana, town.leadToken, "1", details));
        refusedWithoutTheName(DetailsTest.put(ana, town.leadToken, "2", "{\"dateOfBirth\":\"" + name + "\"}"));
        refusedWithoutTheName(DetailsTest.put(ana, town.leadToken, "2", "{\"name\":\" " + name + "\"}"));
        refusedWithoutTheName(DetailsTest.put(ana, town.leadToken, "2", "{\"name\":[\"" + name + "\"]}"));
        refusedWithoutTheName(DetailsTest.put(ana, town.leadToken, "2", "{\"name\":\"" + name));
        keyed(ana, town, details);
        LedgerBackends.keysCable.cut();
        try {
            refused(503, "keys-unavailable", DetailsTest.put(ana, town.leadToken, "2", details));
        } finally {
            LedgerBackends.keysCable.mend();
        }
        var identity = "{\"name\":\"" + name + "\",\"dateOfBirth\":\"1951-03-14\"}";
        for (int i = 0; i < 2; i++) {
            assertEquals(
                    200,
                    post("/participants/" + ana + "/identity", town.leadToken, key + "-identity", identity)
                            .statusCode());
        }
        created("/enrolments", town.leadToken, VisibilityTest.enrolment(ana, programme));
        created(
                "/cases",
                town.leadToken,
                "{\"externalRef\":\"" + reference + "\","
                        + CaseResourceTest.referral(ana, programme).substring(1));
        var exchange = "{\"externalRef\":\"" + reference + "\","
                + town.service(ana, ben, 60).strip().substring(1);
        var exchangeKey = UUID.randomUUID().toString();
        for (int i = 0; i < 2; i++) {
            assertEquals(
                    201,
                    post("/exchanges", town.leadToken, exchangeKey, exchange).statusCode());
        }
        var shown = given().auth()
                .oauth2(town.leadToken)
                .get("/participants/" + ana + "/record")
                .asString();
        assertTrue(shown.contains(name) && shown.contains(reference), "the record has them");
        assertEquals(
                200,
                post("/participants/" + ana + "/details/key", town.leadToken, "")
                        .statusCode());

        assertEquals(List.of(), traces.of(name));
        assertFalse(traces.of(reference).isEmpty(), "the reference is held for its agency");

        created("/participants/" + ana + "/erasure", town.leadToken, ErasureTest.REQUESTED);
        Book.eventually("the key is destroyed", () -> get("/participants/" + ana + "/erasure", town.leadToken)
                .has("keyDestroyedAt"));
        assertEquals(0, Keys.number("select count(*) from person_key where person = '" + ana + "'"));
        assertEquals(0, Book.number("select count(*) from person_details where participant_id = '" + ana + "'"));
        assertEquals(List.of(), traces.of(name));
        assertEquals(List.of(), traces.of(reference));
        Book.sequenced();
        assertTrue(get("/communities/" + town.community + "/audit", town.leadToken)
                .get("intact")
                .booleanValue());
        assertTrue(town.invariants().get("holds").booleanValue());
    }

    private void refusedWithoutTheName(io.restassured.response.Response refusal) {
        assertTrue(refusal.statusCode() >= 400 && refusal.statusCode() < 500, refusal::asString);
        assertFalse(refusal.asString().contains(name), refusal::asString);
    }

    /** An Idempotency-Key that nobody asked for keeps nothing. */
    private static void keyed(UUID participant, Town town, String details) {
        var answer = given().auth()
                .oauth2(town.leadToken)
                .contentType("application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("If-Match", "\"2\"")
                .body(details)
                .put("/participants/" + participant + "/details");
        assertEquals(200, answer.statusCode(), answer::asString);
    }

    @Test
    void wouldFindTheNameWhereverItWere() throws Exception {
        Town.founded();
        assertEquals(List.of(), traces.of(name));

        Book.change("create table planted as select '" + name + "' as what");
        Keys.change("create table planted as select '" + name + "'::bytea as what");
        Traces.createTopic("planted");
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", Backends.kafka().bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            var planted = new ProducerRecord<>("planted", "key", "value");
            planted.headers().add("header", name.getBytes(StandardCharsets.UTF_8));
            producer.send(planted).get(30, java.util.concurrent.TimeUnit.SECONDS);
            Logger.getLogger("org.reciprocity.planted").debugf("planted=%s", name);
            assertEquals(
                    List.of("keys: planted", "kafka: planted", "ledger: planted", "log: org.reciprocity.planted")
                            .stream()
                            .sorted()
                            .toList(),
                    traces.of(name));
        } finally {
            Book.change("drop table planted");
            Keys.change("drop table planted");
            Traces.deleteTopic("planted");
        }
    }
}
