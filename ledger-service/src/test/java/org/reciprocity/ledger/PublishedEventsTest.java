package org.reciprocity.ledger;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.reciprocity.ledger.Town.created;
import static org.reciprocity.ledger.Town.id;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.reciprocity.backends.Backends;

/** What arrives in Kafka of what was answered. */
@LedgerTest
class PublishedEventsTest {
    private static final List<String> HEADERS = List.of(
            "ce_type", "ce_sequence", "ce_source", "ce_id", "ce_specversion", "ce_community", "ce_streamversion");

    @Test
    void publishesAllThatWasAnsweredInOrderAndAsTheContractsSay() {
        var secret = "SECRET-" + UUID.randomUUID();
        var town = Town.founded();
        var a = id(created("/participants", town.leadToken, """
                {"communityId":"%s","kind":"person","area":"riverside","externalRef":"%s"}
                """.formatted(town.community, secret)));
        var b = town.participant();
        var programme = town.programme();
        var enrolment = id(created("/enrolments", town.leadToken, VisibilityTest.enrolment(a, programme)));
        created("/enrolments/" + enrolment + "/end", town.leadToken, "{\"to\":\"2026-12-31\"}");
        var measure = id(created("/measures", town.leadToken, VisibilityTest.measure(a, programme)));
        created("/measures/" + measure + "/withdraw", town.leadToken, "{\"reason\":\"entered-in-error\"}");
        created("/instruments", town.leadToken, InstrumentResourceTest.instrument(town, "belonging-5"));
        created(
                "/follow-ups",
                town.leadToken,
                FollowUpRulesTest.followUp(a, programme, "participants", "no", "2026-05-01"));
        created("/service-uses", town.leadToken, VisibilityTest.use(a, programme));
        ValueResourceTest.play(town, programme);
        CaseResourceTest.play(town, a, programme);
        LinkResourceTest.play(town);
        StandingResourceTest.play(town, a);
        BandResourceTest.told(town, a, BandResourceTest.ALL);
        RegistryTest.describe(town, a, "{\"size\":1,\"roles\":[\"member\",\"volunteer\"]}");
        town.issue(town.community, 600);
        Stall.play(town, a);
        DisputeTest.play(town, a, b);
        var exchange = id(created(
                "/exchanges",
                town.leadToken,
                town.service(a, b, 60)
                        .replaceFirst("\\{", "{\"externalRef\":\"" + secret + "\",\"skill\":\"gardening\",")));
        created("/exchanges/" + exchange + "/reversal", town.leadToken, "{\"reason\":\"recorded-twice\"}");
        var proposed = id(created("/exchanges", town.leadToken, town.proposal(b, a, 30)));
        created(
                "/exchanges/" + proposed + "/confirmations",
                town.leadToken,
                ExchangeResourceTest.confirmation(a, "party"));
        created("/exchanges/" + proposed + "/cancellation", town.leadToken, "{\"reason\":\"other\"}");
        var account = town.account(a, "participant").get("id").textValue();
        assertEquals(
                200,
                given().auth()
                        .oauth2(town.leadToken)
                        .contentType("application/json")
                        .header("If-Match", "\"1\"")
                        .body("{\"floorMinutes\":-60,\"ceilingMinutes\":600}")
                        .put("/accounts/" + account + "/limits")
                        .statusCode());

        assertEquals(
                201,
                AccountResourceTest.act("/accounts/" + account + "/suspension", town.leadToken, 2, "{\"reason\":\"x\"}")
                        .statusCode());

        assertEquals(
                200,
                given().auth()
                        .oauth2(town.leadToken)
                        .contentType("application/json")
                        .header("If-Match", "\"0\"")
                        .body("{\"minutes\":600}")
                        .put("/communities/" + town.community + "/transfer-limits/" + UUID.randomUUID())
                        .statusCode());
        created("/participants/" + town.participant() + "/erasure", town.leadToken, "{\"reason\":\"requested\"}");

        var agencies = "/communities/" + town.community + "/agencies";
        var passing = Town.agency();
        created(agencies, town.leadToken, "{\"agencyId\":\"" + passing + "\",\"roles\":[\"funder\"]}");
        created(agencies + "/" + passing + "/end", town.leadToken, "{\"reason\":\"other\"}");

        var all = Published.upToNow();
        var ours = all.stream()
                .filter(event -> event.header("ce_community").equals(town.community.toString()))
                .toList();

        assertEquals(
                new HashSet<>(Contracts.TYPES),
                Stream.concat(ours.stream().map(Published::type), Stream.of("agency-registered.v1"))
                        .collect(java.util.stream.Collectors.toSet()));
        for (var event : all) {
            assertEquals(HEADERS, event.headers(), "their order");
            assertEquals(List.of(), Contracts.violations(event.type(), event.body()), event::body);
            assertEquals("ledger", event.header("ce_source"));
            assertEquals("1.0", event.header("ce_specversion"));
            assertFalse(event.body().contains(secret));
            assertFalse(event.body().contains("\n"));
        }
        assertInOrder(all);
        for (var event : ours) {
            var body = json(event);
            var field = Authorship.field(event.type());
            assertTrue(
                    field.isEmpty()
                            || body.hasNonNull(field.get())
                            || Authorship.excused(event.type(), body, event.header("ce_streamversion")),
                    () -> event.type() + " names no agency: " + event.body());
        }

        var settled = ours.stream()
                .filter(event -> event.type().equals("exchange-settled.v1")
                        && event.key().equals(exchange.toString()))
                .findFirst()
                .orElseThrow();
        assertEquals("1", settled.header("ce_streamversion"));
        assertEquals("reciprocity.exchanges.v1", settled.topic());
        var shown = Town.get("/exchanges/" + exchange, town.leadToken);
        assertEquals(Instant.parse(shown.get("recordedAt").textValue()).toEpochMilli(), settled.timestamp());
        var body = json(settled);
        assertEquals(
                List.of("kind", "occurredAt", "skill", "confirmed", "recordedBy", "legs", "postings", "confirmations"),
                StreamSupport.stream(((Iterable<String>) body::fieldNames).spliterator(), false)
                        .toList());
        assertEquals(60, body.at("/postings/" + account).intValue());
        var measured = ours.stream()
                .filter(event -> event.type().equals("measure-scored.v1"))
                .findFirst()
                .orElseThrow();
        assertEquals(programme.toString(), measured.key());
        assertEquals("reciprocity.outcomes.v1", measured.topic());
        var agency = all.stream()
                .filter(event -> event.key().equals(town.lead.toString()))
                .findFirst()
                .orElseThrow();
        assertEquals("00000000-0000-0000-0000-000000000000", agency.header("ce_community"));
        assertTrue(settled.size() < 900, "the budget of a record");
    }

    /** Every sequence once from 1 to the last; along each partition rising; along each stream the versions without gaps. */
    private static void assertInOrder(List<Published> all) {
        var sequences = all.stream().map(Published::sequence).sorted().toList();
        for (int i = 0; i < sequences.size(); i++) {
            assertEquals(i + 1L, sequences.get(i));
        }
        var last = new TreeMap<String, Long>();
        for (var event : all) {
            var partition = event.topic() + "/" + event.partition();
            assertTrue(last.getOrDefault(partition, 0L) < event.sequence(), partition);
            last.put(partition, event.sequence());
        }
    }

    private static com.fasterxml.jackson.databind.JsonNode json(Published event) {
        try {
            return new com.fasterxml.jackson.databind.ObjectMapper().readTree(event.body());
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A record as a consumer that reads committed ones gets it. */
    private record Published(ConsumerRecord<String, String> record) {

        /** Everything up to the last event that the service has committed. */
        static List<Published> upToNow() {
            long last = committedEvents();
            var published = new ArrayList<Published>();
            try (var consumer = new KafkaConsumer<>(
                    Map.<String, Object>of(
                            "bootstrap.servers", Backends.kafka().bootstrapServers(),
                            "isolation.level", "read_committed",
                            "auto.offset.reset", "earliest",
                            "enable.auto.commit", "false"),
                    new StringDeserializer(),
                    new StringDeserializer())) {
                var partitions = Stream.of("registry", "exchanges", "outcomes")
                        .flatMap(topic -> consumer.partitionsFor("reciprocity." + topic + ".v1").stream())
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
                assertEquals(12, partitions.size());
                consumer.assign(partitions);
                consumer.seekToBeginning(partitions);
                var patience = Instant.now().plusSeconds(30);
                while (published.size() < last && Instant.now().isBefore(patience)) {
                    consumer.poll(Duration.ofMillis(200)).forEach(record -> published.add(new Published(record)));
                }
            }
            assertEquals(last, published.size());
            return published;
        }

        private static long committedEvents() {
            try (var connection = Backends.postgres().connect(LedgerBackends.DATABASE);
                    var rows = connection.createStatement().executeQuery("select count(*) from event")) {
                rows.next();
                return rows.getLong(1);
            } catch (java.sql.SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        String type() {
            return header("ce_type").substring("org.reciprocity.".length());
        }

        long sequence() {
            return Long.parseLong(header("ce_sequence"));
        }

        List<String> headers() {
            return Stream.of(record.headers().toArray()).map(Header::key).toList();
        }

        String header(String name) {
            return Optional.ofNullable(record.headers().lastHeader(name))
                    .map(header -> new String(header.value(), StandardCharsets.UTF_8))
                    .orElseThrow();
        }

        String topic() {
            return record.topic();
        }

        int partition() {
            return record.partition();
        }

        String key() {
            return record.key();
        }

        String body() {
            return record.value();
        }

        long timestamp() {
            return record.timestamp();
        }

        int size() {
            int size = record.serializedKeySize() + record.serializedValueSize();
            for (var header : record.headers()) {
                size += header.key().length() + header.value().length;
            }
            return size;
        }
    }
}
