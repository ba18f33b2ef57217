package org.reciprocity.local.bench;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.reciprocity.local.scenario.Ids;
import org.reciprocity.local.system.Terminal;

/**
 * A ledger's log as its relay writes it, made up: communities of participants who each give to the same few others, and their
 * settled exchanges over a year; one in a hundred is reversed. The same numbers make the same log, but for the ids of events.
 */
final class GeneratedLog {
    static final String EXCHANGES = "reciprocity.exchanges.v1";

    private static final String REGISTRY = "reciprocity.registry.v1";
    private static final List<String> TOPICS =
            List.of(REGISTRY, EXCHANGES, "reciprocity.outcomes.v1", "reciprocity.matches.v1");
    private static final int PER_TRANSACTION = 2_000;
    private static final int COMMUNITIES = 5;
    private static final int PROGRAMMES = 2;
    private static final int PARTNERS = 8;
    private static final int REVERSED = 100;
    private static final Instant FROM = Instant.parse("2025-04-01T08:00:00Z");
    private static final int HOURS = 365 * 24;
    private static final List<String> SKILLS = List.of(
            "befriending",
            "gardening",
            "lifts",
            "tutoring",
            "cooking",
            "forms-and-letters",
            "digital-help",
            "language");

    private final String bootstrapServers;
    private final List<Community> communities = new ArrayList<>();
    private final SplittableRandom random = new SplittableRandom(1);
    private long sequence;
    private long onExchanges;
    private long inTransaction;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Community(
            byte[] header, UUID id, List<String> programmes, List<String> participants, List<String> accounts) {

        static Community of(int number, int participants) {
            var code = "bench-" + number;
            var id = Ids.community(code);
            return new Community(
                    bytes(id.toString()),
                    id,
                    IntStream.range(0, PROGRAMMES)
                            .mapToObj(programme ->
                                    Ids.programme(code, "hours-" + programme).toString())
                            .toList(),
                    ids("participant", code, participants),
                    ids("account", code, participants));
        }

        private static List<String> ids(String what, String code, int count) {
            return IntStream.range(0, count)
                    .mapToObj(
                            number -> Ids.of(what, code, String.valueOf(number)).toString())
                    .toList();
        }
    }

    GeneratedLog(String bootstrapServers, int participants) {
        this.bootstrapServers = bootstrapServers;
        for (int number = 0; number < COMMUNITIES; number++) {
            communities.add(Community.of(number, participants / COMMUNITIES));
        }
    }

    /** Creates the topics and writes the events; returns how many records the topic of exchanges has. */
    long write(long exchanges, int partitions, Terminal terminal) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(TOPICS.stream()
                            .map(topic -> new NewTopic(topic, Optional.of(partitions), Optional.empty())
                                    .configs(Map.of("retention.ms", "-1")))
                            .toList())
                    .all()
                    .get();
        }
        var settings = new HashMap<String, Object>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("acks", "all");
        settings.put("transactional.id", "ledger");
        settings.put("compression.type", "lz4");
        settings.put("linger.ms", "5");
        try (var producer =
                new KafkaProducer<byte[], byte[]>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            registry(producer);
            for (long number = 0; number < exchanges; number++) {
                settled(producer);
                if (number % (exchanges / 100 + 1) == 0) {
                    terminal.bar("Writing the log", number, exchanges, "%,d events".formatted(sequence));
                }
            }
            terminal.bar("Writing the log", exchanges, exchanges, "%,d events".formatted(sequence));
            producer.commitTransaction();
        }
        return onExchanges;
    }

    /** How many events there are. */
    long events() {
        return sequence;
    }

    private void registry(KafkaProducer<byte[], byte[]> producer) {
        var agency = Ids.agency("bench-agency");
        for (int number = 0; number < COMMUNITIES; number++) {
            var community = communities.get(number);
            send(
                    producer,
                    REGISTRY,
                    community,
                    community.id().toString(),
                    "community-founded",
                    "{\"code\":\"bench-" + number + "\",\"name\":\"Bench " + number + "\","
                            + "\"timeZone\":\"Europe/London\",\"leadAgency\":\"" + agency + "\",\"policy\":{"
                            + "\"participantFloorMinutes\":-600,\"participantCeilingMinutes\":6000,\"potFloorMinutes\":0,"
                            + "\"agencyFloorMinutes\":0,\"maxLegMinutes\":600,\"toleranceMinutes\":15,"
                            + "\"confirmation\":\"both\"}}");
            send(
                    producer,
                    REGISTRY,
                    community,
                    community.id().toString(),
                    "agency-admitted",
                    "{\"agency\":\"" + agency + "\",\"roles\":[\"lead\"]}");
            for (int programme = 0; programme < PROGRAMMES; programme++) {
                send(
                        producer,
                        REGISTRY,
                        community,
                        community.programmes().get(programme),
                        "programme-opened",
                        "{\"agency\":\"" + agency + "\",\"code\":\"hours-" + programme
                                + "\",\"name\":\"Hours\",\"design\":\"both\",\"delivery\":\"both\","
                                + "\"earnsCredit\":true,\"risk\":\"low\"}");
            }
            for (int person = 0; person < community.participants().size(); person++) {
                participant(producer, community, agency, person);
            }
        }
    }

    private void participant(KafkaProducer<byte[], byte[]> producer, Community community, UUID agency, int person) {
        var participant = community.participants().get(person);
        send(
                producer,
                REGISTRY,
                community,
                participant,
                "participant-registered",
                "{\"agency\":\"" + agency + "\",\"kind\":\"person\",\"size\":1,\"roles\":[\"member\"]}");
        send(
                producer,
                REGISTRY,
                community,
                Ids.of("enrolment", participant).toString(),
                "participant-enrolled",
                "{\"programme\":\"" + community.programmes().get(person % PROGRAMMES) + "\",\"participant\":\""
                        + participant + "\",\"role\":\"member\",\"arm\":\"participants\",\"from\":\"2025-04-01\"}");
        send(
                producer,
                EXCHANGES,
                community,
                community.accounts().get(person),
                "account-opened",
                "{\"kind\":\"participant\",\"owner\":\"" + participant + "\",\"floor\":-600,\"ceiling\":6000}");
    }

    private void settled(KafkaProducer<byte[], byte[]> producer) {
        var community = communities.get(random.nextInt(COMMUNITIES));
        var people = community.participants();
        int giver = random.nextInt(people.size());
        int receiver = (giver + 1 + random.nextInt(PARTNERS)) % people.size();
        int minutes = 15 * (1 + random.nextInt(8));
        var key = id();
        var exchange = "\"kind\":\"service\",\"programme\":\""
                + community.programmes().get(giver % PROGRAMMES) + "\",\"occurredAt\":\""
                + FROM.plusSeconds(3600L * random.nextInt(HOURS)) + "\",\"skill\":\""
                + SKILLS.get(random.nextInt(SKILLS.size())) + "\",\"legs\":[{\"provider\":\"" + people.get(giver)
                + "\",\"receiver\":\"" + people.get(receiver) + "\",\"minutes\":" + minutes + "}],\"postings\":{\""
                + community.accounts().get(giver) + "\":";
        var between = ",\"" + community.accounts().get(receiver) + "\":";
        send(
                producer,
                EXCHANGES,
                community,
                key,
                "exchange-settled",
                "{" + exchange + minutes + between + -minutes + "}}");
        if (random.nextInt(REVERSED) == 0) {
            send(
                    producer,
                    EXCHANGES,
                    community,
                    key,
                    "exchange-reversed",
                    "{\"reason\":\"recorded-twice\"," + exchange + -minutes + between + minutes + "}}");
        }
    }

    private void send(
            KafkaProducer<byte[], byte[]> producer,
            String topic,
            Community community,
            String key,
            String type,
            String body) {
        if (inTransaction++ == PER_TRANSACTION) {
            producer.commitTransaction();
            producer.beginTransaction();
            inTransaction = 1;
        }
        if (topic.equals(EXCHANGES)) {
            onExchanges++;
        }
        var headers = new RecordHeaders();
        headers.add("ce_type", bytes("org.reciprocity." + type + ".v1"));
        headers.add("ce_sequence", bytes(String.valueOf(++sequence)));
        headers.add("ce_source", bytes("ledger"));
        headers.add("ce_id", bytes(id()));
        headers.add("ce_specversion", bytes("1.0"));
        headers.add("ce_community", community.header());
        headers.add("ce_streamversion", bytes("1"));
        var unused = producer.send(
                new ProducerRecord<>(topic, null, FROM.toEpochMilli() + sequence, bytes(key), bytes(body), headers));
    }

    /** An id in the form of a UUID version 7. */
    private String id() {
        long high = ((FROM.toEpochMilli() + sequence) << 16) | 0x7000L | (random.nextLong() & 0xfffL);
        return new UUID(high, (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L).toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
