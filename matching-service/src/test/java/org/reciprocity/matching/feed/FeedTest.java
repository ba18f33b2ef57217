package org.reciprocity.matching.feed;

import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.matching.world.Eventually.eventually;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.reciprocity.matching.world.Database;
import org.reciprocity.matching.world.LedgerRecords;
import org.reciprocity.matching.world.Servers;
import org.reciprocity.matching.world.Tokens;
import org.reciprocity.matching.world.Town;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class FeedTest {
    private static final int TRICKLE = 150;
    private static final long FETCH_WAIT_MS = 50;
    private static LedgerRecords ledger;

    @Inject
    KafkaClientService clients;

    @Inject
    MeterRegistry metrics;

    @BeforeAll
    static void open() {
        ledger = new LedgerRecords();
    }

    @AfterAll
    static void close() {
        ledger.close();
    }

    @Test
    void fulfilsAMatchOnceByItsSettledExchange() {
        var met = agreed();
        var exchange = UUID.randomUUID();
        var settled = met.town.service(exchange, met.giver, met.receiver, 45, met.proposal);
        ledger.send(settled);
        met.town.known();
        assertState(met, "fulfilled")
                .body("exchangeId", equalTo(exchange.toString()))
                .body("fulfilledMinutes", equalTo(45));

        // Delivered again, and another exchange that names the same match.
        ledger.send(settled);
        ledger.send(met.town.service(UUID.randomUUID(), met.giver, met.receiver, 60, met.proposal));
        met.town.known();
        assertState(met, "fulfilled").body("exchangeId", equalTo(exchange.toString()));
        assertEquals(1, events("match-fulfilled.v1", met.proposal));
        assertEquals(
                1,
                Database.number(
                        "select count(*) from event where stream = ? and body::jsonb ->> 'programme' = ?",
                        met.proposal,
                        Town.PROGRAMME.toString()));
    }

    @Test
    void waitsForAnotherExchangeOnceItsOwnIsReversed() {
        var met = agreed();
        var exchange = UUID.randomUUID();
        ledger.send(met.town.service(exchange, met.giver, met.receiver, 60, met.proposal));
        ledger.send(met.town.reversal(exchange, met.giver, met.receiver, 60, met.proposal));
        met.town.known();
        assertState(met, "agreed");
        assertEquals(1, events("match-unfulfilled.v1", met.proposal));
        assertEquals(0, tie(met.giver, met.receiver));

        var corrected = UUID.randomUUID();
        ledger.send(met.town.service(corrected, met.giver, met.receiver, 90, met.proposal));
        met.town.known();
        assertState(met, "fulfilled")
                .body("exchangeId", equalTo(corrected.toString()))
                .body("fulfilledMinutes", equalTo(90));
        assertEquals(90, tie(met.giver, met.receiver));
    }

    @Test
    void tiesEveryGiverOfASessionToEveryReceiver() {
        var town = Town.found(ledger);
        var people = town.people(3);
        ledger.send(town.session(UUID.randomUUID(), people.get(0), 60, people.get(1), 60, people.get(2), 45));
        eventually("it is folded", () -> tie(people.get(0), people.get(1)) == 30);

        assertEquals(30, tie(people.get(0), people.get(2)));
        assertEquals(60, Database.number("select given from standing where participant = ?", people.get(0)));
        assertEquals(60, Database.number("select received from standing where participant = ?", people.get(1)));
        assertEquals(45, Database.number("select received from standing where participant = ?", people.get(2)));
    }

    @Test
    void leavesAMatchThatAnExchangeBetweenOthersOrOfAnotherCommunityNames() {
        var met = agreed();
        var elsewhere = Town.found(ledger);
        ledger.send(met.town.service(UUID.randomUUID(), met.receiver, met.giver, 60, met.proposal));
        ledger.send(elsewhere.service(UUID.randomUUID(), met.giver, met.receiver, 60, met.proposal));
        ledger.send(met.town.service(UUID.randomUUID(), met.giver, met.receiver, 60, UUID.randomUUID()));
        met.town.known();
        assertState(met, "agreed");
        assertEquals(0, events("match-fulfilled.v1", met.proposal));
    }

    @Test
    void foldsEachRecordOnceHoweverOftenItIsDelivered() {
        var met = agreed();
        ledger.send(met.town.service(UUID.randomUUID(), met.giver, met.receiver, 60, met.proposal));
        met.town.known();
        double before = duplicates();

        var consumer = clients.getConsumer("exchanges");
        consumer.runOnPollingThread(c -> {
                    c.assignment().forEach(partition -> c.seek(partition, 0));
                })
                .await()
                .atMost(Duration.ofSeconds(10));
        eventually("records were delivered again", () -> duplicates() > before);
        ledger.send(met.town.service(UUID.randomUUID(), met.giver, met.receiver, 15, null));
        eventually("and the feed went on", () -> tie(met.giver, met.receiver) == 75);
        met.town.known();

        assertEquals(75, tie(met.giver, met.receiver));
        assertEquals(75, Database.number("select balance from account where id = ?", Town.account(met.giver)));
        assertEquals(75, Database.number("select given from standing where participant = ?", met.giver));
        assertEquals(75, Database.number("select received from standing where participant = ?", met.receiver));
        assertEquals(1, events("match-fulfilled.v1", met.proposal));
    }

    @Test
    void takesATrickleInFewTransactionsAndALoneRecordToo() {
        var town = Town.found(ledger);
        var people = town.people(2);
        town.known();
        double before = batches();
        long began = System.nanoTime();
        for (int i = 0; i < TRICKLE; i++) {
            ledger.send(town.service(UUID.randomUUID(), people.get(0), people.get(1), 1, null));
        }
        eventually("all are folded", () -> tie(people.get(0), people.get(1)) == TRICKLE);
        long milliseconds = Duration.ofNanos(System.nanoTime() - began).toMillis();
        assertTrue(
                batches() - before <= 4 + milliseconds / FETCH_WAIT_MS,
                (batches() - before) + " transactions in " + milliseconds + " ms");

        ledger.send(town.service(UUID.randomUUID(), people.get(0), people.get(1), 1, null));
        eventually("a lone one is folded", () -> tie(people.get(0), people.get(1)) == TRICKLE + 1);
    }

    @Test
    void goesOnWhereTheDatabaseSaysWhenPartitionsComeAndGo() {
        var met = agreed();
        ledger.send(met.town.service(UUID.randomUUID(), met.giver, met.receiver, 60, met.proposal));
        met.town.known();
        var topic = ConfigProvider.getConfig().getValue("mp.messaging.incoming.exchanges.topic", String.class);
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class),
                "group.id",
                ConfigProvider.getConfig().getValue("mp.messaging.incoming.exchanges.group.id", String.class),
                "enable.auto.commit",
                false);
        // Another replica takes some partitions, and folds nothing of them before it goes again.
        try (var other = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            other.subscribe(Set.of(topic));
            eventually("partitions were taken", () -> {
                other.poll(Duration.ofMillis(100));
                return !other.assignment().isEmpty();
            });
            for (int i = 0; i < 8; i++) {
                ledger.send(met.town.service(UUID.randomUUID(), met.giver, met.receiver, 10, null));
            }
        }
        met.town.known();
        assertEquals(140, tie(met.giver, met.receiver));
    }

    @Test
    void doesNotSeeWhatWasTakenBackBeforeItWasCommitted() {
        var town = Town.found(ledger);
        var people = town.people(2);
        ledger.sendAndAbort(town.service(UUID.randomUUID(), people.get(0), people.get(1), 60, null));
        ledger.send(town.service(UUID.randomUUID(), people.get(0), people.get(1), 15, null));
        town.known();
        assertEquals(15, tie(people.get(0), people.get(1)));
    }

    @Test
    void skipsAndCountsTypesThatItDoesNotKnow() {
        var town = Town.found(ledger);
        double before = metrics.get("reciprocity.feed.unknown").counter().count();
        ledger.send(
                ledger.registry("participant-moved.v1", UUID.randomUUID(), town.community(), "no JSON at all"),
                ledger.registry("community-founded.v2", UUID.randomUUID(), town.community(), "{}"));
        town.known();
        assertEquals(
                before + 2, metrics.get("reciprocity.feed.unknown").counter().count());
    }

    @Test
    void takesAPostingBeforeItsAccountsOpening() {
        var town = Town.found(ledger);
        var people = town.people(2);
        ledger.send(town.service(UUID.randomUUID(), people.get(0), people.get(1), 60, null));
        town.known();
        ledger.send(town.accountOf(people.get(0), 600));
        town.known();
        assertEquals(
                60,
                Database.number(
                        "select balance from account where owner = ? and kind = 'participant' and ceiling = 600",
                        people.get(0)));
        ledger.send(ledger.exchange(
                "account-limits-set.v1", Town.account(people.get(0)), town.community(), "{\"floor\":-60}"));
        town.known();
        assertEquals(
                1, Database.number("select count(*) from account where owner = ? and ceiling is null", people.get(0)));
    }

    @Test
    void showsAParticipantToTheAgencyOfTheirProgrammeWhileTheyAreEnrolled() {
        var town = Town.found(ledger);
        var partner = town.admit();
        var person = town.people(1).getFirst();
        var programme = UUID.randomUUID();
        var enrolment = UUID.randomUUID();
        ledger.send(ledger.registry("programme-opened.v1", programme, town.community(), """
                        {"agency":"%s","code":"P","name":"P","design":"both","delivery":"both","earnsCredit":true,"risk":"low"}""".formatted(partner)));
        town.known();
        var offer = town.offer(person, "gardening", 60);
        var seenByPartner = Town.as(Tokens.of(partner, "broker"));
        seenByPartner.get("/offers/" + offer).then().statusCode(404);

        ledger.send(ledger.registry(
                "participant-enrolled.v1", enrolment, town.community(), """
                {"programme":"%s","participant":"%s","role":"member","arm":"participants","from":"2026-01-01"}""".formatted(programme, person)));
        town.known();
        Town.as(Tokens.of(partner, "broker")).get("/offers/" + offer).then().statusCode(200);

        ledger.send(ledger.registry("enrolment-ended.v1", enrolment, town.community(), """
                {"programme":"%s","participant":"%s","to":"%s"}""".formatted(
                        programme, person, LocalDate.now(ZoneOffset.UTC).minusDays(1))));
        town.known();
        Town.as(Tokens.of(partner, "agency")).get("/offers/" + offer).then().statusCode(404);
    }

    @Test
    void saysHowFarItHasComeAndThatItsHealthIsGood() {
        var town = Town.found(ledger).known();
        Town.as(Tokens.operator())
                .get("/feed")
                .then()
                .statusCode(200)
                .body("lag", equalTo(0))
                .body("lagSeconds", equalTo(0))
                .body("stopped", empty())
                .body("through.'reciprocity.registry.v1'.size()", equalTo(4));
        Town.as(Tokens.operator())
                .get("/q/health/group/log")
                .then()
                .statusCode(200)
                .body("checks", hasSize(2));
        town.broker().get("/feed").then().statusCode(403);
    }

    private double batches() {
        return metrics.get("reciprocity.feed.batches").counter().count();
    }

    private double duplicates() {
        return metrics.get("reciprocity.feed.duplicates").counter().count();
    }

    private static long tie(UUID giver, UUID receiver) {
        return Database.number("select minutes from tie where giver = ? and receiver = ?", giver, receiver);
    }

    private static long events(String type, UUID stream) {
        return Database.number(
                "select count(*) from event where type = ? and stream = ?", "org.reciprocity." + type, stream);
    }

    private static ValidatableResponse assertState(Met met, String state) {
        return met.town
                .broker()
                .get("/proposals/" + met.proposal)
                .then()
                .statusCode(200)
                .body("state", equalTo(state));
    }

    private static Met agreed() {
        var town = Town.found(ledger);
        var people = town.people(2);
        town.known();
        town.offer(people.get(0), "gardening", 60);
        town.request(people.get(1), "gardening", 60);
        var proposal = town.proposal();
        town.accept(proposal, "giver").then().statusCode(201);
        town.accept(proposal, "receiver").then().statusCode(201);
        return new Met(town, people.get(0), people.get(1), proposal);
    }

    private record Met(Town town, UUID giver, UUID receiver, UUID proposal) {}
}
