package org.reciprocity.matching.webhook;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reciprocity.matching.world.Database;
import org.reciprocity.matching.world.LedgerRecords;
import org.reciprocity.matching.world.Servers;
import org.reciprocity.matching.world.Tokens;
import org.reciprocity.matching.world.Town;

@QuarkusTest
@QuarkusTestResource(Servers.class)
@TestProfile(WebhookHttpTest.OnThisMachine.class)
class WebhookHttpTest {
    private static final List<Taken> TAKEN = new CopyOnWriteArrayList<>();
    private static final AtomicInteger STATUS = new AtomicInteger(204);
    private static LedgerRecords ledger;
    private static HttpServer receiver;

    @Inject
    WebhookSender sender;

    /** Lets reminders go to this machine, when a test says so. */
    public static class OnThisMachine implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "reciprocity.webhook.allow-private",
                    "true",
                    "reciprocity.webhook.allow-http",
                    "true",
                    "reciprocity.webhook.every",
                    "1h",
                    "reciprocity.webhook.attempts",
                    "2");
        }
    }

    private record Taken(String timestamp, String signature, String body) {}

    @BeforeAll
    static void open() throws IOException {
        ledger = new LedgerRecords();
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/reminders", exchange -> {
            TAKEN.add(new Taken(
                    exchange.getRequestHeaders().getFirst("Reciprocity-Timestamp"),
                    exchange.getRequestHeaders().getFirst("Reciprocity-Signature"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            if (STATUS.get() == 302) {
                exchange.getResponseHeaders().set("Location", "/reminders");
            }
            exchange.sendResponseHeaders(STATUS.get(), -1);
            exchange.close();
        });
        receiver.start();
    }

    @AfterAll
    static void close() {
        receiver.stop(0);
        ledger.close();
    }

    @BeforeEach
    void nothingTaken() {
        TAKEN.clear();
        STATUS.set(204);
    }

    @Test
    void remindsOnceOfAnOfferThatLapsesSignedAndWithoutSayingWhoseItIs() {
        var town = Town.found(ledger);
        var person = town.people(1).getFirst();
        town.known();
        town.policy(Map.of("offerDays", 10));
        var secret = set(town, "\"0\"");
        var offer = town.offer(person, "lifts", 60);
        sender.once();
        sender.once();
        assertEquals(1, TAKEN.size());
        var taken = TAKEN.getFirst();
        assertEquals(Signature.of(secret, Long.parseLong(taken.timestamp()), taken.body()), taken.signature());
        assertFalse(taken.body().contains(person.toString()));
        assertEquals(
                "{\"id\":\"%s\",\"type\":\"offer-lapsing\",\"communityId\":\"%s\",\"subjectId\":\"%s\",\"at\":\"%s\"}"
                        .formatted(
                                Database.column("select id from reminder where subject = ?", offer)
                                        .getFirst(),
                                town.community(),
                                offer,
                                town.broker()
                                        .get("/offers/" + offer)
                                        .then()
                                        .extract()
                                        .<String>path("lapsesAt")),
                taken.body());
        Town.as(Tokens.of(town.lead(), "broker"))
                .get("/webhook")
                .then()
                .statusCode(200)
                .body("waiting", equalTo(0))
                .body("deliveredAt", notNullValue())
                .body("$", not(hasKey("secret")));
    }

    @Test
    void triesAgainLaterAndGivesUpAfterSoManyFailures() {
        var town = Town.found(ledger);
        var person = town.people(1).getFirst();
        town.known();
        town.policy(Map.of("offerDays", 10));
        set(town, "\"0\"");
        town.offer(person, "lifts", 60);
        STATUS.set(500);
        sender.once();
        sender.once();
        assertEquals(1, TAKEN.size());
        // A redirect is no delivery, and is not followed.
        STATUS.set(302);
        Database.update("update reminder set next_at = now() where community = ?", town.community());
        sender.once();
        assertEquals(2, TAKEN.size());
        Database.update("update reminder set next_at = now() where community = ?", town.community());
        sender.once();
        assertEquals(2, TAKEN.size());
        Town.as(Tokens.of(town.lead(), "broker"))
                .get("/webhook")
                .then()
                .body("givenUp", equalTo(1))
                .body("waiting", equalTo(0))
                .body("failedAt", notNullValue());
    }

    @Test
    void takesNoMoreOnceItIsRemoved() {
        var town = Town.found(ledger);
        var person = town.people(1).getFirst();
        town.known();
        town.policy(Map.of("offerDays", 10));
        set(town, "\"0\"");
        var steward = Tokens.of(town.lead(), "steward");
        Town.as(steward).delete("/webhook").then().statusCode(428);
        Town.as(steward).header("If-Match", "\"5\"").delete("/webhook").then().statusCode(412);
        Town.as(steward)
                .header("If-Match", "\"1\"")
                .delete("/webhook")
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("$", not(hasKey("url")));
        town.offer(person, "lifts", 60);
        sender.once();
        assertEquals(0, TAKEN.size());
    }

    private static String set(Town town, String etag) {
        return Town.as(Tokens.of(town.lead(), "steward"))
                .header("If-Match", etag)
                .body(Map.of("url", "http://localhost:" + receiver.getAddress().getPort() + "/reminders"))
                .put("/webhook")
                .then()
                .statusCode(200)
                .extract()
                .path("secret");
    }
}
